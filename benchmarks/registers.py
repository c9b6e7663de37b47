"""Large fictional registers, made through klage's own store, the same each time.

Run by hand: ``python -m benchmarks.registers FIL [COMPLAINTS] [OPEN]``.
"""

import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.importing import CHANNELS, DEPARTMENTS, FIRST, KINDS, LAST, LEVELS, THEMES, WORDS
from klage.domain.call import Call
from klage.domain.complaint import Closing, Complaint, Point
from klage.domain.incoming import Incoming
from klage.store import register, writing
from klage.store.importing import bulk

NOW = datetime(2026, 11, 20, 7, tzinfo=UTC)
OUTCOMES = ("medhold", "delvist_medhold", "ikke_medhold", "loest_i_dialog", "trukket_tilbage")
RESULTS = ("talt_med", "talt_med", "talt_med", "ikke_truffet", "besked_lagt")


def complaints(count: int, still_open: int) -> Iterator[Incoming]:
    """Yield so many cases of the ten years before ``NOW``; the last of them are open and untried."""
    chance = random.Random(2014)
    step = timedelta(days=3650) / count
    for number in range(count):
        left = count - number
        yield _case(chance, NOW - step * left, is_open=left <= still_open)


def _case(chance: random.Random, at: datetime, *, is_open: bool) -> Incoming:
    received = at.replace(microsecond=0)
    department = chance.choice(DEPARTMENTS)
    theme, _, severity = chance.choice(THEMES).split("|")[0].partition(":")
    complaint = Complaint(
        received_at=received,
        registered_at=received,
        summary=" ".join(chance.choices(WORDS, k=40)).capitalize() + ".",
        channel=chance.choice(CHANNELS),
        addressee_level=chance.choice(LEVELS),
        complaint_kind=chance.choice(KINDS),
        department=department,
        citizen_name=f"{chance.choice(FIRST)} {chance.choice(LAST)}",
        phone=f"10{chance.randrange(1_000_000):06d}",
        points=(Point(theme, department, int(severity) if severity else None),),
    )
    if is_open:
        return Incoming(complaint)
    call = Call(received + timedelta(hours=chance.randrange(1, 30)), chance.choice(RESULTS))
    end = received + timedelta(hours=40)
    closing = Closing(end, end, "afsluttet", "telefonsamtale", chance.choice(OUTCOMES))
    return Incoming(complaint, calls=(call,), closings=(closing,))


def make(path: Path, count: int, still_open: int = 200) -> None:
    """Make a register of so many complaints, with so many of them open."""
    register.create_register(path)
    made = register.open_register(path, writing=True)
    with writing.write(made, command="benchmark", actor="", now=NOW) as writer:
        into = bulk.Bulk(made, writer, now=NOW)
        for line, case in enumerate(complaints(count, still_open), start=1):
            into.add(line, case)
        into.finish(b"benchmark", count=count)
    made.close()


if __name__ == "__main__":
    make(Path(sys.argv[1]), *map(int, sys.argv[2:]))
