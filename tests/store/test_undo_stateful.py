"""Any sequence of doing, undoing and doing again, on a real register, held against what it was each time.

``KLAGE_EXAMPLES=300 pytest -n0 tests/store/test_undo_stateful.py`` is the long form.

Undone, the register holds what it held before; done again, what it held after. Throughout the chain of
the history is whole, the seal fits, and the due list is the one of then.
"""

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from klage.domain.call import Call
from klage.domain.complaint import Closing, Point
from klage.domain.incoming import Incoming
from klage.domain.mediator import Mediator
from klage.domain.promise import Policy
from klage.domain.step import Step
from klage.domain.unit_contact import UnitContact
from klage.errors import RefusedError
from klage.store import (
    calls,
    cases,
    departments,
    due,
    history,
    mediators,
    merging,
    office,
    office_changes,
    steps,
    undo,
    unit_contacts,
)
from klage.store.importing import bulk
from klage.store.office import Ambassador, Theme
from klage.store.register import Register, create_register, open_register
from klage.store.writing import Writer
from tests.store import support
from tests.store.dumps import Dump, content
from tests.store.support import NOW, changing

Change = Callable[[Writer, Register, int], None]
"""Changes something on the case with that key, in whatever state it is."""


@cache
def _empty() -> bytes:
    """Return an empty register: migrating one for each example would take longer than the example."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "klage.db"
        create_register(path)
        return path.read_bytes()


class Moment(NamedTuple):
    """What the register held, and what was due."""

    content: Dump
    due: due.OpenCases


def _call(writer: Writer, register: Register, key: int) -> None:
    cases.add_call(writer, key, Call(NOW, "talt_med", concern="Ventetid", next_due=date(2026, 12, 1)))
    steps.add(writer, key, Step(NOW, date(2026, 12, 1)))
    cases.reindex(writer, register, key)


def _correct(writer: Writer, register: Register, key: int) -> None:
    for noted in calls.with_keys(register, key)[:1]:
        calls.correct(writer, register, key, noted, Call(NOW, "besked_lagt"))


def _retract(writer: Writer, register: Register, key: int) -> None:
    for noted in calls.with_keys(register, key)[:1]:
        calls.retract(writer, register, key, noted)


def _turn(writer: Writer, register: Register, key: int) -> None:
    is_open = cases.get(register, key).closed_at is None
    kind, method = ("afsluttet", "moede") if is_open else ("genaabnet", None)
    cases.add_closing(writer, key, Closing(NOW, NOW, kind, method, "medhold" if is_open else None))


def _edit(writer: Writer, register: Register, key: int) -> None:
    number = cases.count(register)
    cases.change(writer, key, {"summary": f"Rettet {number}", "department": "Ydelse", "urgency": "haster"})
    cases.replace_points(writer, key, [Point("vejledning", "Visitationen", 2)])
    cases.reindex(writer, register, key)


def _decision(writer: Writer, register: Register, key: int) -> None:
    cases.change(writer, key, {"complaint_kind": "blandet"})
    cases.time_appeal(writer, key, cases.get(register, key).complaint)


def _settle(writer: Writer, register: Register, key: int) -> None:
    for promised in steps.of_case(register, key)[:1]:
        steps.settle(writer, promised.id, Step(NOW, NOW.date(), state="holdt", settled_at=NOW))


def _contact(writer: Writer, register: Register, key: int) -> None:
    unit_contacts.add(writer, register, key, UnitContact(NOW, "leder", "loest", department="Jobcenter"))


def _merge(writer: Writer, register: Register, key: int) -> None:
    first, last = (
        int(str(row[0]))
        for row in register.rows("select min(id) from complaint union all select max(id) from complaint")
    )
    older, younger = cases.get(register, first), cases.get(register, last)
    if younger.complaint.merged_into is not None:
        merging.split(writer, younger)
    elif first != last and older.complaint.merged_into is None:
        merging.merge(writer, older, younger)


def _rename(writer: Writer, register: Register, key: int) -> None:
    for department in office.departments(register)[:1]:
        other = "Beskæftigelse" if department.name == "Jobcenter" else "Jobcenter"
        departments.rename(writer, register, department, other)


def _furnish(writer: Writer, register: Register, key: int) -> None:
    number = writer.group_no
    office_changes.add_theme(writer, Theme(f"tema{number}", f"Tema {number}", "andet", True))
    office_changes.close_weekday(writer, number % 7 + 1)
    office_changes.set_closing_day(writer, date(2026, 12, number % 28 + 1), "Ferie")
    office.set_policy(writer, Policy(date(2026, 1, number % 28 + 1), 24, "doegn", frozenset(), frozenset()))
    office.set_letter_days(writer, number)
    mediators.add(writer, register, Mediator("borgermaegler", f"Mægler {number}"))
    for department in office.departments(register)[:1]:
        office_changes.appoint(
            writer,
            department.id,
            Ambassador(department.name, "Bo", None, date(2026, 1, 1) + timedelta(number), None),
        )


def _import(writer: Writer, register: Register, key: int) -> None:
    taking = bulk.Bulk(register, writer, now=NOW)
    for line in range(3):
        taking.add(line, Incoming(support.complaint(f"Hentet {line}", department="Jobcenter")))
    taking.finish(b"den samme fil", count=3)


CHANGES: dict[str, Change] = {
    "opkald": _call, "ret opkald": _correct, "slet opkald": _retract, "luk eller genåbn": _turn, "ret": _edit,
    "afgørelse": _decision, "løfte": _settle, "indsats": _contact, "læg sammen eller skil": _merge,
    "omdøb": _rename, "indret": _furnish, "import": _import,
}  # fmt: skip


class Undoing(RuleBasedStateMachine):
    """Does, undoes and does again, and remembers what the register held at each step of the stack."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "klage.db"
        path.write_bytes(_empty())
        self.register = open_register(path, writing=True)
        self.done: list[tuple[Moment, Moment]] = []
        self.undone: list[tuple[Moment, Moment]] = []

    def teardown(self) -> None:
        """Undo all there is to undo, do all of it again, and close the register."""
        while self.done:
            self.undo()
        assert undo.plan(self.register) is None
        while self.undone:
            self.redo()
        self.chain_and_seal_are_whole()
        self.register.close()
        self.folder.cleanup()

    def moment(self) -> Moment:
        """Return what the register holds now."""
        return Moment(content(self.register), due.open_cases(self.register))

    def do(self, change: Change, key: int) -> None:
        """Run a change as one command; one that is refused, or changes nothing, leaves the stack as it was."""
        before, group = self.moment(), history.head(self.register.connection).group_no
        with suppress(RefusedError), changing(self.register) as writer:
            change(writer, self.register, key)
            if cases.exists(self.register, key):
                cases.reindex(writer, self.register, key)  # as every command does that changes a text
        if history.head(self.register.connection).group_no > group:
            self.done.append((before, self.moment()))
            self.undone.clear()

    @rule(kind=st.sampled_from(["realitet", "formalitet"]), spoken=st.booleans())
    def register_a_case(self, kind: str, spoken: bool) -> None:
        """``ny``, with a new department and, when spoken, the call that it was."""

        def change(writer: Writer, register: Register, _: int) -> None:
            number = writer.group_no
            complaint = support.complaint(
                f"Klage {number}",
                complaint_kind=kind,
                department=f"Afdeling {number}",
                points=(Point("koordinering"),),
            )
            key = support.add(writer, complaint)
            if spoken:
                cases.add_call(writer, key, Call(complaint.received_at, "talt_med", direction="ind"))
            cases.reindex(writer, register, key)

        self.do(change, 0)

    @precondition(lambda self: cases.count(self.register) > 0)
    @rule(name=st.sampled_from(sorted(CHANGES)), which=st.integers(0, 9))
    def change_a_case(self, name: str, which: int) -> None:
        """One of the other commands, on some case."""
        keys = [int(str(row[0])) for row in self.register.rows("select id from complaint order by id")]
        self.do(CHANGES[name], keys[which % len(keys)])

    @precondition(lambda self: self.done)
    @rule()
    def undo(self) -> None:
        """Undone, everything is as it was before."""
        before, after = self.done.pop()
        self._take_back(again=False)
        assert self.moment() == before
        self.undone.append((before, after))

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        """Done again, everything is as it was after."""
        before, after = self.undone.pop()
        self._take_back(again=True)
        assert self.moment() == after
        self.done.append((before, after))

    def _take_back(self, *, again: bool) -> None:
        planned = undo.plan(self.register, again=again)
        assert planned is not None
        with undo.unbroken(), changing(self.register, command="fortryd") as writer:
            undo.take_back(writer, self.register, planned, again=again)

    @invariant()
    def chain_and_seal_are_whole(self) -> None:
        """The history verifies after every step; reading the due list verifies the seal."""
        assert history.problems(self.register.connection) == []
        due.open_cases(self.register)


TestUndoing = Undoing.TestCase
TestUndoing.settings = settings(
    max_examples=int(os.environ.get("KLAGE_EXAMPLES", "10")),
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
