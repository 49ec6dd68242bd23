"""How an exercise is declared and an answer judged."""

from dlcourse.judging.exercise import Exercise as Exercise
from dlcourse.judging.mistake import Mistake as Mistake
from dlcourse.judging.verdict import Verdict as Verdict
