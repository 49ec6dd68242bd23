"""Training beyond `fit`: many networks at once, and the gradients of any Keras model."""

from dlcourse.training.gradients import gradient_norms as gradient_norms
from dlcourse.training.gradients import gradients as gradients
from dlcourse.training.gradients import parameter_names as parameter_names
from dlcourse.training.replicas import Networks as Networks
