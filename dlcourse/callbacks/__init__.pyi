from dlcourse.callbacks.live_curve import LiveCurve as LiveCurve
from dlcourse.callbacks.recorders import ActivationRecorder as ActivationRecorder
from dlcourse.callbacks.recorders import GradientRecorder as GradientRecorder
from dlcourse.callbacks.recorders import Recorder as Recorder
from dlcourse.callbacks.recorders import WeightRecorder as WeightRecorder
