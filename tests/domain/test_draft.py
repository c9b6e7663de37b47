"""What one is told of a draft: what it is, for which case, since when, and how to go on."""

from datetime import UTC, datetime, timedelta

import pytest

from klage.domain import draft
from klage.domain.draft import Draft

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
CALL = Draft(draft.CALL, 2026000042, NOW - timedelta(minutes=48), {"notes": ["Hemmelige ord"]})


@pytest.mark.parametrize(
    ("found", "sentence", "advice"),
    [
        (
            CALL,
            "Du var i gang med et opkald på sag 2026-0042 i dag kl. 09.12.",
            "Fortsæt med klage ring 2026-0042.",
        ),
        (
            CALL._replace(case_id=None),
            "Du var i gang med et opkald i dag kl. 09.12.",
            "Fortsæt med klage ring.",
        ),
        (
            CALL._replace(kind="senere", written_at=NOW - timedelta(days=1)),
            "Du var i gang med noget på sag 2026-0042 i går kl. 10.00.",
            "",
        ),
    ],
)
def test_what_is_said(found: Draft, sentence: str, advice: str) -> None:
    """A call with and without a case, and what a newer klage has drafted; never a word of the content."""
    assert draft.lies_about(found, NOW) == sentence
    assert draft.advice(found) == advice
    assert "Hemmelige" not in sentence + advice


@pytest.mark.parametrize(
    ("written_at", "is_old"),
    [
        (datetime(2026, 11, 19, 23, tzinfo=UTC), False),
        (datetime(2026, 11, 19, 22, 59, tzinfo=UTC), True),
        (NOW, False),
    ],
)
def test_a_draft_is_old_on_another_danish_day(written_at: datetime, is_old: bool) -> None:
    """The day begins at midnight in Denmark, which is 23 UTC in November."""
    assert draft.is_old(CALL._replace(written_at=written_at), NOW) is is_old


def test_every_text_of_a_draft() -> None:
    """Whatever its form, in order; numbers, flags and what is empty are no texts."""
    content = {"a": ["x", {"b": "y"}, 2, True, None, ""], "c": "z"}
    assert draft.texts(content) == ["x", "y", "z"]
