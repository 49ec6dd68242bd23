"""Hypothesis: the same examples on every run, unless new ones are asked for.

`pytest --hypothesis-profile random` draws new examples each time, or, with `--hypothesis-seed 7`,
those of seed 7. What it finds is a defect like any other: mend it, and keep it as an `@example`.
"""

from hypothesis import settings

settings.register_profile("fixed", derandomize=True, database=None, deadline=None)
settings.register_profile("random", deadline=None, print_blob=True)
settings.load_profile("fixed")
