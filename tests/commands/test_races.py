"""Two who write on the same case at once: what was seen before the transaction is looked at again inside it.

The first writer is a session of its own that has read the case and stops at its question, as a user at a
terminal does; the second has the register open and writes; then the first goes on.
"""

import io
import sys
from collections.abc import Callable

import pytest

from klage.cli import main
from klage.domain.complaint import Closing
from klage.store import cases, undo
from klage.store.register import Register
from tests.desk import Desk
from tests.store.support import NOW, changing, opened

Other = Callable[[Register], None]


class Interrupted(io.TextIOWrapper):
    """What is piped in, and what another klage writes in the moment before it is read."""

    def __init__(self, text: str, write: Callable[[], None]) -> None:
        super().__init__(_Late(text.encode(), write), encoding="utf-8")


class _Late(io.BytesIO):
    def __init__(self, content: bytes, write: Callable[[], None]) -> None:
        super().__init__(content)
        self._write: Callable[[], None] | None = write

    def read(self, size: int | None = -1, /) -> bytes:
        """Let the other write, once, and then hand over what was typed."""
        if self._write is not None:
            write, self._write = self._write, None
            write()
        return super().read(size)


def raced(
    desk: Desk, *line: str, typed: str, other: Other, code: int, capsys: pytest.CaptureFixture[str]
) -> str:
    """Run a line that has read the case when the other writes, and return what it says."""

    def write() -> None:
        with opened(desk.path, writing=True) as register:
            other(register)

    environ = desk.run.environ(KLAGE_NOW="2026-11-20T11:00:00+01:00")
    keyboard, sys.stdin = sys.stdin, Interrupted(typed, write)
    try:
        assert main(list(line), environ) == code
    finally:
        sys.stdin = keyboard
    return capsys.readouterr().err


def close(register: Register) -> None:
    """Close the case."""
    with changing(register, command="luk") as writer:
        cases.add_closing(writer, 2026000001, Closing(NOW, NOW, "afsluttet", "moede", "medhold"))


def edit(register: Register) -> None:
    """Make the case a complaint over a decision."""
    with changing(register, command="ret") as writer:
        cases.change(writer, 2026000001, {"complaint_kind": "realitet"})


def undo_all(register: Register) -> None:
    """Undo the registration."""
    planned = undo.plan(register)
    assert planned is not None
    with changing(register, command="fortryd") as writer:
        undo.take_back(writer, register, planned)


def merge(register: Register) -> None:
    """Merge the case away."""
    with changing(register, command="sammenlaeg") as writer:
        cases.change(writer, 2026000001, {"merged_into": 2026000001})


RET = ("ret", "1", "--json", "-")
LUK = ("luk", "1", "--metode", "moede", "--resultat", "henlagt", "--begrundelse", "-")
OPKALD = ("opkald", "1", "--udfald", "talt_med", "--ord", "-")
RACES = [
    (RET, '{"journal_no": "26/1"}', edit, 9, "er blevet ændret, mens du skrev. Intet er gemt."),
    (RET, '{"journal_no": "26/1"}', undo_all, 3, "Der er ingen sag 2026-0001."),
    (LUK, "Borgeren er flyttet.", close, 9, "allerede afsluttet"),
    (LUK, "Borgeren er flyttet.", edit, 9, "ikke færdigbehandlet"),
    (LUK, "Borgeren er flyttet.", merge, 9, "er blevet ændret, mens du skrev"),
    (LUK, "Borgeren er flyttet.", undo_all, 3, "Der er ingen sag 2026-0001."),
    (OPKALD, "Vi venter.", close, 9, "Sagen er afsluttet."),
    (OPKALD, "Vi venter.", undo_all, 3, "Der er ingen sag 2026-0001."),
]


@pytest.mark.parametrize(("line", "typed", "other", "code", "words"), RACES)
def test_the_second_look(
    desk: Desk, line: tuple[str, ...], typed: str, other: Other, code: int, words: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """What the other did stands, and the first is told; only one group was written."""
    desk.new()
    assert words in raced(desk, *line, typed=typed, other=other, code=code, capsys=capsys)
    with opened(desk.path) as register:
        assert register.one("select max(group_no) from event") == (2,)


def test_a_call_that_is_corrected_twice(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """The second correction was made of a call that is not the one that counts any more."""
    desk.new()
    desk("opkald", "1", "--udfald", "ikke_truffet")

    def correct(register: Register) -> None:
        with changing(register, command="opkald --slet") as writer:
            writer.update("call", 1, {"retracted_at": "2026-11-20T10:00:00Z"})

    line = ("opkald", "1", "--ret", "1", "--udfald", "besked_lagt")
    said = raced(desk, *line, "--aftale", "-", typed="Ingen.", other=correct, code=9, capsys=capsys)
    assert "mens du skrev" in said


def test_the_fingerprint_follows_a_correction(desk: Desk) -> None:
    """A retry is known by what the case says now; what it said before is a new complaint."""
    desk.new(text="Det første")
    desk("ret", "1", "--json", "-", stdin='{"summary": "Det rettede"}')
    assert desk.new(text="Det rettede") == "2026-0001"
    assert desk.new(text="Det første") == "2026-0002"
