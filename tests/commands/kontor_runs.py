"""How the tests run ``klage kontor``: at a fixed time, with or without a register."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from klage.domain.complaint import Complaint, Point
from klage.domain.promise import promise_for
from klage.store import cases
from klage.store.register import create_register, open_register
from klage.store.writing import write
from tests.cli import Result, Run

NOW = "2014-10-21T12:00:00+02:00"
PHASE_1 = ("ordning", "--fra", "21.10.2014", "--adressat", "raadmand", "--adressat", "Direktør", "--adressat", "forvaltningschef")  # fmt: skip


@dataclass(frozen=True)
class Kontor:
    """Runs ``klage kontor`` at noon on the day that S1 was published."""

    run: Run

    def __call__(self, *args: str, code: int = 0, terminal: bool = False, now: str = NOW) -> Result:
        """Run one command line."""
        return self.run("kontor", *args, env={"KLAGE_NOW": now}, code=code, terminal=terminal)

    @property
    def path(self) -> Path:
        """Return where the register lies."""
        return self.run.home / "klage.db"

    def create(self) -> None:
        """Create an empty register."""
        create_register(self.path)

    def rows(self, *args: str, now: str = NOW) -> list[dict[str, object]]:
        """Return the objects of a list in JSON."""
        found: list[dict[str, object]] = json.loads(self(*args, "--json", now=now).stdout)
        return found

    def add_case(self, department: str, theme: str = "optraeden") -> None:
        """Register a complaint."""
        now = datetime(2014, 10, 21, 8, tzinfo=UTC)
        points = (Point(theme, department),)
        complaint = Complaint(now, "Ingen ringer.", department=department, points=points)
        register = open_register(self.path, writing=True)
        with write(register, command="ny", actor="", now=now) as writer:
            cases.add(writer, complaint, promise_for([], now, level="ukendt", department=department))
        register.close()
