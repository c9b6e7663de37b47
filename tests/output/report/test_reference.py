"""Others' figures and targets as they are read and as JSON."""

import io

import pytest

from klage.domain.report.reference import Target, beside
from klage.intake.reference import references
from klage.output.page import Page, page_as_plain
from klage.output.report.reference import as_objects, sections, target_objects, target_section
from klage.output.table import print_page

OWN = {"complaint_kinds.formalitet": 580, "complaints": 2144, "previous.complaints": 2535}
FOUND = [beside(one, OWN) for one in references()]
PAGE = Page("Beretning", sections(FOUND, "i 2017"))


def test_the_figures_stand_beside_each_other() -> None:
    """What, where and when, there and here, with a dash for what is not known."""
    text = page_as_plain(PAGE)
    assert (
        "Hvor: København, Socialforvaltningen, 2018; Hvad: Formalitetsklager af alle klager; Dér: 27,1 %; Hos dig: 27,1 %"
        in text
    )
    assert "Hvad: Klagepunkter pr. sag; Dér: 1,50; Hos dig: –" in text
    assert "Hvad: Sager, ændring fra året før; Dér: +28,2 %; Hos dig: −15,4 %" in text


def test_the_reader_is_told_that_municipalities_count_differently() -> None:
    """And how each figure was counted, with its source."""
    text = page_as_plain(PAGE)
    assert "Kommuner tæller forskelligt" in text
    assert "Ændringer hos dig er målt på tallene i 2017." in text
    assert text.count("Kilde: S") == len(FOUND)
    assert "kk.dk skrev 9,3 %, for der blev divideret med det nyeste tal." in text


def test_it_fits_the_terminal() -> None:
    """At 80 columns."""
    stream = io.StringIO()
    print_page(PAGE, stream=stream, width=80)
    assert max(map(len, stream.getvalue().splitlines())) <= 80


def test_the_objects() -> None:
    """Shares and changes are per cent; a ratio has two decimals; null is not known."""
    found = {one["id"]: one for one in as_objects(FOUND)}
    assert (found["sof-2018-formalitet"]["value"], found["sof-2018-formalitet"]["own_value"]) == (27.1, 27.1)
    assert (found["kbh-br-2017-klagepunkter"]["value"], found["kbh-br-2017-klagepunkter"]["own_value"]) == (
        1.5,
        None,
    )
    assert found["fredensborg-halvaar"]["value"] == 109
    assert [*found["fredensborg-halvaar"]] == [
        "id", "municipality", "year", "what", "kind", "n", "of", "value", "own_value", "definition", "source",
    ]  # fmt: skip


@pytest.mark.parametrize(("n", "distance"), [(580, "+143"), (437, "0"), (400, "−37")])
def test_a_target_with_what_it_came_to(n: int, distance: str) -> None:
    """The distance has its sign; no word of blame."""
    found = [Target("Formalitet", 486, 437, n)]
    text = page_as_plain(Page("Beretning", [target_section(found, -10, "2016")]))
    assert "Målet er 10,0 % færre end i perioden før, regnet af det ældste tal." in text
    assert f"Klagetype: Formalitet; 2016: 486; Mål: 437; Antal: {n}; Fra målet: {distance}" in text
    assert target_objects(found)[0]["distance"] == n - 437


def test_no_target_without_a_number_before() -> None:
    """It is a sentence, and a long period has no name in the heading."""
    section = target_section([], 5, "1. april 2024 – 31. marts 2025")
    text = page_as_plain(Page("Beretning", [section]))
    assert "5,0 % flere" in text
    assert "Der var færre end 10 i perioden før, så der er ikke noget at måle på." in text
