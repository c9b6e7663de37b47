"""The few numbers that stand above today's list."""

from datetime import datetime
from typing import NamedTuple

from klage import clock
from klage.store.register import Register


class Numbers(NamedTuple):
    """How many cases are open, and how many came and were closed since the day began."""

    open: int
    received: int
    closed: int


def numbers(register: Register, since: datetime) -> Numbers:
    """Return the numbers; each is counted in an index, however large the register is."""
    at = clock.to_text(since)
    return Numbers(
        _count(register, "select count(*) from complaint where closed_at is null"),
        _count(register, "select count(*) from complaint where received_at >= ?", at),
        _count(
            register,
            "select count(*) from closing where at >= ? and kind = 'afsluttet' and retracted_at is null",
            at,
        ),
    )


def cases_up_to_two(register: Register) -> int:
    """Return 0, 1, or 2 when there are more: whether the register is empty, or at its first case."""
    return _count(register, "select count(*) from (select 1 from complaint limit 2)")


def _count(register: Register, sql: str, *parameters: str) -> int:
    row = register.one(sql, parameters)
    return int(str(row[0])) if row else 0
