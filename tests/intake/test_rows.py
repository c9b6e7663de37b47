"""From raw values to a case on its way in, or to everything that is wrong with it."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest

from klage.domain.beside import Beside
from klage.domain.complaint import Closing, Point
from klage.domain.incoming import Incoming
from klage.domain.learning.learning import Learning
from klage.domain.promise import Promise
from klage.domain.reading import Reader
from klage.domain.vocabulary import THEMES
from klage.intake.rows import RowReader

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
AT = "2026-11-02T10:00:00Z"
CALL = {"called_at": "2026-11-02T12:00:00Z", "result": "talt_med", "agreement": "Vi ringer"}
CLOSED = {"at": "2026-11-03T12:00:00Z", "kind": "afsluttet", "method": "moede", "outcome": "medhold"}
REOPENED = {"at": "2026-11-04T12:00:00Z", "kind": "genaabnet", "reason": "Nyt brev"}
PROMISED = {
    "covered": True,
    "call_due_at": "2026-11-03T10:00:00Z",
    "call_policy": "doegn:24:",
    "had_opening_hours": False,
}


def read(**values: Any) -> Incoming | Beside | list[str]:
    """Read a row with a receipt and a text, and what else is given."""
    reader = Reader(now=NOW, themes={code: label for code, label, _ in THEMES})
    return RowReader(reader).read({"received_at": AT, "summary": "Ventetid", **values})


def case(**values: Any) -> Incoming:
    """Read a row that is right."""
    found = read(**values)
    assert isinstance(found, Incoming), found
    return found


@pytest.mark.parametrize("form", [lambda value: value, json.dumps])
def test_history_is_read_from_json_and_from_json_in_a_cell(form: Any) -> None:
    """Calls, closings and klagepunkter come as lists or as the text of lists."""
    found = case(
        points=form([{"theme": "vejledning", "department": "Ydelse", "severity": 2}]),
        calls=form([CALL]),
        closings=form([CLOSED, REOPENED]),
        case_no="2026-0042",
    )
    assert found.complaint.points == (Point("vejledning", "Ydelse", 2),)
    assert found.calls[0].agreement == "Vi ringer"
    assert [closing.kind for closing in found.closings] == ["afsluttet", "genaabnet"]
    assert (found.case_id, found.closed_at) == (2026000042, None)


def test_closing_can_be_a_column() -> None:
    """A spreadsheet says when, how and with what result in three columns."""
    found = case(closed_at="3.11.2026 kl. 9", handling_method="Møde", outcome="Medhold")
    at = datetime(2026, 11, 3, 8, tzinfo=UTC)
    assert found.closings == (Closing(at, at, "afsluttet", "moede", "medhold"),)
    assert found.closed_at == at


def test_complaint_ends_as_its_closing_says() -> None:
    """A closed case has the method and the result of its closing where its own are missing."""
    found = case(closings=[CLOSED])
    assert (found.complaint.handling_method, found.complaint.outcome) == ("moede", "medhold")


def test_export_is_taken_at_its_word() -> None:
    """With a promise of its own a row is an export, and nothing is filled in."""
    found = case(closings=[CLOSED], **PROMISED)
    assert found.promise == Promise(True, datetime(2026, 11, 3, 10, tzinfo=UTC), "doegn:24:", False)
    assert found.complaint.outcome is None


def test_severity_and_stage_can_be_columns() -> None:
    """They hold for every theme that says nothing itself."""
    found = case(themes="vejledning|optraeden:1", severity="3", process_stage="Afgørelse", department="Y")
    assert found.complaint.points == (
        Point("vejledning", "Y", 3, "afgoerelse"),
        Point("optraeden", "Y", 1, "afgoerelse"),
    )


def test_call_after_a_closing_is_history() -> None:
    """What may not be done to a closed case now may have been done then."""
    late = {**CALL, "called_at": "2026-11-05T12:00:00Z"}
    assert len(case(calls=[CALL, late], closings=[CLOSED]).calls) == 2


@pytest.mark.parametrize(
    ("values", "sentences"),
    [
        ({"received_at": "", "summary": "  "}, ["Modtaget: mangler.", "Kort beskrivelse: mangler."]),
        ({"channel": "fax", "severity": "9"}, ["Kanal: Værdien kendes ikke", "Alvor: Skriv 1"]),
        ({"points": "tema:2"}, ["Her skal stå en liste"]),
        ({"calls": "[1]"}, ["Opkald 1: Her skal stå en liste"]),
        ({"calls": [CALL, {"called_at": AT}]}, ["Opkald 2: Udfald: mangler"]),
        ({"calls": [{"result": "talt_med"}]}, ["Opkald 1: Tidspunkt: mangler"]),
        ({"calls": [{**CALL, "called_at": "2026-11-01T12:00:00Z"}]}, ["Opkald 1: Opkaldet ligger før"]),
        ({"closings": [{"kind": "afsluttet"}]}, ["Afslutninger 1: Afslutning: tidspunkt"]),
        ({"closings": [REOPENED, CLOSED]}, ["afsluttes, før den genåbnes", "i rækkefølge"]),
        ({"covered": "ja"}, ["alle fire eller ingen"]),
        ({"case_no": "1-1"}, ["Sagsnr.: Et sagsnummer skrives"]),
        ({"case_no": "1066-1"}, ["Sagsnr.: "]),
        ({"summary": "\ud800"}, ["tegn, der ikke kan gemmes"]),
        ({"summary": "a\0b"}, ["tegn, der ikke kan gemmes"]),
        ({"summary": 7}, ["Skriv tekst her"]),
        ({"department": "---"}, ["Afdeling: "]),
    ],
)
def test_everything_that_is_wrong_is_said(values: Mapping[str, Any], sentences: list[str]) -> None:
    """All faults of a row come at once, each a sentence, and none repeats what was typed."""
    found = read(**values)
    assert isinstance(found, list)
    assert len(found) == len(sentences)
    for problem, sentence in zip(found, sentences, strict=True):
        assert sentence in problem


def test_old_days_and_dates_in_danish_are_read() -> None:
    """What is promised may have come due since the export."""
    found = case(received_at="21. oktober 2014", calls=[{**CALL, "next_due": "2026-11-03"}])
    assert found.calls[0].next_due == date(2026, 11, 3)
    assert found.complaint.received_at == datetime(2014, 10, 21, 7, tzinfo=UTC)


def test_a_lesson_is_known_by_its_record() -> None:
    """It is read as what it says it is, or all is said that is wrong with it."""
    line = {
        "record": "lesson", "formulated_on": "2026-10-01", "observation": "Breve blev glemt.",
        "level": "kommune", "cases": [{"case_no": "2026-0001"}],
    }  # fmt: skip
    reader = RowReader(Reader(now=NOW, themes={}))
    found = reader.read(line)
    assert isinstance(found, Learning)
    assert found.lesson.observation == "Breve blev glemt."
    assert reader.read({**line, "level": "afdeling"}) == [
        "Afdelingen mangler. Skriv den med --afdeling, eller løft læringspunktet med --niveau."
    ]
