"""Beyond `fit`: gradients of any Keras model, where it looks, layers one by one, a search."""

from dlcourse._namespace import names_in as _names_in
from dlcourse.training.gates import gates as gates
from dlcourse.training.gradients import gradient_norms as gradient_norms
from dlcourse.training.gradients import gradients as gradients
from dlcourse.training.gradients import parameter_names as parameter_names
from dlcourse.training.inside import grad_cam as grad_cam
from dlcourse.training.inside import input_gradients as input_gradients
from dlcourse.training.inside import occlusion as occlusion
from dlcourse.training.layerwise import train_layerwise as train_layerwise
from dlcourse.training.search import search as search

__all__ = _names_in(globals())


def __dir__() -> list[str]:
    return __all__
