"""The guide is executed: every topic alone, in an empty folder, shows what klage does.

After a sentence has changed, ``KLAGE_WRITE_TRANSCRIPTS=1 pytest -n0 tests/test_guide.py tests/test_readme.py``
writes what klage says now into the topics, the README and the man page that is shipped; read the difference
before it is committed.
"""

import os
import tomllib
from pathlib import Path

import pytest

from klage.intake.guide import FOLDER
from tests import transcripts
from tests.cli import Run
from tests.transcripts import Shell

ROOT = Path(__file__).parent.parent
MAN_PAGE = ROOT / "man" / "klage.1"
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


def test_the_shipped_man_page_is_the_one_klage_writes(run: Run) -> None:
    """``man/klage.1``, which the wheel installs, holds the topics and the commands as they are now."""
    page = run("vejledning", "--man").stdout
    if os.environ.get(transcripts.SWITCH):
        MAN_PAGE.write_text(page, encoding="ascii")
    assert MAN_PAGE.read_text(encoding="ascii") == page
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shipped = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert shipped == {str(MAN_PAGE.relative_to(ROOT)): "share/man/man1/klage.1"}
