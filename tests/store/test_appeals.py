"""The track of a complaint over a decision in the register: when it begins, and that its dates follow."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from klage.domain.appeal import Appeal
from klage.domain.complaint import Closing
from klage.domain.incoming import Incoming
from klage.store import appeals, cases, office_changes
from klage.store.importing import bulk
from tests.store import support

DUE = date(2026, 12, 18)
"""Four weeks after Friday 20 November 2026."""


def found(path: Path, key: int) -> Appeal | None:
    """Return the track of a case."""
    with support.opened(path) as register:
        return appeals.find(register.connection, key)


@pytest.mark.parametrize(
    ("kind", "due_on"), [("realitet", DUE), ("blandet", DUE), ("formalitet", None), ("uafklaret", None)]
)
def test_the_track_begins_with_the_case(path: Path, kind: str, due_on: date | None) -> None:
    """A complaint over a decision has its four weeks from the day of receipt; another has no track."""
    with support.written(path) as writer:
        key = support.add(writer, support.complaint(complaint_kind=kind))
    assert found(path, key) == (Appeal(reassess_due_on=due_on) if due_on else None)


def test_the_track_follows_the_complaint(path: Path) -> None:
    """A corrected receipt moves the date, another kind takes it away, and the history keeps the old."""
    complaint = support.complaint()
    with support.written(path) as writer:
        office_changes.set_closing_day(writer, DUE, "Julefrokost")
        key = support.add(writer, complaint)
        cases.time_appeal(writer, key, complaint)
    assert found(path, key) is None
    earlier = complaint.received_at - timedelta(days=1)
    for changed, due_on in (
        ({"complaint_kind": "blandet"}, DUE - timedelta(days=1)),
        ({"complaint_kind": "blandet", "received_at": earlier}, DUE - timedelta(days=1)),
        ({"complaint_kind": "formalitet"}, None),
        ({"complaint_kind": "realitet", "received_at": earlier - timedelta(days=1)}, DUE - timedelta(days=2)),
    ):
        with support.written(path, command="ret") as writer:
            cases.time_appeal(writer, key, replace(complaint, **changed))
        assert found(path, key) == Appeal(reassess_due_on=due_on)
    with support.opened(path) as register:
        told = [json.loads(str(row[0])) for row in register.rows("select content from event_content")]
    dates = [change[3].get("reassess_due_on") for story in told for change in story if change[0] == "appeal"]
    assert dates == ["2026-12-17", None, "2026-12-16"]


def test_every_field_comes_back(path: Path) -> None:
    """What is saved is what is found, also when some of it is taken away again."""
    whole = Appeal(
        "boerne_og_ungeudvalget", DUE, "brev", "nej", DUE, DUE, "fastholdt", DUE, DUE, "ankestyrelsen", "hjemvist", DUE
    )  # fmt: skip
    with support.written(path) as writer:
        key = support.add(writer, support.complaint())
    for appeal in (whole, replace(whole, forwarded_on=None, appeal_body="ingen"), Appeal()):
        with support.written(path, command="genvurdering") as writer:
            appeals.save(writer, key, appeal)
        assert found(path, key) == appeal


def test_an_imported_case_has_its_track(path: Path) -> None:
    """Only while it is open: what was closed long ago is due no more."""
    realitet = support.complaint(complaint_kind="realitet")
    several = [
        Incoming(realitet),
        Incoming(replace(realitet, summary="To", complaint_kind="formalitet")),
        Incoming(
            replace(realitet, summary="Tre"), closings=(Closing(support.NOW, support.NOW, "afsluttet"),)
        ),
    ]
    with support.opened(path, writing=True) as register, support.changing(register) as writer:
        into = bulk.Bulk(register, writer, now=support.NOW)
        for line, incoming in enumerate(several, 1):
            into.add(line, incoming)
        into.finish(b"x", count=3)
    tracks = [found(path, 2026000000 + number) for number in (1, 2, 3)]
    assert tracks == [Appeal(reassess_due_on=DUE), None, None]
