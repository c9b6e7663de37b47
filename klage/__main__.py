"""``python -m klage``."""

import sys

from klage.cli import main

sys.exit(main())
