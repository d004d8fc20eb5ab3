"""`python -m luma`: the same as the `luma` command."""

import sys

from luma.cli.main import main

sys.exit(main())
