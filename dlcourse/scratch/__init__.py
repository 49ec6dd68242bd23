"""The course's building blocks in NumPy alone: Keras' names and shapes, forward beside backward."""

from dlcourse._namespace import names_in as _names_in
from dlcourse.scratch.activations import ActivationFunction as ActivationFunction
from dlcourse.scratch.activations import elu as elu
from dlcourse.scratch.activations import gelu as gelu
from dlcourse.scratch.activations import leaky_relu as leaky_relu
from dlcourse.scratch.activations import linear as linear
from dlcourse.scratch.activations import prelu as prelu
from dlcourse.scratch.activations import relu as relu
from dlcourse.scratch.activations import rrelu as rrelu
from dlcourse.scratch.activations import selu as selu
from dlcourse.scratch.activations import sigmoid as sigmoid
from dlcourse.scratch.activations import sign as sign
from dlcourse.scratch.activations import silu as silu
from dlcourse.scratch.activations import softplus as softplus
from dlcourse.scratch.activations import step as step
from dlcourse.scratch.activations import swish as swish
from dlcourse.scratch.activations import tanh as tanh
from dlcourse.scratch.adjacency import adjacency_matrix as adjacency_matrix
from dlcourse.scratch.adjacency import normalize_adjacency as normalize_adjacency
from dlcourse.scratch.autograd import Value as Value
from dlcourse.scratch.autograd import graph_edges as graph_edges
from dlcourse.scratch.gradient_check import gradient_error as gradient_error
from dlcourse.scratch.gradient_check import numerical_gradient as numerical_gradient
from dlcourse.scratch.initializers import glorot_normal as glorot_normal
from dlcourse.scratch.initializers import glorot_uniform as glorot_uniform
from dlcourse.scratch.initializers import he_normal as he_normal
from dlcourse.scratch.initializers import he_uniform as he_uniform
from dlcourse.scratch.initializers import lecun_normal as lecun_normal
from dlcourse.scratch.initializers import lecun_uniform as lecun_uniform
from dlcourse.scratch.initializers import ones as ones
from dlcourse.scratch.initializers import orthogonal as orthogonal
from dlcourse.scratch.initializers import random_normal as random_normal
from dlcourse.scratch.initializers import random_uniform as random_uniform
from dlcourse.scratch.initializers import variance_scaling as variance_scaling
from dlcourse.scratch.initializers import zeros as zeros
from dlcourse.scratch.layers import GRU as GRU
from dlcourse.scratch.layers import LSTM as LSTM
from dlcourse.scratch.layers import Activation as Activation
from dlcourse.scratch.layers import BatchNormalization as BatchNormalization
from dlcourse.scratch.layers import Dense as Dense
from dlcourse.scratch.layers import Dropout as Dropout
from dlcourse.scratch.layers import Embedding as Embedding
from dlcourse.scratch.layers import GraphConvolution as GraphConvolution
from dlcourse.scratch.layers import Layer as Layer
from dlcourse.scratch.layers import LayerNormalization as LayerNormalization
from dlcourse.scratch.layers import SimpleRNN as SimpleRNN
from dlcourse.scratch.losses import BinaryCrossentropy as BinaryCrossentropy
from dlcourse.scratch.losses import CategoricalCrossentropy as CategoricalCrossentropy
from dlcourse.scratch.losses import Huber as Huber
from dlcourse.scratch.losses import MeanAbsoluteError as MeanAbsoluteError
from dlcourse.scratch.losses import MeanSquaredError as MeanSquaredError
from dlcourse.scratch.losses import SparseCategoricalCrossentropy as SparseCategoricalCrossentropy
from dlcourse.scratch.metrics import accuracy as accuracy
from dlcourse.scratch.metrics import binary_accuracy as binary_accuracy
from dlcourse.scratch.metrics import categorical_accuracy as categorical_accuracy
from dlcourse.scratch.metrics import confusion_matrix as confusion_matrix
from dlcourse.scratch.metrics import r2_score as r2_score
from dlcourse.scratch.metrics import sparse_categorical_accuracy as sparse_categorical_accuracy
from dlcourse.scratch.mlp import mlp as mlp
from dlcourse.scratch.network import Network as Network
from dlcourse.scratch.optimizer import Optimizer as Optimizer
from dlcourse.scratch.optimizers import SGD as SGD
from dlcourse.scratch.optimizers import Adagrad as Adagrad
from dlcourse.scratch.optimizers import Adam as Adam
from dlcourse.scratch.optimizers import AdamW as AdamW
from dlcourse.scratch.optimizers import RMSprop as RMSprop
from dlcourse.scratch.perceptron import Perceptron as Perceptron
from dlcourse.scratch.perceptron import ThresholdUnit as ThresholdUnit
from dlcourse.scratch.perceptron import Update as Update
from dlcourse.scratch.regularizers import L1 as L1
from dlcourse.scratch.regularizers import L1L2 as L1L2
from dlcourse.scratch.regularizers import L2 as L2
from dlcourse.scratch.schedules import CosineDecay as CosineDecay
from dlcourse.scratch.schedules import ExponentialDecay as ExponentialDecay
from dlcourse.scratch.schedules import InverseTimeDecay as InverseTimeDecay
from dlcourse.scratch.schedules import LearningRateSchedule as LearningRateSchedule
from dlcourse.scratch.schedules import PiecewiseConstantDecay as PiecewiseConstantDecay
from dlcourse.scratch.schedules import PolynomialDecay as PolynomialDecay
from dlcourse.scratch.softmax import softmax as softmax

__all__ = _names_in(globals())


def __dir__() -> list[str]:
    return __all__
