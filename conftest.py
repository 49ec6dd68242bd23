"""Loads what all tests need; it has to be here, in pytest's root folder."""

pytest_plugins = ["pytester", "tools.nbcheck.plugin"]
