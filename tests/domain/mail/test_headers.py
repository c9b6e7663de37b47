"""The lines above a mail that was sent on or answered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage import clock
from klage.domain.mail import headers


@pytest.mark.parametrize(
    ("subject", "is_sent_on", "bare"),
    [
        ("VS: Klage", True, "Klage"),
        ("Fwd: Re: Klage", True, "Klage"),
        ("FW[2]: Klage", True, "Klage"),
        ("SV: VS: Klage", False, "Klage"),
        ("Re: Klage", False, "Klage"),
        ("Vsop: en klage", False, "Vsop: en klage"),
        ("", False, ""),
    ],
)
def test_subjects(subject: str, is_sent_on: bool, bare: str) -> None:
    """The first prefix decides; the bare subject has none."""
    assert (headers.says_sent_on(subject), headers.bare(subject)) == (is_sent_on, bare)


@pytest.mark.parametrize(
    "line",
    [
        "---------- Forwarded message ---------",
        "-------- Videresendt meddelelse --------",
        "Begin forwarded message:",
        "> Startet videresendt besked:",
        "Videresendt besked:",
    ],
)
def test_markers(line: str) -> None:
    """Each program's own line, quoted or not; a sentence with the same words is none."""
    assert headers.is_marker(line)
    assert not headers.is_marker(f"Jeg fik en {line} i går")


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("Anna Åse <anna@borger.example>", "Anna Åse", "anna@borger.example"),
        ('"Åse, Anna" <anna@borger.example>', "Åse, Anna", "anna@borger.example"),
        ("Anna Åse [mailto:anna@borger.example]", "Anna Åse", "anna@borger.example"),
        ("Anna Åse <anna@borger.example<mailto:anna@borger.example>>", "Anna Åse", "anna@borger.example"),
        ("anna@borger.example", None, "anna@borger.example"),
        ("<anna@borger.example>", None, "anna@borger.example"),
        ("'anna@borger.example' <anna@borger.example>", None, "anna@borger.example"),
        ("Anna Åse", "Anna Åse", None),
        ("", None, None),
    ],
)
def test_senders(text: str, name: str | None, address: str | None) -> None:
    """Name and address as programs write them; an address is no name."""
    assert headers.sender(text) == (name, address)


def test_a_block_ends_where_its_lines_do() -> None:
    """In any order, in bold, quoted, with a long list of receivers over several lines."""
    lines = [
        "*Fra:* Anna <anna@borger.example>", "*Sendt:* 20. oktober 2026 09:14", "*Til:* Bo <bo@by.dk>;",
        "  Ib <ib@by.dk>", "*Emne:* SV: Klage", "", "Fra: nu af",
    ]  # fmt: skip
    found = headers.block_at(lines, 0)
    assert found is not None
    shown, end = found
    assert (shown.name, shown.address, shown.subject, end) == ("Anna", "anna@borger.example", "SV: Klage", 5)
    assert shown.at is not None
    assert clock.to_text(shown.at) == "2026-10-20T07:14:00Z"


@pytest.mark.parametrize(
    "lines",
    [
        ["Fra: mandag til fredag", "er der lukket"],
        ["Emne: Klage", "Jeg vil klage."],
        ["Til: Bo", "Fra: Anna", "Dato: i går"],
        ["Hej"],
        [""],
    ],
)
def test_ordinary_lines_are_no_block(lines: list[str]) -> None:
    """A colon in the citizen's own words is no header."""
    assert headers.block_at(lines, 0) is None


def test_a_block_without_a_date_needs_receiver_and_subject() -> None:
    """A date that cannot be read leaves the rest."""
    found = headers.block_at(["Fra: Anna", "Til: Bo", "Emne: Klage"], 0)
    assert found is not None
    assert found[0].at is None
    found = headers.block_at(["Fra: Anna", "Sendt: 10/11/2026 9:14"], 0)
    assert found is not None
    assert found[0] == headers.Shown("Anna", None, None, "")


@given(st.lists(st.text(alphabet="FraTilEmneSendt: @<>*\n", max_size=40), min_size=1, max_size=10))
def test_any_lines(lines: list[str]) -> None:
    """Nothing raises, and a block is at least one line and no longer than there are lines."""
    found = headers.block_at(lines, 0)
    assert found is None or 0 < found[1] <= len(lines)
