from dlcourse.layers.graph_convolution import GraphConvolution as GraphConvolution
from dlcourse.layers.rrelu import RReLU as RReLU
from dlcourse.layers.sampling import Sampling as Sampling
from dlcourse.layers.tied import TiedConv2DTranspose as TiedConv2DTranspose
from dlcourse.layers.tied import TiedDense as TiedDense
