"""Figures of the course: functions that take data first and `ax=None`, and return the Axes."""

from dlcourse.plots.activations import plot_activation as plot_activation
from dlcourse.plots.activations import plot_gallery as plot_gallery
from dlcourse.plots.activations import plot_jacobian as plot_jacobian
from dlcourse.plots.activations import plot_signal_through_depth as plot_signal_through_depth
from dlcourse.plots.activations import plot_weight_path as plot_weight_path
from dlcourse.plots.decision import plot_decision_line as plot_decision_line
from dlcourse.plots.decision import plot_regions as plot_regions
from dlcourse.plots.decision import plot_samples as plot_samples
from dlcourse.plots.learning import confusion_matrix as confusion_matrix
from dlcourse.plots.learning import plot_confusion_matrix as plot_confusion_matrix
from dlcourse.plots.learning import plot_learning_curve as plot_learning_curve
from dlcourse.plots.learning import plot_worst_mistakes as plot_worst_mistakes
from dlcourse.plots.networks import plot_network as plot_network
from dlcourse.plots.networks import plot_squared_paper as plot_squared_paper
from dlcourse.plots.neuron import plot_neuron as plot_neuron
from dlcourse.plots.neuron import plot_timeline as plot_timeline
from dlcourse.plots.perceptron import plot_direction as plot_direction
from dlcourse.plots.perceptron import plot_turning_line as plot_turning_line
from dlcourse.plots.perceptron import plot_update as plot_update
from dlcourse.plots.style import CLASS_COLORS as CLASS_COLORS
from dlcourse.plots.style import CLASS_MARKERS as CLASS_MARKERS
from dlcourse.plots.style import COLORS as COLORS
