"""Reading raw values: what is meant is read, what is wrong is a sentence that begins with the label."""

from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain import fields
from klage.domain.complaint import Point
from klage.domain.reading import Reader, call_from, closing_from, complaint_from
from klage.errors import InvalidValueError

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
THEMES = {"koordinering": "Koordinering", "sagsbehandlingstid": "Sagsbehandlingstid"}
READER = Reader(NOW, THEMES)
BY_KEY = {field.key: field for group in (fields.COMPLAINT, fields.CALL, fields.POINT) for field in group}


@pytest.mark.parametrize(
    ("key", "raw", "value"),
    [
        ("summary", "  En klage\n\nmed linjer ", "En klage\n\nmed linjer"),
        ("summary", "Mit cpr er 010190-1234", "Mit cpr er 010190-XXXX"),
        ("citizen_name", "Inger \n Hansen", "Inger Hansen"),
        ("phone", "+45 20 12 34 56", "20123456"),
        ("phone", 20123456, "20123456"),
        ("channel", "E-mail", "e_mail"),
        ("theme", "koord", "koordinering"),
        ("received_at", "2026-11-20T09:00:00Z", datetime(2026, 11, 20, 9, tzinfo=UTC)),
        ("received_at", "19.11.2026 kl. 14.30", datetime(2026, 11, 19, 13, 30, tzinfo=UTC)),
        ("answered_on", "2026-11-19", date(2026, 11, 19)),
        ("next_due", "2026-11-25", date(2026, 11, 25)),
        ("child_concern", "ja", True),
        ("child_concern", "Nej", False),
        ("child_concern", True, True),
        ("severity", "2", 2),
        ("severity", 3, 3),
        ("related_case", "2025-0007", 2025_000007),
        ("related_case", "7", 2026_000007),
        ("summary", "  ", None),
        ("summary", None, None),
    ],
)
def test_a_value_is_read(key: str, raw: object, value: object) -> None:
    """From text, or from JSON's own types."""
    assert READER.value(raw, BY_KEY[key]) == value


@pytest.mark.parametrize(
    ("key", "raw", "said"),
    [
        ("summary", "x" * (2**20 + 1), "Kort beskrivelse: Teksten er længere"),
        ("summary", 7, "Kort beskrivelse: Skriv tekst"),
        ("summary", "a\0b", "Kort beskrivelse: "),
        ("summary", "bl\udce5", "Kort beskrivelse: "),
        ("citizen_name", "x" * 501, "Navn: "),
        ("channel", "due", "Kanal: Værdien kendes ikke"),
        ("received_at", "21/10/26", "Modtaget: "),
        ("received_at", "2027-01-01T00:00:00Z", "Modtaget: "),
        ("child_concern", "måske", "Underretning: Skriv ja eller nej"),
        ("severity", "2,5", "Alvor: Skriv et helt tal"),
        ("severity", "-1", "Alvor: "),
        ("related_case", "syv", "Relateret sag: Et sagsnummer"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(key: str, raw: object, said: str) -> None:
    """It begins with the label."""
    with pytest.raises(InvalidValueError) as caught:
        READER.value(raw, BY_KEY[key])
    assert caught.value.sentence.startswith(said)


def test_numbers_may_be_kept() -> None:
    """``--behold-tal``."""
    keeping = Reader(NOW, THEMES, keep_numbers=True)
    assert keeping.value("010190-1234", BY_KEY["summary"]) == "010190-1234"


def test_a_complaint_is_read_with_its_points() -> None:
    """``tema:alvor|tema`` in short; the department is that of the complaint."""
    raw = {
        "received_at": "2026-11-20",
        "summary": "Klage",
        "department": "Ydelse",
        "themes": "koordinering:2|sagsbehandlingstid",
    }
    found, problems = complaint_from(raw, READER)
    assert problems == []
    assert found is not None
    assert found.points == (Point("koordinering", "Ydelse", 2), Point("sagsbehandlingstid", "Ydelse"))


def test_all_that_is_wrong_is_said_at_once() -> None:
    """One sentence a fault, so that a file can be mended in one go."""
    found, problems = complaint_from({"summary": "", "channel": "due", "themes": "vrøvl"}, READER)
    assert found is None
    assert len(problems) == 4
    assert any("Modtaget" in problem for problem in problems)


def test_a_call_and_a_closing_need_their_result() -> None:
    """What is not said is not guessed."""
    assert call_from({"result": "Talt med borgeren"}, READER).called_at == NOW
    with pytest.raises(InvalidValueError, match=r"^Udfald: mangler"):
        call_from({"concern": "Vred"}, READER)
    with pytest.raises(InvalidValueError, match="Et felt kendes ikke"):
        call_from({"result": "talt_med", "udfald": "x"}, READER)
    closing = closing_from({"at": "2026-11-20T09:00:00Z", "kind": "afsluttet"}, READER)
    assert closing.recorded_at == closing.at
    with pytest.raises(InvalidValueError, match=r"^Afslutning: "):
        closing_from({"kind": "afsluttet"}, READER)


@given(st.sampled_from(sorted(BY_KEY)), st.text(max_size=30) | st.integers() | st.floats() | st.booleans())
def test_any_value_is_read_or_refused(key: str, raw: Any) -> None:
    """Nothing else comes of it."""
    with suppress(InvalidValueError):
        READER.value(raw, BY_KEY[key])
