"""What the tests of ``klage laering`` share: a desk with two cases, and short ways to a lesson and an action."""

import json
from typing import Any

from tests.desk import Desk

HAPPENED = "Beskeder bliver ikke givet videre, når sagsbehandleren har fri."


def office(desk: Desk) -> Desk:
    """Give the desk two cases about Visitationen, which has an ambassador, and one about Ydelse."""
    point = {"theme": "manglende_svar", "severity": 2, "process_stage": "opfoelgning"}
    desk.new(
        citizen_name="Anna Åse", department="Visitationen", points=[point], received_at="2026-11-02T09:00"
    )
    desk.new(
        text="Ingen svarer.", citizen_name="Bo Lind", department="Visitationen", points=[point, {"theme": "andet"}],
        received_at="2026-11-03T09:00",
    )  # fmt: skip
    desk.new(text="Forkert beløb.", department="Ydelse", received_at="2026-11-04T09:00")
    desk("kontor", "ambassadoerer", "--afdeling", "Visitationen", "--navn", "Ib Vang", "--leder", "Eva Lund",
         "--fra", "1.1.2026")  # fmt: skip
    return desk


def lesson(desk: Desk, *cases: str, **fields: object) -> int:
    """Write a lesson and return its number."""
    content = json.dumps({"observation": HAPPENED, **fields})
    said = desk("laering", "ny", *(cases or ("1",)), "--json", "-", stdin=content).stdout
    return int(said.split()[1])


def action(desk: Desk, number: int = 1, *options: str, **fields: object) -> int:
    """Add an action to a lesson and return its number."""
    content = json.dumps({"what": "Fælles telefonliste.", "kind": "arbejdsgang", **fields})
    said = desk("laering", "handling", str(number), *options, "--json", "-", stdin=content).stdout
    return int(said.split()[1])


def shown(desk: Desk, number: int = 1) -> dict[str, Any]:
    """Return what ``laering vis --json`` says, with everything in it."""
    found: dict[str, Any] = json.loads(desk("laering", "vis", str(number), "--json", "--med-navne").stdout)
    return found
