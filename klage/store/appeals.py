"""The track of a complaint over a decision, one row a case."""

import sqlite3
from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from klage import clock
from klage.domain.appeal import FIELDS, Appeal, timed
from klage.domain.complaint import Complaint
from klage.domain.vocabulary import OVER_DECISIONS
from klage.store import failures
from klage.store.rows import Columns, from_columns, to_columns

if TYPE_CHECKING:
    from klage.store.writing import Writer

_COLUMNS = ", ".join(field.key for field in FIELDS)
_ROW = Columns(FIELDS)


def find(connection: sqlite3.Connection, case_id: int) -> Appeal | None:
    """Return what is noted of the complaint over a decision, if there is a track."""
    with failures.understood():
        row = connection.execute(
            f"select {_COLUMNS} from appeal where complaint_id = ?",  # noqa: S608 -- names are ours
            (case_id,),
        ).fetchone()
    return Appeal(**from_columns(row, FIELDS)) if row else None


def save(writer: "Writer", case_id: int, appeal: Appeal) -> None:
    """Store the track as it is now; what was different stays in the history."""
    row = to_columns(appeal, FIELDS, {})
    if find(writer.connection, case_id) is None:
        writer.insert("appeal", {"complaint_id": case_id, **row})
    else:
        writer.update("appeal", case_id, row)


def retime(writer: "Writer", case_id: int, complaint: Complaint) -> None:
    """Give a case the dates that follow from its complaint; without a decision at issue it has none."""
    before = find(writer.connection, case_id)
    if before is not None or complaint.complaint_kind in OVER_DECISIONS:
        closed = [date.fromisoformat(day) for (day,) in writer.connection.execute(_CLOSING_DAYS)]
        save(writer, case_id, of_complaint(before or Appeal(), complaint, closed))


_CLOSING_DAYS = "select day from closing_day"


def of_complaint(appeal: Appeal, complaint: Complaint, closing_days: Collection[date]) -> Appeal:
    """Return a track with the dates that follow from its complaint."""
    received_on = clock.to_local(complaint.received_at).date()
    return timed(
        appeal, complaint_kind=complaint.complaint_kind, received_on=received_on, closing_days=closing_days
    )


def imported_row(
    case_id: int, complaint: Complaint, closing_days: Collection[date], appeal: Appeal
) -> dict[str, object]:
    """Return the row of an imported case's track; the dates that the file does not give are computed."""
    timed_anew = _ROW.row(of_complaint(appeal, complaint, closing_days), {})
    return {"complaint_id": case_id, **timed_anew, **_ROW.row(appeal, {})}
