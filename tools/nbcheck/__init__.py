"""Tests lessons with pytest, on top of nbval: texts, numbers with tolerance, and figures.

``pytest`` alone runs every lesson. Reading order: ``lesson`` (what is run and compared),
``figures`` (how pictures compare), ``text`` (how texts do), ``kernel`` (where the cells run).
"""
