"""A mail's text is cut apart, and nothing of it is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain.mail.parts import Parts, cut, original_in

OUTLOOK = "Fra: Bo <bo@by.dk>\nSendt: 1. oktober 2026 10:00\nTil: Anna\nEmne: Svar\n\nKære Anna"


@pytest.mark.parametrize(
    ("text", "words", "signature", "history"),
    [
        ("Kort.", "Kort.", "", ""),
        ("Ord\n\nMed venlig hilsen\nAnna", "Ord", "Med venlig hilsen\nAnna", ""),
        ("Ord\n\nMvh\nAnna\n\nSendt fra min iPhone", "Ord", "Mvh\nAnna\n\nSendt fra min iPhone", ""),
        ("Ord\n-- \nAnna", "Ord", "-- \nAnna", ""),
        ("Ord\nKind regards,\nAnna", "Ord", "Kind regards,\nAnna", ""),
        ("Hilsen Anna", "Hilsen Anna", "", ""),
        ("Hilsen\n" * 40, ("Hilsen\n" * 26).strip(), ("Hilsen\n" * 14).strip(), ""),
        ("Ord\n\nDen 1. okt. 2026 skrev Bo:\n> Kære", "Ord", "", "Den 1. okt. 2026 skrev Bo:\n> Kære"),
        ("Ord\nDen 1. oktober 2026 kl. 9 skrev\nBo <bo@by.dk>:\n> K", "Ord", "", "Den 1. oktober 2026 kl. 9 skrev\nBo <bo@by.dk>:\n> K"),
        ("Ord\nOn Oct 1, 2026, Bo wrote:\nDear", "Ord", "", "On Oct 1, 2026, Bo wrote:\nDear"),
        ("Den 1. okt. skrev Bo:\n> Kære\n\nMit svar", "Mit svar", "", "Den 1. okt. skrev Bo:\n> Kære"),
        ("> En\nMit\n> To\nDit", "> En\nMit\n> To\nDit", "", ""),
        ("Ord\n> Citat", "Ord", "", "> Citat"),
        (f"Ord\n\n________________\n{OUTLOOK}", "Ord", "", f"________________\n{OUTLOOK}"),
        (f"Ord\nHilsen Anna\n\n{OUTLOOK}", "Ord", "Hilsen Anna", OUTLOOK),
        ("Den mand skrev ikke under.", "Den mand skrev ikke under.", "", ""),
        ("Den dag\nblev intet sagt.", "Den dag\nblev intet sagt.", "", ""),
    ],
)  # fmt: skip
def test_cutting(text: str, words: str, signature: str, history: str) -> None:
    """Greeting and older mails are found as people and programs write them."""
    assert cut(text, "dække") == Parts(words, signature, history, "dække")


@given(st.lists(st.sampled_from([
    "Ord", "", "> Citat", ">> Dybt", "Den 1. okt. 2026 skrev Bo:", "Mvh", "Anna", "-- ", "Fra: Bo <bo@by.dk>",
    "Sendt: 1. oktober 2026 10:00", "Emne: Hej", "_______", "Begin forwarded message:",
]), max_size=30))  # fmt: skip
def test_nothing_is_lost(lines: list[str]) -> None:
    """Every line with something on it stands in one of the parts, as often as it was written."""
    parts = cut("\n".join(lines))
    kept = "\n".join((parts.words, parts.signature, parts.history)).split("\n")
    assert sorted(filter(None, map(str.strip, kept))) == sorted(filter(None, map(str.strip, lines)))


def test_an_answer_is_not_sent_on() -> None:
    """The same lines under "SV:" are the mail that is answered."""
    assert original_in("SV: Klage", f"Ord\n\n{OUTLOOK}") is None
    assert original_in("Klage", "Ord") is None


def test_the_innermost_mail_is_the_original() -> None:
    """Sent on twice: both covers are kept, and the mail that was answered in it is history."""
    inner = (
        "Fra: Anna <anna@borger.example>\nSendt: 30. september 2026 08:00\nTil: Bo\nEmne: Klage\n\nMin klage.\n\n"
        + OUTLOOK
    )
    middle = OUTLOOK.replace("Emne: Svar\n\nKære Anna", f"Emne: VS: Klage\n\nTag den.\n\n{inner}")
    found = original_in("VS: VS: Klage", f"Til dig.\n\n{middle}")
    assert found is not None
    assert (found.header.name, found.subject) == ("Anna", "Klage")
    assert "Til dig." in found.cover
    assert "Tag den." in found.cover
    assert "Til: Bo" in found.cover
    parts = cut(found.text)
    assert parts.words == "Min klage."
    assert parts.history == OUTLOOK


def test_a_subject_that_the_lines_do_not_show_is_that_of_the_mail() -> None:
    """Without its "VS:"."""
    found = original_in("VS: Klage", "Fra: Anna <a@b.dk>\nSendt: 1. oktober 2026 10:00\n\nHej")
    assert found is not None
    assert (found.subject, found.text, found.cover) == (
        "Klage", "Hej", "Fra: Anna <a@b.dk>\nSendt: 1. oktober 2026 10:00"
    )  # fmt: skip


def test_a_mail_of_mails_sent_on_ends() -> None:
    """After ten, what is left is text."""
    one = "-- Videresendt besked --\nFra: A <a@b.dk>\nSendt: x\nEmne: VS: y\n\n"
    found = original_in("VS: x", one * 30 + "Til sidst")
    assert found is not None
    assert found.text.count("Videresendt besked") == 20
