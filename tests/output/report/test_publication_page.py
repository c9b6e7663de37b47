"""The published report as it is read: the rule on top, every table with its heading, nothing small."""

import io
import re
from dataclasses import replace

import pytest

from klage.domain.report.learning import Example, Learning, Lesson
from klage.domain.report.period import of_year
from klage.domain.report.publication import published
from klage.domain.report.published import Published
from klage.domain.statistics.figures import Pair
from klage.output.page import page_as_plain
from klage.output.report.publication_page import HEADINGS, MEDIANS, PARTS, as_page
from klage.output.table import print_page
from tests.domain.report.test_report import EMPTY, tables
from tests.output.report_samples import FACTS, LEARNING, made, one_of
from tests.output.samples import HOSTILE

BIG = tables(
    FACTS,
    departments=Pair({"Ydelse": 200, "Ældre": 30}, {"Ydelse": 180, "Ældre": 40}),
    unit_results={"loest": 30, "afventer": 10},
    unit_agreed_errors={"ja": 20, None: 20},
    unit_natures={"brud_paa_regel": 10, "begge": 10, None: 20},
    appeal_results={"stadfaestet": 20, "hjemvist": 9},
    reassess_deadlines={"overholdt": 18, "senere": 7},
    journey_causes={"kapacitet": 12},
    journeys={"rejse": 12},
    lesson_causes={"arbejdsgang": 12},
)
PUBLIC = replace(published(made(BIG)), learning=LEARNING, left_out=2)


def aloud(report: Published) -> str:
    """Return the page as plain lines."""
    return page_as_plain(as_page(report))


def test_the_rule_stands_on_top() -> None:
    """What kind of report it is, how small numbers are treated, and the answer itself."""
    lines = aloud(PUBLIC).splitlines()
    assert lines[0] == "Klager i 2025 – til udgivelse"
    assert lines[2].startswith("  Dette er udgaven til udgivelse. Et tal fra 1 til 4 vises ikke")
    assert lines[3] == "  I 2025 kom der 207 klager, 12,5 % flere end i 2024 (184)."


def test_every_table_and_figure_has_its_words() -> None:
    """Nothing that is published lacks a heading or a label, and each stands under a table there is."""
    page = as_page(PUBLIC)
    assert {table.key for table in PUBLIC.tables} <= HEADINGS.keys()
    assert {part.key for part in PUBLIC.parts} - {"points"} <= PARTS.keys()
    assert {place for place, _ in PARTS.values()} | {
        place for place, *_ in MEDIANS.values()
    } <= HEADINGS.keys()
    headings = [section.heading for section in page.sections]
    for table in PUBLIC.tables:
        assert (HEADINGS[table.key][0] in headings) is bool(table.rows), table.key


def test_no_small_number_is_read() -> None:
    """In no row and no label of the tables; years, shares and medians are other things."""
    text = page_as_plain(as_page(replace(PUBLIC, learning=Learning())))
    counts = re.findall(r"(?:Antal|2024): ([\d.]+)", text) + re.findall(r"\b(\d+) af (\d+)", text)
    numbers = [
        int(n.replace(".", "")) for found in counts for n in ([found] if isinstance(found, str) else found)
    ]
    assert len(numbers) > 40
    assert not [n for n in numbers if 0 < n < 5]


def test_the_figures_in_words() -> None:
    """Parts, medians, klagepunkter and base numbers stand under their tables."""
    text = aloud(PUBLIC)
    for words in (
        "Forsøgt eller talt med inden fristen: 170 af 180 (94,4 %)",
        "Median til første samtale: 2,3 timer",
        "Median fra modtagelse til afslutning: 3 døgn",
        "140 klager har 190 klagepunkter, 1,36 pr. klage.",
        "Brud på en regel: 20 af 40 (50,0 %)",
        "Genvurderet inden fristen: 18 af 25 (72,0 %)",
        "Ændret, ophævet eller hjemvist: 9 af 29 (31,0 %)",
        "I 2025 var 200 klager omfattet af ordningen, 0,2 % af 100.000 borgerforløb.",
        "Efter modtagelsen: over 56 døgn; Antal: 51",
        "Klagerne: Øvrige; Antal: 7",
    ):
        assert words in text


def test_texts_are_told_without_persons() -> None:
    """Examples without a case number, lessons with their actions, and how many texts are left out."""
    text = aloud(PUBLIC)
    assert "2. Eksempler\n" in text
    assert "Borgeren ventede i ti uger." in text
    assert "2025-0007" not in page_as_plain(as_page(PUBLIC), with_names=True)
    assert "2 tekster er udeladt, fordi de kunne føre til en bestemt person." in text
    assert "Læringspunkt 1: Ydelse" in text
    assert "3. Fremadrettet" not in aloud(replace(PUBLIC, learning=Learning(), left_out=0))


def test_what_is_left_out_is_named() -> None:
    """The parts that would show a small number, and the balance that is cut short."""
    text = aloud(published(made()))
    assert "Disse dele ville vise et tal under 5." in text
    assert "Del: Målrettet Indsats" in text
    assert "Rækker er udeladt, så intet tal under 5 står her eller kan regnes ud." in text
    assert "De øvrige linjer er udeladt, fordi en af dem er under 5." in text
    assert "Genåbnede" not in text


def test_too_few_complaints_are_one_sentence() -> None:
    """No table at all, and no text."""
    text = aloud(published(made(one_of(formalitet=4))))
    assert "Der er kommet færre end 5 klager i 2025, så der er ingen tal, der kan udgives." in text
    assert text.count("\n") == 4


def test_no_comparison_with_few() -> None:
    """It is said, but not how many they were; a year that is not over says so."""
    few = tables(
        one_of(formalitet=50, before=4),
        addressee_levels={"raadmand": 50},
        channels={"brev": 50},
        recurrences={None: 50},
    )
    text = aloud(published(made(few)))
    assert "I 2025 kom der 50 klager.\n" in text
    assert "Der sammenlignes ikke med perioden før, for da kom der færre end 5 klager." in text
    assert "Perioden er ikke slut." in aloud(published(made(few, period=of_year(2026))))


def test_an_empty_year_can_be_published() -> None:
    """None is no small number."""
    assert "I 2025 kom der ingen klager." in aloud(published(made(EMPTY)))


def test_the_page_fits_the_terminal() -> None:
    """At 80 columns, with bars."""
    stream = io.StringIO()
    print_page(as_page(PUBLIC, bars=True), stream=stream, width=80)
    lines = stream.getvalue().splitlines()
    assert max(map(len, lines)) <= 80
    assert any("█" in line for line in lines)


@pytest.mark.parametrize("text", [text for text in HOSTILE if text])
def test_any_text_is_harmless(text: str) -> None:
    """An example or a lesson cannot move the cursor or make up a line of ours."""
    told = Learning(
        (Lesson(1, LEARNING.lessons[0].formulated_on, text, "afdeling"),), (), (Example(1, 1, text, text),)
    )
    page = as_page(replace(PUBLIC, learning=told))
    stream = io.StringIO()
    print_page(page, stream=stream, width=80)
    for shown in (page_as_plain(page), stream.getvalue()):
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)
