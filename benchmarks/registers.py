"""Large fictional registers, made through klage's own store, the same each time.

Every case has a text of Danish words (a few common, most of them rare compounds), one to three
klagepunkter, and if it is closed a call or more and a closing; every one is in the history and in the
search index, as after an import. A register may have another seed, so that 98 of them differ.

``python -m benchmarks registers FOLDER`` makes those of the comparisons; one alone is
``python -m benchmarks.registers FIL [COMPLAINTS] [OPEN] [SEED] [closed|open]``.
"""

import random
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from benchmarks.importing import CHANNELS, DEPARTMENTS, FIRST, KINDS, LAST, LEVELS, WORDS
from klage.domain.call import Call
from klage.domain.complaint import Closing, Complaint, Point
from klage.domain.incoming import Incoming
from klage.domain.vocabulary import PROCESS_STAGES, THEMES
from klage.store import office, register, writing
from klage.store.importing import bulk

NOW = datetime(2026, 11, 20, 7, tzinfo=UTC)
DAYS = 3650
OPEN = 200
OUTCOMES = ("medhold", "delvist_medhold", "ikke_medhold", "loest_i_dialog", "trukket_tilbage")
METHODS = ("telefonsamtale", "moede", "skriftligt_svar")
NOT_REACHED = ("ikke_truffet", "besked_lagt")
COMPOUNDS = tuple(
    f"{about}{what}"
    for what in ("sagen", "ansøgningen", "afgørelsen", "støtten", "mødet", "brevet", "rådgiveren", "bevillingen",
                 "klagen", "udbetalingen", "kontoret", "vurderingen", "planen", "fristen", "tilsynet")
    for about in ("bolig", "hjælpemiddel", "merudgifts", "sygedagpenge", "kontanthjælps", "handicap", "børne", "ældre",
                  "pleje", "kørsels", "fleksjobs", "førtidspensions", "aflastnings", "institutions", "skole", "familie",
                  "ledsage", "genoptrænings", "støttekontakt", "frikorts", "botilbuds", "ressourceforløbs")
)  # fmt: skip
VOCABULARY = (*dict.fromkeys(WORDS), *COMPOUNDS)
# As in any text a few words are in most complaints, and most words in a few.
WEIGHTS = tuple(accumulate(1 / (rank + 8) for rank in range(len(VOCABULARY))))
THEME_CODES = tuple(code for code, *_ in THEMES)
THEME_WEIGHTS = tuple(accumulate(1 / (rank + 2) for rank in range(len(THEMES))))


def complaints(
    count: int, still_open: int = OPEN, seed: int = 2014, *, closed: bool = True
) -> Iterator[Incoming]:
    """Yield so many cases of the ten years before ``NOW``; the last of them are open and untried.

    Args:
        count: How many.
        still_open: How many of them wait for a call.
        seed: Of chance.
        closed: Whether the others are closed; if not, each citizen was reached in time and the case is open still.
    """
    chance = random.Random(seed)
    step = timedelta(days=DAYS) / count
    for number in range(count):
        left = count - number
        received = (NOW - step * left).replace(microsecond=0)
        case = _case(chance, received, is_open=left <= still_open)
        if case.closings and not closed:
            case = replace(case, calls=(Call(received + timedelta(hours=3), "talt_med"),), closings=())
        yield case


def _case(chance: random.Random, received: datetime, *, is_open: bool) -> Incoming:
    department = chance.choice(DEPARTMENTS)
    themes = dict.fromkeys(
        chance.choices(THEME_CODES, cum_weights=THEME_WEIGHTS, k=chance.choice((1, 1, 2, 3)))
    )
    complaint = Complaint(
        received_at=received,
        registered_at=received,
        summary=text(chance),
        channel=chance.choice(CHANNELS),
        addressee_level=chance.choice(LEVELS),
        complaint_kind=chance.choice(KINDS),
        department=department,
        citizen_name=f"{chance.choice(FIRST)} {chance.choice(LAST)}",
        phone=f"10{chance.randrange(1_000_000):06d}",
        points=tuple(_point(chance, theme, department) for theme in themes),
    )
    if is_open:
        return Incoming(complaint)
    end = received + timedelta(hours=chance.randrange(40, 900))
    closing = Closing(end, end, "afsluttet", chance.choice(METHODS), chance.choice(OUTCOMES))
    return Incoming(complaint, calls=tuple(_calls(chance, received)), closings=(closing,))


def text(chance: random.Random, words: int = 40) -> str:
    """Return so many words that look like a complaint."""
    return " ".join(chance.choices(VOCABULARY, cum_weights=WEIGHTS, k=words)).capitalize() + "."


def _point(chance: random.Random, theme: str, department: str) -> Point:
    return Point(theme, department, chance.choice((None, 1, 2, 3)), chance.choice(tuple(PROCESS_STAGES)))


def _calls(chance: random.Random, received: datetime) -> Iterator[Call]:
    """Yield up to two attempts, and mostly a conversation after them."""
    hours = chance.randrange(1, 8)
    for _ in range(chance.choice((0, 0, 1, 2))):
        yield Call(received + timedelta(hours=hours), chance.choice(NOT_REACHED))
        hours += chance.randrange(1, 8)
    if chance.random() < 0.9:
        yield Call(received + timedelta(hours=hours), "talt_med", course_told=True)


def make(path: Path, cases: Iterable[Incoming], municipality: str = "Havnsø Kommune") -> None:
    """Make a register of these cases."""
    register.create_register(path)
    made = register.open_register(path, writing=True)
    with writing.write(made, command="benchmark", actor="", now=NOW) as writer:
        office.set_setting(writer, "municipality", municipality)
        into = bulk.Bulk(made, writer, now=NOW)
        count = 0
        for count, case in enumerate(cases, start=1):
            into.add(count, case)
        into.finish(b"benchmark", count=count)
    made.close()


def made(folder: Path, count: int, seed: int = 2014, *, closed: bool = True) -> Path:
    """Return the register of so many complaints in a folder, made in a process of its own if it is not there."""
    name = f"{count}{'' if seed == 2014 else f'-{seed}'}{'' if closed else '-open'}.db"
    path = folder / name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(".half")
        half.unlink(missing_ok=True)
        print(f"making {name}", file=sys.stderr)
        line = [sys.executable, "-m", "benchmarks.registers", str(half), str(count), str(OPEN), str(seed)]
        subprocess.run([*line, *([] if closed else ["open"])], check=True)
        half.rename(path)
    return path


def main(
    path: str, count: str = "1000", still_open: str = str(OPEN), seed: str = "2014", rest: str = "closed"
) -> None:
    """Make one register as the command line says."""
    make(Path(path), complaints(int(count), int(still_open), int(seed), closed=rest == "closed"))


if __name__ == "__main__":
    main(*sys.argv[1:])
