"""`python -m dlcourse` is the command `dlcourse`."""

import sys

from dlcourse.cli import main

sys.exit(main())
