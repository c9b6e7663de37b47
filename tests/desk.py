"""A borgervejleder's desk for the tests: klage at a time that is known, with a register of its own."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from klage.clock import COPENHAGEN
from tests.cli import Result, Run

NOW = "2026-11-20T10:00"
"""A Friday morning, in Danish time; 24 hours later the office is closed."""


@dataclass(frozen=True)
class Desk:
    """Runs klage as ``Run`` does, at a fixed Danish time."""

    run: Run
    now: str = NOW

    def at(self, local: str) -> "Desk":
        """Return the same desk at another Danish time, written ``2026-11-20T10:00``."""
        return replace(self, now=local)

    def __call__(
        self,
        *args: str,
        stdin: str | bytes = "",
        code: int = 0,
        terminal: bool = False,
        width: int = 80,
        env: Mapping[str, str | None] | None = None,
    ) -> Result:
        """Run one command line; see ``tests.cli.Run``."""
        moment = datetime.fromisoformat(self.now)
        local = moment if moment.tzinfo else moment.replace(tzinfo=COPENHAGEN)
        clock = {"KLAGE_NOW": local.isoformat()}
        return self.run(
            *args, stdin=stdin, code=code, terminal=terminal, width=width, env={**clock, **(env or {})}
        )

    def new(self, *options: str, text: str = "Sagen ligger stille.", **fields: object) -> str:
        """Register a complaint and return its number; fields are the keys of ``ny --json -``."""
        content = json.dumps({"summary": text, **fields})
        return self("ny", "--json", "-", "--kun-nr", *options, stdin=content).stdout.strip()

    def due(self, *options: str) -> list[dict[str, Any]]:
        """Return what ``frister --json`` says."""
        found: list[dict[str, Any]] = json.loads(self("frister", "--json", *options).stdout)
        return found

    def case(self, number: str) -> dict[str, Any]:
        """Return what ``vis --json`` says, with everything in it."""
        found: dict[str, Any] = json.loads(self("vis", number, "--json", "--med-navne").stdout)
        return found

    def terminal(self, *args: str, typed: str = "", code: int = 0, width: int = 80) -> Result:
        """Run a command line at a terminal where ``typed`` is what the user types."""
        return self(*args, stdin=typed, code=code, terminal=True, width=width)

    def refused(self, *args: str, code: int, stdin: str = "", typed: str | None = None) -> str:
        """Run a line that is refused, see that the register is as it was, and return the sentence.

        With ``typed`` the line is run at a terminal, where that is what the user types.
        """
        before = self.content()
        result = self(*args, stdin=stdin if typed is None else typed, code=code, terminal=typed is not None)
        assert self.content() == before
        if typed is None:
            assert result.stdout == ""
            assert result.stderr.count("\n") == 1, result.stderr
        return result.stderr

    @property
    def path(self) -> Path:
        """Return where the register lies."""
        return self.run.home / "klage.db"

    def content(self) -> bytes | None:
        """Return the bytes of the register, or nothing when there is none."""
        return self.path.read_bytes() if self.path.exists() else None


def uncoloured(text: str) -> str:
    """Return what a terminal showed without the bold and the red, which only repeat the words."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)
