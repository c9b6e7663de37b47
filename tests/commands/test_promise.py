"""The decision vectors of the promise, through the command line: ny, opkald and luk, then every list."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from klage import clock
from klage.domain.promise import Policy
from klage.store import office, writing
from klage.store.register import create_register, open_register
from tests.desk import Desk
from tests.domain.support import vectors

VECTORS = vectors("promise.csv")


def utc(local: str) -> str | None:
    """Return the JSON form of a Danish time, or nothing."""
    return clock.to_text(clock.from_local(datetime.fromisoformat(local))) if local else None


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a register that each vector takes a copy of."""
    path = tmp_path_factory.mktemp("empty") / "klage.db"
    create_register(path)
    return path


def set_up(path: Path, row: dict[str, str]) -> None:
    """Put the vector's ordning into the register."""
    policy = Policy(
        hours=int(row["hours"]), counting=row["counting"], levels=frozenset(row["covered_levels"].split())
    )
    register = open_register(path, writing=True)
    with writing.write(
        register, command="kontor", actor="", now=clock.from_text("2014-01-01T00:00:00Z")
    ) as w:
        office.set_policy(w, policy)
    register.close()


def live(desk: Desk, row: dict[str, str]) -> None:
    """Let happen what the vector says, each thing at its time."""
    desk.at(row["received"]).new("--adressat", row["addressee"], text=row["what"])
    is_closed = False
    for text in filter(None, row["calls"].split("|")):
        facts, _, again = text.partition(" > ")
        called_at, direction, result = facts.split(" ")
        if row["closed"] and row["closed"] <= called_at:
            is_closed = is_closed or close(desk, row)
        options = [*(["--ind"] if direction == "ind" else []), *(["--ring-igen", again] if again else [])]
        received = row["received"]
        number = f"{received[:4]}-0001"
        desk.at(max(called_at, received))("opkald", number, "--udfald", result, "--kl", called_at, *options)
    if row["closed"] and not is_closed:
        close(desk, row)


def close(desk: Desk, row: dict[str, str]) -> bool:
    """Close the vector's case, and say so."""
    number = f"{row['received'][:4]}-0001"
    desk.at(row["closed"])("luk", number, "--metode", "telefonsamtale", "--resultat", "loest_i_dialog")
    return True


@pytest.mark.parametrize("row", VECTORS, ids=lambda row: row["what"])
def test_every_vector_on_the_command_line(desk: Desk, empty: Path, row: dict[str, str]) -> None:
    """Frister, frister --alle and vis say what the vector says: on the list or not, when, how often tried."""
    shutil.copy(empty, desk.path)
    set_up(desk.path, row)
    live(desk, row)
    now = desk.at(row["now"])
    case = now.case(f"{row['received'][:4]}-0001")
    facts = ("reason", "due_at", "attempts", "first_attempt_at")
    wanted = (row["reason"] or None, utc(row["due"]), int(row["attempts"]), utc(row["first_attempt"]))
    assert tuple(case[key] for key in facts) == wanted
    assert case["reached_at"] == utc(row["reached"])
    on_list = [entry for entry in now.due("--timer", "8760") if entry["reason"] != "naeste_skridt"]
    assert [tuple(entry[key] for key in facts) for entry in on_list] == ([wanted] if row["reason"] else [])
    day_after = clock.from_local(datetime.fromisoformat(row["now"])) + timedelta(hours=24)
    is_near = row["due"] and clock.from_local(datetime.fromisoformat(row["due"])) <= day_after
    assert len(now.due()) == (1 if is_near else 0)
    everything = {entry["reason"] for entry in now.due("--alle")}
    outside = row["cell"] == "not_covered" and not (row["reason"] or row["reached"] or row["closed"])
    assert everything == ({"uden_for_ordningen"} if outside else {row["reason"]} - {""})
