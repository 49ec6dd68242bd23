from dlcourse.layers.graph_convolution import GraphConvolution as GraphConvolution
from dlcourse.layers.rrelu import RReLU as RReLU
from dlcourse.layers.sampling import Sampling as Sampling
