"""`python -m onrecord` is the command `onrecord`."""

import sys

from onrecord.cli.main import main

sys.exit(main())
