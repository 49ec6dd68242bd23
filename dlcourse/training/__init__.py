"""Training beyond `fit`: the gradients of any Keras model, and a search that can be resumed."""

from dlcourse._namespace import names_in as _names_in
from dlcourse.training.gradients import gradient_norms as gradient_norms
from dlcourse.training.gradients import gradients as gradients
from dlcourse.training.gradients import parameter_names as parameter_names
from dlcourse.training.search import search as search

__all__ = _names_in(globals())


def __dir__() -> list[str]:
    return __all__
