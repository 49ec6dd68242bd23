"""Training beyond `fit`: the gradients of any Keras model, on any backend."""

from dlcourse._namespace import names_in as _names_in
from dlcourse.training.gradients import gradient_norms as gradient_norms
from dlcourse.training.gradients import gradients as gradients
from dlcourse.training.gradients import parameter_names as parameter_names

__all__ = _names_in(globals())


def __dir__() -> list[str]:
    return __all__
