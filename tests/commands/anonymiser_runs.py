"""What the tests of ``klage anonymiser`` share: a desk with an old case, and what a rehearsal says."""

import json
from typing import Any

from tests.desk import Desk

NAME = "Åse Ørum"
CLOSE = ("--metode", "telefonsamtale", "--resultat", "loest_i_dialog")


def with_old_case(desk: Desk) -> Desk:
    """Return the desk six years later, with a rule of two years and a closed, journalised case 2020-0001."""
    past = desk.at("2020-05-01T10:00")
    number = past.new(text="Kørestolen kom aldrig.", citizen_name=NAME, phone="20123456", journal_no="20/17")
    past("opkald", number, "--udfald", "talt_med", "--ord", "-", stdin="Jeg venter.")
    past("luk", number, *CLOSE)
    desk("kontor", "sletning", "--efter", "24")
    return desk


def rehearsed(desk: Desk, *options: str) -> dict[str, str]:
    """Return what ``--proev`` says of each case."""
    found: list[dict[str, Any]] = json.loads(desk("anonymiser", "--proev", "--json", *options).stdout)
    return {each["case_no"]: each["result"] for each in found}
