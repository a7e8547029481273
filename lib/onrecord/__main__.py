"""`python -m onrecord` is the command `onrecord`."""

import sys

from onrecord.cli import main

sys.exit(main())
