"""``python -m tests``: klage with the toy commands, for what needs a process of its own."""

import sys

from klage.cli import main
from tests.toys import TOYS

sys.exit(main(commands=TOYS))
