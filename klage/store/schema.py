"""The schema as a history of migrations: never edited once released, only added to.

sqlite-utils runs them, each in one transaction with its record. What they do is written as SQL, in
``migrations/``, because ``transform()`` drops triggers without a word, and ``create()`` knows no CHECK.
Everything is STRICT; instants are ``2014-10-21T10:09:00Z``, days ``2014-10-21``, flags 0/1, codes
those of ``domain.vocabulary``.
"""

import sqlite3
from importlib import resources

from sqlite_utils import Database, Migrations

from klage import clock
from klage.domain import promise
from klage.domain.calendar.calendar import own_deadline
from klage.domain.vocabulary import THEMES

migrations = Migrations("klage")


@migrations()
def m001_the_office_and_its_cases(db: Database) -> None:
    """Create the register of the first release, with the themes and opening hours it starts with."""
    db.executescript(_sql("m001"))
    db.conn.executemany(
        "insert into theme (code, label, theme_group, position) values (?, ?, ?, ?)",
        [(code, label, group, position) for position, (code, label, group) in enumerate(THEMES)],
    )
    db.conn.executemany(
        "insert into opening_hours (weekday, opens, closes) values (?, ?, ?)",
        [
            (day, f"{opens:%H:%M}", f"{closes:%H:%M}")
            for day, (opens, closes) in promise.DEFAULT_OPENING_HOURS.items()
        ],
    )


@migrations()
def m002_the_work_on_a_case(db: Database) -> None:
    """Add appeals, promised steps, mediation, journeys, contact with the unit, merging and base numbers."""
    db.executescript(_sql("m002"))
    _start_tracks(db.conn)


@migrations()
def m003_learning_and_forgetting(db: Database) -> None:
    """Add lessons, actions, examples, recommendations, and what forgetting leaves."""
    db.executescript(_sql("m003"))


def _sql(name: str) -> str:
    return resources.files("klage.store").joinpath("migrations", f"{name}.sql").read_text("utf-8")


def _start_tracks(connection: sqlite3.Connection) -> None:
    """Start the track of each open complaint over a decision; it names no column that came later."""
    rows = connection.execute(
        "select id, received_at from complaint"
        " where closed_at is null and complaint_kind in ('realitet', 'blandet')"
    ).fetchall()
    for case_id, received_at in rows:
        due_on = own_deadline(clock.to_local(clock.from_text(received_at)).date())
        connection.execute(
            "insert into appeal (complaint_id, reassess_due_on) values (?, ?)", (case_id, due_on.isoformat())
        )
