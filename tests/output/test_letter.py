"""A letter as text for a mail and as Markdown: wrapped, complete, and nothing in it obeyed."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from klage.domain.learning.letter import ActionTold, LessonTold, Letter
from klage.domain.report.period import Period
from klage.output.letter import WIDTH, as_markdown, as_text

LETTER = Letter(
    "Ydelse", "Bo Holm", Period(date(2026, 1, 1), date(2026, 11, 20)), date(2026, 11, 20), 20,
    (("vejledning", 12), ("kontorets_eget", 6)), True,
    (
        LessonTold("afdeling", "Arbejdsgang", "Breve bliver glemt.", "Skriv dem op.", "Ingen svarede.",
                   (ActionTold(3, "Fælles liste", "Aftalt.", ("Vurdering: Godt",)),)),
        LessonTold("forvaltning", insight="Aftal, hvem der svarer."),
    ),
    ("Hvem svarer?",), ("Hvor langt er I?",),
)  # fmt: skip
HOSTILE = st.text(st.characters() | st.sampled_from("\x1b\x7f\u202e\u200b\u2028\r\n#-*"), min_size=1)
THEMES = {"vejledning": "Manglende vejledning"}


def test_a_letter_as_text() -> None:
    """From the greeting to the signature, with every part of it."""
    assert (
        as_text(LETTER, THEMES)
        == """\
Fredag 20. november 2026

Kære Bo Holm

Her er, hvad klagerne har lært os om Ydelse i perioden 1. januar – 20.
november 2026. Brug det på jeres næste møde. Det handler om, hvordan
arbejdet er lagt til rette, og ikke om personer.

Klagerne
--------
Der er kommet 20 klager. En klage kan handle om flere ting. Det handler
de oftest om:
- Manglende vejledning: 12
- kontorets_eget: 6

Læring 1
--------
- Det skete: Breve bliver glemt.
- Årsag: Arbejdsgang
- Det lærer vi: Skriv dem op.
- Med en borgers ord: »Ingen svarede.«

Det er foreslået, aftalt eller gjort:
- Handling 3: Fælles liste. Aftalt. Vurdering: Godt.

Læring 2 (gælder hele forvaltningen)
------------------------------------
- Det lærer vi: Aftal, hvem der svarer.

Der er ikke aftalt noget om det endnu.

Tag det op på et møde
---------------------
- Hvem svarer?

Svar mig gerne inden 14 dage
----------------------------
- Hvor langt er I?

Små tal og alt, en borger kan kendes på, er udeladt. Ring til mig, hvis
noget er uklart.

Venlig hilsen

Borgervejlederen
"""
    )


def test_a_letter_without_much() -> None:
    """No ambassador, few complaints, no themes to tell of, no lessons, no questions."""
    bare = replace(LETTER, ambassador=None, complaints=None, lessons=(), questions=())
    text = as_text(bare, THEMES)
    assert "Kære alle i Ydelse" in text
    assert "Der er færre end 5 klager i perioden" in text
    assert "Tag det op" not in text
    assert "Læring 1" not in text
    scattered = as_text(replace(LETTER, themes=()), THEMES)
    assert "fordi nogle af tallene er små" in " ".join(scattered.split())
    assert "Der er kommet 20 klager.\n" in as_text(
        replace(LETTER, themes=(), has_hidden_themes=False), THEMES
    )


def test_a_letter_as_markdown() -> None:
    """Headings and lists are ours; what was written is not."""
    hostile = LessonTold("afdeling", observation="# Overskrift\n- punkt <b>*x*</b>")
    text = as_markdown(replace(LETTER, lessons=(hostile,)), THEMES)
    assert "## Læring 1\n" in text
    assert "- Det skete: \\# Overskrift - punkt \\<b\\>\\*x\\*\\</b\\>\n" in text
    assert "- Manglende vejledning: 12\n- kontorets\\_eget: 6\n" in text


@settings(max_examples=80)
@given(HOSTILE, HOSTILE)
def test_any_text_is_wrapped_and_harmless(said: str, done: str) -> None:
    """No line is too long for a mail unless it is one word, and nothing in it is a control character."""
    lesson = LessonTold("kommune", observation=said, actions=(ActionTold(1, done, "Aftalt."),))
    text = as_text(replace(LETTER, lessons=(lesson,)), THEMES)
    assert all(len(line) <= WIDTH for line in text.split("\n"))
    assert not [char for char in text if char < " " and char != "\n"]
    assert not {"\x7f", "\u202e", "\u200b", "\u2028"} & {*text}
    assert text.count("Venlig hilsen") == 1 or "Venlig" in said + done
