"""The report as it is read, on a terminal and aloud."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from klage.domain.report.facts import Month
from klage.domain.report.period import Period, between, of_year
from klage.output.report.as_json import as_json
from klage.output.report.page import as_page, compared
from tests.domain.report.test_report import EMPTY, tables
from tests.output.report_samples import FACTS, aloud, drawn, made, one_of
from tests.output.samples import HOSTILE

# --- words --------------------------------------------------------------------------------------------


def test_the_first_sentence_is_the_answer() -> None:
    """How many, and the change on the older figure: 23 more than 184 is 12.5 %."""
    assert "  I 2025 kom der 207 klager, 12,5 % flere end i 2024 (184).\n" in aloud(made())


@pytest.mark.parametrize(
    ("n", "previous", "words"),
    [
        (2144, 2535, ", 15,4 % færre end i 2024 (2.535)"),
        (1077, 840, ", 28,2 % flere end i 2024 (840)"),
        (12, 12, ", lige så mange som i 2024"),
        (3, 2, ", 1 flere end i 2024 (2)"),
        (1, 9, ", 8 færre end i 2024 (9)"),
    ],
)
def test_how_a_comparison_is_worded(n: int, previous: int, words: str) -> None:
    """Per cent of the older figure, or the number itself where there were too few."""
    assert compared(n, previous, "i 2024") == words


def test_nothing_to_compare_with_is_said_in_words() -> None:
    """From none to five is no percentage, and no complaints is a sentence too."""
    assert "I 2025 kom der 5 klager. I 2024 kom der ingen klager." in aloud(made(one_of(formalitet=5)))
    assert "I 2025 kom der ingen klager. I 2024 kom der 1 klage." in aloud(made(one_of(before=1)))


def test_a_period_that_is_not_over_gives_no_change() -> None:
    """It says so, and calls the open cases open now."""
    text = aloud(made(period=of_year(2026)))
    assert "I 2026 er der indtil nu kommet 207 klager. I 2025 kom der 184 klager." in text
    assert "Perioden er ikke slut" in text
    assert "Åbne nu: 12" in text
    assert "Ændring:" not in text


def test_a_register_that_is_younger_than_the_comparison_is_said() -> None:
    """The reader learns that last year's figures are not whole."""
    young = replace(FACTS, first_received_at=datetime(2024, 11, 5, 9, tzinfo=UTC))
    assert "Den ældste sag i registret er fra tirsdag 5. november 2024" in aloud(made(young))
    assert "Den ældste sag" not in aloud(made())


def test_few_complaints_get_no_per_cent() -> None:
    """Three of nine is three of nine."""
    text = aloud(made(one_of(formalitet=3, realitet=6, before=9)))
    assert "Procent er udeladt, hvor der er færre end 10 at regne på." in text
    assert "Klagetype: Formalitet; Antal: 3; 2024: 9\n" in text
    assert "%" not in text


def test_other_is_warned_about() -> None:
    """Sixty of 140 with the theme "andet" asks for a new theme."""
    text = aloud(made())
    assert "Temaet Andet står for 42,9 %. Overvej et nyt tema." in text
    assert "140 klager har 190 klagepunkter, 1,36 pr. klage." in text
    assert "67 klager har endnu intet klagepunkt." in text


def test_breaches_and_poor_experiences_are_told_apart() -> None:
    """One sentence has both, and a case that is both is in both; without contacts nothing is said."""
    page = aloud(made())
    assert "Der er noteret 5 kontakter med afdelingerne om 4 sager." in page
    assert (
        "Der var brud på en regel i 2 sager og en dårlig oplevelse i 1 sag; en sag med begge dele tæller begge steder."
        in page
    )
    none = tables(FACTS, unit_contacts={"loest": 1}, unit_results={"loest": 1}, unit_natures={None: 1})
    assert "brud på en regel i ingen sager og en dårlig oplevelse i ingen sager;" in aloud(made(none))
    assert "Målrettet Indsats" not in aloud(made(EMPTY))


def test_the_complaints_are_held_against_base_numbers() -> None:
    """In a section of its own, which is not there when the year has no base number."""
    words = "I 2025 var 200 klager omfattet af ordningen, 0,2 % af 100.000 borgerforløb. I alt kom der 207 klager, 0,2 %."
    assert words in aloud(made())
    assert "grundtal" not in aloud(made(EMPTY))


def test_the_trend_marks_the_year_that_is_not_over() -> None:
    """2025 has a change on 2024; 2026 has begun and has none."""
    text = aloud(made())
    assert "2026 er ikke slut og får ingen ændring." in text
    assert "År: 2025; I alt: 207 (+12,5 %); Formalitet: 150 (+50,0 %); Realitet: 57 (−32,1 %)" in text
    assert "År: 2026; I alt: 0;" in text


# --- where it is shown --------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [80, 100])
def test_the_page_fits_the_terminal(width: int) -> None:
    """No line is longer than the terminal is wide."""
    assert max(map(len, drawn(made(), width))) <= width


def test_bars_repeat_the_numbers() -> None:
    """The longest bar is the greatest number; read aloud there are none."""
    lines = drawn(made())
    assert any("Formalitet" in line and "████████████" in line and "150" in line for line in lines)
    assert "█" not in aloud(made())


@pytest.mark.parametrize("name", [text for text in HOSTILE if text])
def test_any_department_name_is_harmless(name: str) -> None:
    """A name cannot move the cursor, make up a line or stop the report."""
    report = made(tables(FACTS, departments={name: 5}))
    assert "\x1b" not in aloud(report) + as_json(report) + "".join(drawn(report))
    assert json.loads(as_json(report))["departments"][0]["label"] == name


def test_an_empty_report_can_be_shown() -> None:
    """Every section stands a register without complaints."""
    assert "I 2025 kom der ingen klager. I 2024 kom der ingen klager." in aloud(made(EMPTY))
    assert drawn(made(EMPTY))


def test_a_long_period_name_does_not_widen_the_tables() -> None:
    """The column of the period before is then called "Før"."""
    report = made(period=between(date(2024, 4, 1), date(2025, 3, 31)))
    assert "Før: 184" in aloud(report)
    assert max(map(len, drawn(report))) <= 80


def test_the_flow_of_the_year() -> None:
    """Month by month what came and what was closed, drawn too; a month that is cut is told of."""
    months = [Month(date(2025, 1, 1), 17, 15), Month(date(2025, 2, 1), 21, 16)]
    report = made(replace(FACTS, months=months))
    text = aloud(report)
    assert "Måned for måned\nMåned: jan 2025; Modtaget: 17; Afsluttet: 15\n" in text
    assert "inde i en måned" not in text
    cut = made(replace(FACTS, months=months), period=Period(date(2025, 1, 1), date(2025, 2, 20)))
    assert "Perioden begynder eller slutter inde i en måned, så den måned er ikke hel." in aloud(cut)
    sections = {section.heading: section for section in as_page(report).sections}
    assert sections["Måned for måned"].chart is not None
    assert "Måned for måned" not in aloud(made())
