"""Layers in NumPy, forward beside backward; each is the twin of the Keras layer of its name."""

from dlcourse.scratch.layers.activation import Activation as Activation
from dlcourse.scratch.layers.base import Layer as Layer
from dlcourse.scratch.layers.bidirectional import Bidirectional as Bidirectional
from dlcourse.scratch.layers.convolution import Conv2D as Conv2D
from dlcourse.scratch.layers.convolution_transpose import Conv2DTranspose as Conv2DTranspose
from dlcourse.scratch.layers.dense import Dense as Dense
from dlcourse.scratch.layers.dropout import Dropout as Dropout
from dlcourse.scratch.layers.embedding import Embedding as Embedding
from dlcourse.scratch.layers.flatten import Flatten as Flatten
from dlcourse.scratch.layers.gaussian_noise import GaussianNoise as GaussianNoise
from dlcourse.scratch.layers.graph import GraphConvolution as GraphConvolution
from dlcourse.scratch.layers.gru import GRU as GRU
from dlcourse.scratch.layers.lstm import LSTM as LSTM
from dlcourse.scratch.layers.normalization import BatchNormalization as BatchNormalization
from dlcourse.scratch.layers.normalization import LayerNormalization as LayerNormalization
from dlcourse.scratch.layers.pooling import AveragePooling2D as AveragePooling2D
from dlcourse.scratch.layers.pooling import GlobalAveragePooling2D as GlobalAveragePooling2D
from dlcourse.scratch.layers.pooling import MaxPooling2D as MaxPooling2D
from dlcourse.scratch.layers.recurrent import Recurrent as Recurrent
from dlcourse.scratch.layers.sampling import Sampling as Sampling
from dlcourse.scratch.layers.sampling import gaussian_kl as gaussian_kl
from dlcourse.scratch.layers.simple_rnn import SimpleRNN as SimpleRNN
from dlcourse.scratch.layers.tied import TiedDense as TiedDense
from dlcourse.scratch.layers.upsampling import UpSampling2D as UpSampling2D
