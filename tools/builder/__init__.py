"""Builds the lessons: one source, two notebooks.

``lessons/src/NN_topic.py`` (jupytext percent format, every cell named) becomes
``lessons/NN_topic.ipynb`` for the learner, exercises blank, and
``lessons/solutions/NN_topic.ipynb``, solved. Both are executed and carry their outputs.

    python -m tools.builder build [LESSON ...] [--jobs N] [--fresh]
    python -m tools.builder check

Reading order: ``source`` (what a lesson is), ``rules`` and ``solutions`` (what is refused),
``notebooks`` (what is written), ``outputs`` (what is stored), ``build`` and ``check``.
"""
