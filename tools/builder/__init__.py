"""Builds the lessons: one source, two notebooks.

``lessons/src/NN_topic.py`` (jupytext percent format, every cell named) becomes
``lessons/NN_topic.ipynb`` for the learner, exercises blank, and
``lessons/solutions/NN_topic.ipynb``, solved. Both are executed and carry their outputs.

    python -m tools.builder build [LESSON ...] [--jobs N] [--fresh]
    python -m tools.builder check
    python -m tools.builder report

Reading order: ``source`` (what a lesson is); ``rules``, ``hidden``, ``conditions``, ``solutions``,
``leaks`` and ``limits`` (what is refused); ``notebooks`` and ``outputs`` (what is written);
``build`` and ``check``.
"""
