"""A long text laid aside until all of it is there, in a nameless private file that is gone with the process."""

import tempfile
from collections.abc import Iterable, Iterator
from typing import TextIO

BLOCK = 2**16
"""How many characters are read back at a time."""


def laid_aside(pieces: Iterable[str]) -> Iterator[str]:
    """Write the pieces down to the last one, and only then return an iterator over their text in blocks."""
    # newline="": line ends as they are. The file is closed, and with that gone, after the last block.
    file = tempfile.TemporaryFile("w+", encoding="utf-8", newline="")  # noqa: SIM115 -- the blocks close it
    try:
        file.writelines(pieces)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return _blocks(file)


def _blocks(file: TextIO) -> Iterator[str]:
    with file:
        while block := file.read(BLOCK):
            yield block
