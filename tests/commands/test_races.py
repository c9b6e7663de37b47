"""Two who write on the same case at once: what was seen before the transaction is looked at again inside it.

The first writer is a session of its own that has read the case and stops at its question, as a user at a
terminal does, or at the door of its transaction; the second has the register open and writes; then the
first goes on.
"""

import io
import sys
from collections.abc import Callable
from dataclasses import replace

import pytest

from klage.cli import main
from klage.domain.complaint import Closing
from klage.store import appeals, cases, journey, mediations, steps, undo
from klage.store.forget import forgetting
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
    (RET, '{"journal_no": "26/1"}', undo_all, 3, "er fortrudt, mens du skrev"),
    (LUK, "Borgeren er flyttet.", close, 9, "allerede afsluttet"),
    (LUK, "Borgeren er flyttet.", edit, 9, "ikke færdigbehandlet"),
    (LUK, "Borgeren er flyttet.", merge, 9, "er blevet ændret, mens du skrev"),
    (LUK, "Borgeren er flyttet.", undo_all, 3, "er fortrudt, mens du skrev"),
    (OPKALD, "Vi venter.", close, 9, "Sagen er afsluttet."),
    (OPKALD, "Vi venter.", undo_all, 3, "er fortrudt, mens du skrev"),
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


def test_a_retry_is_known_after_a_correction(desk: Desk) -> None:
    """By what was typed first; what it was corrected to has never been registered, and is a new complaint."""
    desk.new(text="Det første")
    desk("ret", "1", "--json", "-", stdin='{"summary": "Det rettede"}')
    assert desk.new(text="Det første") == "2026-0001"
    assert desk.new(text="Det rettede") == "2026-0002"


# --- at the door of the transaction ----------------------------------------------------------------


class Meanwhile(dict[str, str]):
    """An environment in which another klage writes when this one asks, last of all, who is at the keyboard."""

    def __init__(self, environ: dict[str, str], write: Callable[[], None]) -> None:
        super().__init__(environ)
        self._write: Callable[[], None] | None = write

    def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override]
        """Let the other write, once, before the transaction begins."""
        if name == "LOGNAME" and self._write is not None:
            write, self._write = self._write, None
            write()
        return super().get(name, default)


def overtaken(
    desk: Desk, *line: str, typed: str, other: Other, code: int, capsys: pytest.CaptureFixture[str]
) -> str:
    """Run a line that is overtaken before it may write, and return what it says."""

    def write() -> None:
        with opened(desk.path, writing=True) as register:
            other(register)

    environ = Meanwhile(desk.run.environ(KLAGE_NOW="2026-11-20T11:00:00+01:00"), write)
    keyboard, sys.stdin = sys.stdin, Interrupted(typed, lambda: None)
    try:
        assert main(list(line), environ) == code
    finally:
        sys.stdin = keyboard
    return capsys.readouterr().err


def forget(register: Register) -> None:
    """Forget the citizens of all cases."""
    forgetting.erase(register, [2026000001, 2026000002], NOW)


def unregister(register: Register) -> None:
    """Take back all that has been done, the registration last."""
    while planned := undo.plan(register):
        with changing(register, command="fortryd") as writer:
            undo.take_back(writer, register, planned)


REJSE = ("rejse", "1", "--ny", "--den", "1.11.2026", "--kilde", "borger", "--haendelse", "-")
WRITING = {
    "indsats": (("indsats", "1", "--med", "leder", "--resultat", "loest"), ""),
    "maegling": (("maegling", "1", "--art", "dialogmoede"), ""),
    "maegling again": (("maegling", "1", "--samtykke", "ja"), ""),
    "loefte": (("loefte", "1", "--nyt", "-", "--senest", "i morgen"), "Vi skriver."),
    "loefte kept": (("loefte", "1", "--holdt"), ""),
    "rejse": (REJSE, "Afslag."),
    "rejse corrected": (("rejse", "1", "--ret", "1", "--kilde", "akter"), ""),
    "rejse removed": (("rejse", "1", "--slet", "1"), ""),
    "genvurdering": (("genvurdering", "1", "--vejledning", "ja"), ""),
    "skil": (("skil", "2"), ""),
}
"""Commands that write on a case, with what is piped into them."""

