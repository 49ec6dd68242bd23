"""Figures of the course: functions that take data first and `ax=None`, and return the Axes."""

from dlcourse.plots.style import CLASS_COLORS as CLASS_COLORS
from dlcourse.plots.style import CLASS_MARKERS as CLASS_MARKERS
from dlcourse.plots.style import COLORS as COLORS
