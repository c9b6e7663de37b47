"""When things last ran; kept outside the history."""

from datetime import datetime

from klage import clock
from klage.store.register import Register


def last(register: Register, name: str) -> datetime | None:
    """Return when something last ran, or ``None`` if it never has; see ``note``."""
    row = register.one("select at from mark where name = ?", (name,))
    return clock.from_text(str(row[0])) if row else None


def note(register: Register, name: str, now: datetime, detail: str = "") -> None:
    """Note outside the history that something ran, in a transaction of its own."""
    register.write_aside(
        "insert into mark (name, at, detail) values (?, ?, ?)"
        " on conflict (name) do update set at = excluded.at, detail = excluded.detail",
        (name, clock.to_text(now), detail),
    )
