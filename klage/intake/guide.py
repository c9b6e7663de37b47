"""The topics of the Danish guide, read from the package in the order of their file names."""

from pathlib import Path

import klage
from klage.domain import guide
from klage.domain.guide import Topic

FOLDER = Path(klage.__file__).parent / "guide"


PARTS = {10: "Hver dag", 40: "Sagen", 55: "Læring", 77: "Kontoret"}
"""The parts of the guide, each by the number of the first file that may stand in it."""


def topics() -> list[Topic]:
    """Return every topic in order: ``20_ring.md`` stands in the first part and is found by ``ring``."""
    return [
        _topic(number, file) for number, file in enumerate(sorted(FOLDER.glob("[0-9][0-9]_*.md")), start=1)
    ]


def _topic(number: int, file: Path) -> Topic:
    place, _, slug = file.stem.partition("_")
    part = next(part for first, part in reversed(PARTS.items()) if int(place) >= first)
    return guide.topic(number, slug.replace("_", "-"), file.read_text(encoding="utf-8"), part)
