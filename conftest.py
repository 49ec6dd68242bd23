"""Loads the tests of the lessons; this has to be said here, in pytest's root folder."""

pytest_plugins = ["tools.nbcheck.plugin"]
