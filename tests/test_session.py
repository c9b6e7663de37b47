"""What one invocation has: where its register lies, how wide it writes, and what it has saved."""

import sys
from pathlib import Path

import pytest

from klage.domain.complaint import Complaint
from klage.domain.promise import promise_for
from klage.session import Session, data_directory
from klage.store import cases
from tests.desk import Desk


@pytest.fixture
def session(desk: Desk) -> Session:
    """Return a session on a register with one case."""
    desk.new()
    return Session(desk.run.environ(KLAGE_NOW="2026-11-20T10:00:00+01:00"))


def add(session: Session, *, interrupted: bool) -> None:
    """Register a complaint, and press Ctrl-C before or after it is committed."""
    complaint = Complaint(received_at=session.now, summary="Den anden")
    promised = promise_for([], session.now, level="ukendt", department=None)
    with session.write("ny") as writer:
        cases.add(writer, complaint, promised)
        if interrupted:
            raise KeyboardInterrupt
    raise KeyboardInterrupt


@pytest.mark.parametrize(("interrupted", "said"), [(True, "Intet er gemt."), (False, "Ændringen er gemt.")])
def test_what_is_saved_when_a_write_is_broken_off(session: Session, interrupted: bool, said: str) -> None:
    """It looks in the register before it speaks: before the commit nothing, after it everything."""
    with pytest.raises(KeyboardInterrupt):
        add(session, interrupted=interrupted)
    session.close()
    assert session.outcome() == said
    session.close()


def test_a_list_that_is_broken_off_says_nothing_of_saving(session: Session) -> None:
    """It had nothing to save; where something was asked, the user is told that nothing is."""
    assert session.outcome() == ""
    assert session.prompter
    assert session.outcome() == "Intet er gemt."


def test_what_stands_when_the_rest_is_broken_off(session: Session) -> None:
    """A run in two parts says what the first has saved, and whether the second has saved anything."""
    session.keep("Svarene er gemt.")
    assert session.outcome() == "Svarene er gemt. Intet andet er gemt."
    with pytest.raises(KeyboardInterrupt):
        add(session, interrupted=False)
    session.close()
    assert session.outcome() == "Ændringen er gemt."


def test_a_place_that_cannot_be_looked_at_is_told_of_by_opening_it(desk: Desk) -> None:
    """Whether there is a register cannot be known, so klage tries to open it, and that has a sentence."""
    there = str(desk.run.home / ("x" * 300))
    for line in ((), ("frister",), ("ny", "--tekst", "-")):
        assert desk(*line, stdin="Hej", env={"KLAGE_DB": there}, code=3).stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("columns", "width"), [("120", 120), ("7", 7), ("0", 80), ("-3", 80), ("", 80), ("bred", 80)]
)
def test_how_wide(columns: str, width: int) -> None:
    """COLUMNS if it is a number; without a terminal 80."""
    assert Session({"COLUMNS": columns}).width == width


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="the rules of Linux")
def test_where_the_register_lies() -> None:
    """--register, then KLAGE_DB, then the user's data directory; a relative XDG folder does not count."""
    assert Session({"KLAGE_DB": "a"}, Path("b")).path == Path("b")
    assert Session({"KLAGE_DB": "a", "HOME": "/h"}).path == Path("a")
    assert Session({"XDG_DATA_HOME": "/x", "HOME": "/h"}).path == Path("/x/klage/klage.db")
    assert data_directory({"XDG_DATA_HOME": "x", "HOME": "/h"}) == Path("/h/.local/share/klage")


def test_today_is_the_danish_day(tmp_path: Path) -> None:
    """Half past midnight in Denmark it is the next day, though not yet in UTC."""
    session = Session({"KLAGE_NOW": "2026-06-01T22:30:00+00:00"}, tmp_path / "klage.db")
    assert session.today.isoformat() == "2026-06-02"
