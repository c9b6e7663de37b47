"""The times that mails hold are read strictly, with their offsets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage import clock
from klage.domain.mail.dates import header_instant, written_instant


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tue, 20 Oct 2026 09:14:05 +0200", "2026-10-20T07:14:05Z"),
        (" Tue, 20 Oct 2026 09:14:05 +0200 (CEST)", "2026-10-20T07:14:05Z"),
        ("20 Oct 2026 09:14 -0500", "2026-10-20T14:14:00Z"),
        ("Tue, 20 Oct 2026 09:14:05 GMT", "2026-10-20T09:14:05Z"),
        ("Tue, 20 Oct 2026 09:14:05 CEST", "2026-10-20T07:14:05Z"),
        ("Tue, 20 Jan 2026 09:14:05 MET", "2026-01-20T08:14:05Z"),
        ("Tue, 20 Oct 2026 09:14:05 EST", "2026-10-20T14:14:05Z"),
        ("Sun, 25 Oct 2026 02:30:00 +0200", "2026-10-25T00:30:00Z"),
        ("Sun, 25 Oct 2026 02:30:00 +0100", "2026-10-25T01:30:00Z"),
        ("Tue, 20 Oct 2026 09:14:05 +9900", None),
        ("Tue, 20 Oct 2026 25:14:05 +0200", None),
        ("Tue, 31 Feb 2026 09:14:05 +0200", None),
        ("Mon, 19 Oct 1000000000000 08:00:00 +0000", None),
        ("Thu, 1 Jan 1970 00:00:00 +0000", None),
        ("i går", None),
        ("", None),
    ],
)
def test_headers(text: str, found: str | None) -> None:
    """As RFC 5322 has them, and the zones that old servers wrote."""
    at = header_instant(text)
    assert (at and clock.to_text(at)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("20. oktober 2026 09:14", "2026-10-20T07:14:00Z"),
        ("tirsdag den 20. oktober 2026 09:14", "2026-10-20T07:14:00Z"),
        ("den 20. okt. 2026 kl. 09.14", "2026-10-20T07:14:00Z"),
        ("tirs. 20. okt. 2026 kl. 09.14", "2026-10-20T07:14:00Z"),
        ("20. oktober 2026 kl. 09.14.05 CEST", "2026-10-20T07:14:05Z"),
        ("20. januar 2026 kl. 09.14.05 CET", "2026-01-20T08:14:05Z"),
        ("20 October 2026 at 09.14.05 CEST", "2026-10-20T07:14:05Z"),
        ("Tuesday, October 20, 2026 9:14 AM", "2026-10-20T07:14:00Z"),
        ("Tuesday, 20 October 2026 at 9:14\u202fPM", "2026-10-20T19:14:00Z"),
        ("October 20, 2026 at 12:14 AM GMT+2", "2026-10-19T22:14:00Z"),
        ("20-10-2026 09:14", "2026-10-20T07:14:00Z"),
        ("20.10.2026 kl. 9.14", "2026-10-20T07:14:00Z"),
        ("2026-10-20 09:14", "2026-10-20T07:14:00Z"),
        ("2026-10-20T09:14:05+02:00", "2026-10-20T07:14:05Z"),
        ("Tue, 20 Oct 2026 09:14:05 +0200", "2026-10-20T07:14:05Z"),
        ("onsdag den 20. oktober 2026 09:14", None),
        ("10/11/2026 09:14", None),
        ("20-10-2026", None),
        ("20. oktember 2026 09:14", None),
        ("31. februar 2026 09:14", None),
        ("20. oktober 2026 25:14", None),
        ("20. oktober 2026 13:14 PM", None),
        ("20. oktober 2026 09:14 GMT+99", None),
        ("20. oktober 2026 09:14 XYZ", None),
        ("20. oktober 1026 09:14", None),
        ("29. marts 2026 02:30", None),
        ("20. oktober 2026 09:14 eller senere", None),
    ],
)
def test_written(text: str, found: str | None) -> None:
    """As Outlook, Gmail, Apple Mail and Thunderbird write them; what is not understood to the end is nothing."""
    at = written_instant(text)
    assert (at and clock.to_text(at)) == found


@given(st.text(alphabet="0123456789 :.+-,OktoberMandgCESTAP", max_size=60))
def test_any_text_is_a_time_or_none(text: str) -> None:
    """Nothing raises, and what is found can be stored."""
    for at in (header_instant(text), written_instant(text)):
        assert at is None or clock.from_text(clock.to_text(at)) == at
