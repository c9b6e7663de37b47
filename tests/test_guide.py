"""The guide is executed: every topic alone, in an empty folder, shows what klage does.

After a sentence has changed, ``KLAGE_WRITE_TRANSCRIPTS=1 pytest tests/test_guide.py tests/test_readme.py``
writes what klage says now into the topics and the README; read the difference before it is committed.
"""

import os
from pathlib import Path

import pytest

from klage.intake.guide import FOLDER
from tests import transcripts
from tests.transcripts import Shell

LONGEST_LINE = 120
LONGEST_TYPED = 76
"""A terminal of 80 columns less the guide's margin."""


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.md")), ids=lambda path: path.stem)
def test_a_topic_is_true(path: Path, shell: Shell) -> None:
    """Every command of the topic prints what stands under it."""
    transcripts.check(path, shell)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.md")), ids=lambda path: path.stem)
def test_a_topic_can_be_read(path: Path) -> None:
    """Its own lines have at most 120 characters, and what is typed fits the terminal it is shown on."""
    text = path.read_text(encoding="utf-8")
    own = [piece for piece in transcripts.pieces(text) if isinstance(piece, str)]
    assert max(len(line.rstrip("\n")) for line in own) <= LONGEST_LINE
    typed = [line for step in transcripts.steps(text) if step.shown for line in step.command.splitlines()]
    assert [line for line in typed if len(line) + 2 > LONGEST_TYPED] == []
    assert not any(line.startswith("KLAGE_") for line in typed)


def test_nothing_is_rewritten_by_chance() -> None:
    """The switch that rewrites is not left on where the suite decides."""
    assert os.environ.get("CI") is None or transcripts.SWITCH not in os.environ
