"""The topics of the Danish guide, read from the package in the order of their file names."""

from pathlib import Path

import klage
from klage.domain import guide
from klage.domain.guide import Topic

FOLDER = Path(klage.__file__).parent / "guide"


def topics() -> list[Topic]:
    """Return every topic in order: ``20_ring.md`` is found by ``ring``."""
    files = sorted(FOLDER.glob("[0-9][0-9]_*.md"))
    return [
        guide.topic(number, file.stem.partition("_")[2].replace("_", "-"), file.read_text(encoding="utf-8"))
        for number, file in enumerate(files, start=1)
    ]
