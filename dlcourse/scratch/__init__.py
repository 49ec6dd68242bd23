"""The course's building blocks in NumPy alone: Keras' names and shapes, forward beside backward."""

from dlcourse.scratch.activations import Activation as Activation
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
from dlcourse.scratch.dense import Dense as Dense
from dlcourse.scratch.perceptron import Perceptron as Perceptron
from dlcourse.scratch.perceptron import ThresholdUnit as ThresholdUnit
from dlcourse.scratch.perceptron import Update as Update
from dlcourse.scratch.softmax import softmax as softmax
