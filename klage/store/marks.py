"""When things last ran; kept outside the history."""

from datetime import datetime

from klage import clock
from klage.store.register import Register


def last(register: Register, name: str) -> datetime | None:
    """Return when something last ran, or ``None`` if it never has; see ``writing.mark``."""
    row = register.one("select at from mark where name = ?", (name,))
    return clock.from_text(str(row[0])) if row else None
