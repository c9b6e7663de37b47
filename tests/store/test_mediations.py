"""The mediations of a case in the register: kept whole, changed, found by search, in the history."""

import json
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from klage.domain.mediation import Mediation
from klage.domain.mediator import Mediator
from klage.store import history, mediations, mediators, search
from tests.store import support
from tests.store.support import NOW

WHOLE = Mediation(
    kind="borgermaegler",
    informed_on=date(2026, 11, 16),
    mediator="Crecea",
    consent=True,
    consent_on=date(2026, 11, 17),
    self_contact=True,
    goal="En forklaring på afslaget",
    clarification_talks=2,
    municipal_party="afdelingsleder",
    meeting_at=NOW,
    meeting_place="hos Borgermægleren",
    participants="afdelingsleder, sagsbehandler",
    agreed_follow_up="Lederen ringer om fjorten dage",
    outcome="aftale",
    outcome_on=date(2026, 11, 20),
    complaint_continues=False,
)


def test_a_mediation_is_kept_whole(path: Path) -> None:
    """Every field comes back as it was; several stand on a case in order, and on no other case."""
    plain = Mediation("dialogmoede", date(2026, 11, 20))
    with support.opened(path, writing=True) as register, support.changing(register) as writer:
        mediators.add(writer, register, Mediator("borgermaegler", "Crecea"))
        one, other = (support.add(writer, support.complaint(text)) for text in ("En", "To"))
        mediations.save(writer, register, one, WHOLE)
        mediations.save(writer, register, one, plain)
        assert mediations.of_case(register, one) == [WHOLE, plain]
        assert mediations.of_case(register, other) == []


def test_a_change_is_in_the_history_and_in_the_search(path: Path) -> None:
    """What stood before can be read in the history; the new words are found and the old are not."""
    after = replace(WHOLE, goal="En undskyldning", complaint_continues=None)
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            mediators.add(writer, register, Mediator("borgermaegler", "Crecea"))
            key = support.add(writer, support.complaint())
            mediations.save(writer, register, key, WHOLE)
        assert search.find(register, "forklaring afslaget fjorten", limit=9) == [key]
        with support.changing(register, command="maegling") as writer:
            ((number, before),) = mediations.with_keys(register, key)
            assert before == WHOLE
            mediations.save(writer, register, key, after, number)
        assert mediations.of_case(register, key) == [after]
        assert search.find(register, "undskyldning", limit=9) == [key]
        assert search.find(register, "afslaget", limit=9) == []
        content = register.one("select content from event_content order by event_id desc")
        assert content is not None
        ((table, _, old, new),) = json.loads(str(content[0]))
        assert (table, old) == ("mediation", {"goal": WHOLE.goal, "complaint_continues": 0})
        assert new == {"goal": "En undskyldning", "complaint_continues": None}
        assert history.problems(register.connection) == []


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "'forlig'"},
        {"consent": "2"},
        {"clarification_talks": "3"},
        {"goal": "printf('%.*c', 281, 'x')"},
        {"agreed_follow_up": "printf('%.*c', 281, 'x')"},
        {"informed_on": "'i går'"},
        {"outcome_on": "'20/11'"},
    ],
)
def test_the_file_itself_refuses_what_cannot_be(path: Path, values: dict[str, str]) -> None:
    """Whoever writes it: three talks, a verbatim account or a day in words has no place."""
    with support.written(path) as writer:
        key = support.add(writer, support.complaint())
    fine = {"complaint_id": str(key), "kind": "'dialogmoede'", "informed_on": "'2026-11-20'"}
    connection = sqlite3.connect(path)
    connection.execute(_insertion(fine))
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(_insertion(fine | values))
    connection.close()


def _insertion(row: dict[str, str]) -> str:
    return f"insert into mediation ({', '.join(row)}) values ({', '.join(row.values())})"  # noqa: S608 -- ours
