"""The demos, one a module with a `Demo` called `demo`; `core/demo.py` says how to write one."""
