"""No task of the day takes more keys than a paper form takes characters.

The paper is as good as paper can be: printed forms with boxes to tick, sorted by number. Each note on it must be
able to stand alone (offentlighedsloven § 13), so it has the day, the time, the case's number, the citizen's name
and who wrote it. A day that somebody is promised is also written in the calendar, with number and name, or nobody
would be reminded. Spaces are not counted on paper, but they are keys; so is Enter.

Free texts are written in both, and counted in neither, only the keys that end them. What is only read costs
nothing on paper but the search through the binders, so there the keys have a ceiling of their own.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.desk import Desk

TEXT = "§"
"""Stands where a free text is typed."""

MAIL = Path(__file__).parent.parent / "data" / "mails" / "gmail.eml"
NOTE = ("20.11", "10.00", "42", "Anna Åse", "JB")
CALENDAR = ("42", "Anna Åse")
TICK = "x"
FELT = (TICK, TICK, TICK)
FEW = 15
"""So many keys may it take to look at something."""


class Task(NamedTuple):
    """One thing of the day.

    Attributes:
        line: What is typed after ``klage``.
        typed: What is answered.
        paper: What is written on paper; nothing for what is only read.
        done: Tells from the register, or from what was shown, that it was done.
    """

    line: str
    typed: str
    paper: tuple[str, ...]
    done: Callable[[Desk, str], object]

    @property
    def keys(self) -> int:
        """Return how many keys are pressed, without the free texts."""
        return len(f"klage {self.line}".rstrip()) + 1 + len(self.typed.replace(TEXT, ""))

    @property
    def characters(self) -> int:
        """Return how many characters are written on paper."""
        return sum(len(word.replace(" ", "")) for word in self.paper)


def call(desk: Desk, number: str = "42") -> tuple[object, ...]:
    """Return what was noted of the last call, and the days that the citizen waits for."""
    case = desk.case(number)
    last = case["calls"][-1]
    days = tuple(step["due_on"][5:] for step in case["steps"] if step["state"] == "aaben")
    return (
        last["result"],
        last["direction"],
        last["conversation_result"],
        last["agreement"],
        last["heard"],
        days,
    )


def states(desk: Desk) -> set[tuple[str, str]]:
    """Return the days and the states of the promises of the case."""
    return {(step["due_on"][5:], step["state"]) for step in desk.case("42")["steps"]}


TALKED = ("talt_med", "ud", "uddybet_videre_forloeb", "Tekst", "ja", ("11-23",))
TASKS = {
    "not reached": Task(
        "ring", "i\n", (*NOTE, TICK),
        lambda desk, _: call(desk)[0] == "ikke_truffet",
    ),
    "not reached, without the guide": Task(
        "opkald 42 ikke", "", (*NOTE, TICK),
        lambda desk, _: call(desk)[0] == "ikke_truffet",
    ),
    "reached, with an agreement and a next step": Task(
        "ring", "t\n§\n\nja\n\n\n§\n§\nman\n\nja\nja\nja\n\n",
        (*NOTE, TICK, TICK, TICK, TICK, "23.11", "JB", *FELT, *CALENDAR),
        lambda desk, _: call(desk) == TALKED,
    ),
    "the citizen phones back": Task(
        "opkald 42 --ind", "\n§\n\n\n\n§\n§\nman\n\nja\nja\nja\n",
        (*NOTE, TICK, TICK, TICK, TICK, "23.11", "JB", *FELT, *CALENDAR),
        lambda desk, _: call(desk) == (TALKED[0], "ind", *TALKED[2:]),
    ),
    "a complaint by phone, talked through at once": Task(
        "ny", "\n5\njobc\n\nEva Ø\n20304050\n§\n\nj\nj\n§\n\n\n\n§\n§\nman\n\nja\nja\nja\n",
        (
            *NOTE[:3], "Eva Ø", "JB", "20304050", "Jobcenter Havnsø", TICK, TICK, TICK, TICK, "23.11", "JB",
            *FELT, "43", "Eva Ø",
        ),
        lambda desk, _: call(desk, "43") == (TALKED[0], "ind", *TALKED[2:])
        and desk.case("43")["department"] == "Jobcenter Havnsø",
    ),
    "a complaint by mail": Task(
        "ny --mail k.eml", "\n5\njobc\n\n\n\n\n",
        (*NOTE[:3], "Samir Østergaard", "JB", "10526374", "Jobcenter Havnsø", TICK),
        lambda desk, _: desk.case("2026-0043")["citizen_name"] == "Samir Østergaard",
    ),
    "a promise kept": Task(
        "loefte 42 holdt", "", (*NOTE, TICK),
        lambda desk, _: states(desk) == {("11-20", "holdt")},
    ),
    "a promise moved": Task(
        "loefte 42 flyt man", "§\n\n", (*NOTE, TICK, "23.11", *CALENDAR),
        lambda desk, _: states(desk) == {("11-20", "flyttet"), ("11-23", "aaben")},
    ),
    "close": Task(
        "luk 42", "1\n4\n", (*NOTE, TICK, TICK, TICK),
        lambda desk, _: desk.case("42")["closings"][-1]["outcome"] == "loest_i_dialog",
    ),
    # The department is written, because its contacts are kept together.
    "contact with the department": Task(
        "indsats 42 --med leder", "§\n\n1\n1\n1\n", (*NOTE, "Jobcenter Havnsø", TICK, TICK, TICK, TICK),
        lambda desk, _: desk.case("42")["unit_contacts"][-1]["result"] == "loest",
    ),
    # The receipt is printed with blanks: day, name, received, number, by when, who; and the form says it was sent.
    "the receipt": Task(
        "brev 42", "\nj\n",
        ("20.11", "Anna Åse", "19.11", "42", "20.11", "14.30", "JB", TICK, "20.11"),
        lambda desk, _: desk.case("42")["ack_sent_on"] == "2026-11-20",
    ),
    # A lesson never has a citizen's name; its number is written on the case's form too, with the day.
    "a lesson": Task(
        "laering ny 42", "§\n\n1\n§\n\n\n\n\n1\n1\n",
        ("20.11", "1", "42", "JB", "Jobcenter Havnsø", *(TICK,) * 5, "20.11", "1"),
        lambda desk, _: json.loads(desk("laering", "liste", "--json").stdout)[0]["lesson_no"] == 1,
    ),
    # Ten figures of two digits, when somebody has counted the forms.
    "the figures of last month": Task(
        "rapport --maaned 10", "", ("oktober 2026", *("42",) * 10),
        lambda _, shown: "Klager i oktober 2026" in shown,
    ),
    "today": Task("", "", (), lambda _, shown: "20 12 34 56" in shown),
    "an old case by a word": Task("soeg", "§\n\n", (), lambda _, shown: "2026-0007" in shown),
    "look at a case": Task("42", "", (), lambda _, shown: "20 12 34 56" in shown),
}  # fmt: skip


@pytest.fixture
def office(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return a desk with 42 cases: the last is to be phoned today, and something is promised in it."""
    early = [
        {"received_at": "2026-10-05T09:00", "contact_type": "vejledning", "summary": f"Spørgsmål {nth}: tekst."}
        for nth in range(1, 42)
    ]  # fmt: skip
    last = {
        "received_at": "2026-11-19T14:30", "citizen_name": "Anna Åse", "phone": "20123456", "summary": "Venter.",
        "department": "Jobcenter Havnsø", "themes": ["manglende_svar"], "consent_unit_contact": True,
        "complaint_kind": "formalitet",
    }  # fmt: skip
    desk("import", "-", "--ja", stdin="\n".join(map(json.dumps, [*early, last])))
    desk("kontor", "navn", "Havnsø", "--kontor", "Borgervejledningen", "--telefon", "12 34 56 78")
    desk.run.home.joinpath("k.eml").write_bytes(MAIL.read_bytes())
    monkeypatch.chdir(desk.run.home)
    return desk


@pytest.mark.parametrize("name", TASKS)
def test_no_task_takes_more_keys_than_paper(office: Desk, name: str) -> None:
    """With exactly these keys it is done, and they are no more than the characters; what is read takes a few."""
    task = TASKS[name]
    if "promise" in name:
        office("loefte", "42", "--nyt", "-", "--senest", "i dag", stdin="Ring")
    shown = office.terminal(*task.line.split(), typed=task.typed.replace(TEXT, "Tekst"))
    assert task.done(office, shown.stdout + shown.stderr)
    print(f"{name}: {task.keys} keys, {task.characters} characters on paper")
    assert task.keys <= (task.characters if task.paper else FEW)


def test_what_is_counted() -> None:
    """Every key but those of a free text; on paper every sign but the spaces."""
    task = Task("opkald 42 talt", "§\n\n", ("Anna Åse", "20.11"), lambda *_: True)
    assert (task.keys, task.characters) == (len("klage opkald 42 talt") + 1 + 2, 12)
