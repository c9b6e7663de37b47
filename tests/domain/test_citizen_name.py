"""Whether a text names a citizen: as a name, not as the word that many Danish names also are."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain.citizen_name import stands_in

NAMED = [
    ("Anna Åse", "Anna fik ikke svar."),
    ("Anna Åse", "Sagsbehandleren glemte Åses sag."),
    ("Anna Åse", "De har ikke hørt fra anna åse siden."),
    ("Anna Åse", "ANNA ÅSES brev lå i bunken."),
    ("Åse Ørum", "AASE blev ikke ringet op."),
    ("Poul-Erik Krogsøe", "Erik ventede."),
    ("Poul-Erik Krogsøe", "brevet til poul erik krogsoe"),
    ("Bo Lind", "Bo kom forgæves."),
    ("Jens", "Telefonen blev taget af Jens's leder."),
    ("Ida Lange", "Breve til Lange lå forkert."),
]
FREE = [
    ("Ida Lange", "De lange ventetider skyldes, at ingen afløser."),
    ("Bo Lind", "Borgeren vil blive boende og bo i egen bolig."),
    ("Juan de la Cruz", "De ringer ikke. Den næste afdeling svarer."),
    ("Anna Åse", "Annonceringen var for sen, og Asen blev lukket."),
    ("Anna Åse", "anna"),
    ("A B", "A-kassen og B-sager"),
    ("", "Alle skal ringes op."),
    (None, "Alle skal ringes op."),
    ("Anna Åse", None),
    ("Anna Åse", ""),
    ("12345678", "Ring til 12345678"),
    ("😀", "Alt godt 😀"),
]


@pytest.mark.parametrize(("name", "text"), NAMED)
def test_a_name_is_found(name: str, text: str) -> None:
    """A part of it with a capital, in the genitive too; the whole however it is written."""
    assert stands_in(name, text)


@pytest.mark.parametrize(("name", "text"), FREE)
def test_a_word_is_no_name(name: str | None, text: str | None) -> None:
    """Small letters, particles, single letters, and words that only begin like the name."""
    assert not stands_in(name, text)


LETTERS = st.text("abcdefghijklmnopqrstuvwxyzæøå", min_size=3, max_size=9)
NAMES = st.lists(LETTERS, min_size=2, max_size=3).map(" ".join)
WORDS = st.lists(LETTERS, max_size=5).map(" ".join)


@given(NAMES, WORDS, WORDS, st.sampled_from([str.lower, str.upper, str.title]))
def test_the_whole_name_is_found_wherever_and_however_it_stands(
    name: str, before: str, after: str, spelled: Callable[[str], str]
) -> None:
    """Between any words, in any case."""
    assert stands_in(name, f"{before} {spelled(name)} {after}")


@given(st.text(), st.text(max_size=200))
def test_any_text_can_be_asked_about(name: str, text: str) -> None:
    """It answers yes or no to anything; a text without a capital and shorter than the name is free."""
    assert stands_in(name, text) in (True, False)
    assert not stands_in(f"{name} qqqqq", "")
