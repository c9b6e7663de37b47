"""Matching: what was typed is found when it can only mean one thing, and otherwise the nearest are named."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain import vocabulary
from klage.domain.matching import THEMES_AT, code_for, meant_names, near_names, or_list
from klage.errors import InvalidValueError

LEVELS = vocabulary.ADDRESSEE_LEVELS


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("raadmand", "raadmand"),
        ("Rådmand", "raadmand"),
        ("RAADMAND", "raadmand"),
        ("rådm", "raadmand"),
        ("direktør", "direktoer"),
        (" Byråd eller udvalg ", "byraad_udvalg"),
        ("byråd-udvalg", "byraad_udvalg"),
        ("afd", "afdelingsleder"),
    ],
)
def test_a_code_is_found_by_code_label_or_beginning(typed: str, code: str) -> None:
    """Case, accents and signs do not matter; three letters are enough when they say it."""
    assert code_for(typed, LEVELS, "Adressaten") == code


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("rådman d", "Mente du Rådmand?"),
        ("Forvaltningschefen", "Mente du Forvaltningschef"),
        ("xyzzy", "Vælg mellem Rådmand, Direktør"),
        ("", "Vælg mellem"),
        ("an", "Vælg mellem"),
    ],
)
def test_what_cannot_be_meant_names_the_nearest(typed: str, advice: str) -> None:
    """The sentence helps without repeating what was typed."""
    with pytest.raises(InvalidValueError, match=r"^Adressaten kendes ikke") as caught:
        code_for(typed, LEVELS, "Adressaten")
    assert advice in caught.value.sentence


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("besked lgat", "Mente du Besked lagt?"),
        ("talte_med", "Mente du Talt med borgeren (talt_med)"),
        ("samtale", "Mente du Ønsker ikke samtale?"),
        ("igen", "Mente du Ring igen aftalt?"),
    ],
)
def test_the_nearest_come_with_what_is_shorter_to_type(typed: str, advice: str) -> None:
    """The code stands beside a label that is another word, and a word in the middle of a label is found."""
    with pytest.raises(InvalidValueError) as caught:
        code_for(typed, vocabulary.CALL_RESULTS, "Udfaldet")
    assert advice in caught.value.sentence


def test_more_than_a_sentence_holds_are_pointed_at() -> None:
    """The themes are not listed; those that are near are named all the same."""
    themes = {code: label for code, label, _ in vocabulary.THEMES}
    near = "Mente du Manglende svar / kan ikke få kontakt (manglende_svar)?"
    for typed, advice in (("xyzzy", THEMES_AT), ("svar", near)):
        with pytest.raises(InvalidValueError) as caught:
            code_for(typed, themes, "Temaet", see=THEMES_AT)
        assert advice in caught.value.sentence


def test_every_closed_list_is_short_enough_for_a_sentence() -> None:
    """Where nothing is near, all of them are named: nine at the most."""
    lists = [value for name, value in vars(vocabulary).items() if name.isupper() and isinstance(value, dict)]
    assert max(map(len, lists)) <= 9


def test_a_beginning_of_two_is_not_guessed() -> None:
    """``tele`` may be either, so both are named."""
    with pytest.raises(InvalidValueError, match=r"Telefon eller Telefax|Telefax eller Telefon"):
        code_for("telef", {"telefon": "Telefon", "telefax": "Telefax"}, "Kanalen")


@given(st.sampled_from(sorted(LEVELS)), st.booleans())
def test_every_code_and_label_is_itself(code: str, upper: bool) -> None:
    """In any case."""
    for name in (code, LEVELS[code]):
        assert code_for(name.upper() if upper else name, LEVELS, "Adressaten") == code


@given(st.text(max_size=20))
def test_any_text_is_a_code_or_a_sentence(typed: str) -> None:
    """Nothing else comes of it."""
    with suppress(InvalidValueError):
        assert code_for(typed, LEVELS, "Adressaten") in LEVELS


def test_near_names_are_slips_of_the_finger() -> None:
    """At most three, the nearest first, and a name that is quite another is none."""
    known = ["Jobcenter", "Jobcentret Nord", "Ældreplejen", "Ydelse"]
    assert near_names("Jobcentr", known)[0] == "Jobcenter"
    assert near_names("aeldreplejn", known) == ["Ældreplejen"]
    assert near_names("Teknik", known) == []


def test_a_beginning_is_meant_before_a_slip() -> None:
    """The only name that begins so; of several, or of two letters, what is near; an unlike one is none."""
    known = ["Jobcenter Havnsø", "Ydelsescentret", "Ældreplejen", "Ældre og Sundhed"]
    assert meant_names("jobc", known) == ["Jobcenter Havnsø"]
    assert meant_names("aeldrep", known) == ["Ældreplejen"]
    assert meant_names("ældre", known) == []
    assert meant_names("jo", known) == []
    assert meant_names("Ydelsescentre", [*known, "Ydelsescentrene"]) == ["Ydelsescentret", "Ydelsescentrene"]
    assert meant_names("Teknik", known) == []


def test_a_list_of_choices_reads_as_danish() -> None:
    """One, two and three."""
    assert (or_list(["a"]), or_list(["a", "b"]), or_list("abc")) == ("a", "a eller b", "a, b eller c")


@pytest.mark.parametrize(
    ("typed", "near"), [("ike", "Ikke truffet"), ("beskd", "Besked lagt"), ("rinh", "Ring igen")]
)
def test_a_slip_in_a_short_form_is_near(typed: str, near: str) -> None:
    """What begins like it is offered, though the whole name is not like it; a strange word offers all."""
    with pytest.raises(InvalidValueError, match=f"Mente du {near}"):
        code_for(typed, vocabulary.CALL_RESULTS, "Udfaldet")
    with pytest.raises(InvalidValueError, match="Vælg mellem"):
        code_for("xyz", vocabulary.CALL_RESULTS, "Udfaldet")