NEEDS = {
    "maegling again": (("maegling", "1", "--art", "dialogmoede"), ""),
    "loefte kept": WRITING["loefte"],
    "rejse corrected": WRITING["rejse"],
    "rejse removed": WRITING["rejse"],
}
"""What has to have been noted first."""


def prepared(desk: Desk, name: str) -> None:
    """Register a complaint over a decision, and note what the command needs."""
    desk.new(complaint_kind="realitet", consent_unit_contact=True)
    if name == "skil":
        desk.new(text="Den samme igen.")
        desk("sammenlaeg", "1", "2", "--ja")
    if name == "laering":
        lesson = '{"observation": "Svar udebliver."}'
        desk.new(text="En anden.")
        desk("laering", "ny", "2", "--niveau", "kommune", "--json", "-", stdin=lesson)
    if name in NEEDS:
        line, typed = NEEDS[name]
        desk(*line, stdin=typed)


@pytest.mark.parametrize("name", WRITING)
@pytest.mark.parametrize("other", [unregister, forget])
def test_a_case_that_goes_in_between(
    desk: Desk, name: str, other: Other, capsys: pytest.CaptureFixture[str]
) -> None:
    """Undone or forgotten by another: it is said which, nothing is saved, and there is no traceback."""
    prepared(desk, name)
    line, typed = WRITING[name]
    code = 9 if other is forget else 3
    said = overtaken(desk, *line, typed=typed, other=other, code=code, capsys=capsys)
    words = "blev anonymiseret fredag" if other is forget else "er fortrudt, mens du skrev. Intet er gemt."
    assert words in " ".join(said.split())
    assert _newest(desk) == ("anonymiser" if other is forget else "fortryd")


@pytest.mark.parametrize(("other", "code"), [(unregister, 3), (forget, 0)])
def test_a_lesson_of_a_case_that_goes_in_between(
    desk: Desk, other: Other, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """What has been learnt from a forgotten case may still be noted; of one that is undone, nothing."""
    prepared(desk, "laering")
    said = overtaken(desk, "laering", "tilfoej", "1", "1", typed="", other=other, code=code, capsys=capsys)
    assert ("findes ikke længere. Intet er gemt." in said) == bool(code)
    assert _newest(desk) == ("fortryd" if code else "laering tilfoej")


def _newest(desk: Desk) -> str:
    with opened(desk.path) as register:
        row = register.one("select command from event order by id desc limit 1")
    assert row is not None
    return str(row[0])


def settle(register: Register) -> None:
    """Settle the promise."""
    (promised,) = steps.of_case(register, 2026000001)
    with changing(register, command="loefte") as writer:
        steps.settle(
            writer, promised.id, replace(promised.step, state="brudt", settled_at=NOW, reason="Glemt")
        )


def mediate(register: Register) -> None:
    """Note the citizen's no to the mediation."""
    ((key, found),) = mediations.with_keys(register, 2026000001)
    with changing(register, command="maegling") as writer:
        mediations.save(writer, register, 2026000001, replace(found, consent=False), key)


def retell(register: Register) -> None:
    """Correct the event of the journey."""
    with changing(register, command="rejse") as writer:
        journey.change(writer, 1, {"what": "Noget andet"})


def decide(register: Register) -> None:
    """Note how the decision came."""
    found = appeals.find(register.connection, 2026000001)
    assert found is not None
    with changing(register, command="genvurdering") as writer:
        appeals.save(writer, 2026000001, replace(found, arrival="brev"))


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("loefte kept", settle),
        ("maegling again", mediate),
        ("rejse corrected", retell),
        ("rejse removed", retell),
        ("genvurdering", decide),
        ("genvurdering", edit),
        ("indsats", merge),
    ],
)
def test_what_another_noted_is_not_written_over(
    desk: Desk, name: str, other: Other, capsys: pytest.CaptureFixture[str]
) -> None:
    """The row that is changed is still the one that was seen, or the user is asked to look."""
    prepared(desk, name)
    if other is edit:
        desk("ret", "1", "--type", "blandet")
    line, typed = WRITING[name]
    said = overtaken(desk, *line, typed=typed, other=other, code=9, capsys=capsys)
    assert "er blevet ændret, mens du skrev. Intet er gemt." in " ".join(said.split())
