"""The signs as they are read: what was tested, what moved, what it does not mean, and who comes back."""

from dataclasses import replace
from datetime import date
from typing import Any

from klage.domain.report import period as periods
from klage.domain.statistics.growth import Counted, Matters, Recurring, Signals, signals, spans, year_until
from klage.output.page import Page, page_as_plain
from klage.output.report.signals import MOST, moved_object, moved_sections, signals_object, signals_page

TODAY = date(2026, 11, 20)
LABELS = {"vejledning": "Manglende vejledning", "optraeden": "Optræden"}
DAYS = spans(year_until(TODAY), TODAY, date(2010, 1, 1))
CELLS = (
    Counted("vejledning", "Jobcenter", 6, 15),
    Counted("optraeden", "Ydelse", 36, 0),
    Counted("optraeden", "Jobcenter", 1, 0),
)
FOUND = signals(DAYS, (42, 15), CELLS)
QUIET = signals(DAYS, (30, 10), (Counted("vejledning", "Jobcenter", 30, 10),))


def plain(found: Signals) -> str:
    """Return the page as plain lines."""
    return page_as_plain(signals_page(found, LABELS), with_names=True)


def test_what_was_tested_comes_first() -> None:
    """Against which periods, over how many cells, and how often chance would name any."""
    lines = plain(FOUND).splitlines()
    assert lines[0] == "Tegn i perioden 21. november 2025 – 20. november 2026"
    assert lines[2:4] == [
        "Sådan er der set efter",
        (
            "  Hvert tema i hver afdeling er et felt, og hvert felt er holdt op mod sin egen fortid: "
            "22. november 2022 – 21. november 2023, 22. november 2023 – 20. november 2024 og "
            "21. november 2024 – 20. november 2025, i alt 1.095 dage mod periodens 365. 2 felter er prøvet; "
            "1 havde for få klager til det. Der er taget højde for, at der er set så mange steder: Havde intet "
            "ændret sig, ville højst 5 ud af 100 gennemgange nævne noget."
        ),
    ]


def test_rises_and_falls_with_what_could_be_expected() -> None:
    """Each under its own heading, in words; the whole office beside them, and what it does not mean."""
    said = plain(FOUND)
    assert (
        "Flere klager, end tilfældet plejer at give\nAfdeling: Jobcenter; Tema: Manglende vejledning; "
        in said
    )
    assert "Før i alt: 6; Ventet: 2,0; Nu: 15" in said
    assert "Færre klager, end tilfældet plejer at give\nAfdeling: Ydelse; Tema: Optræden; " in said
    assert "Før i alt: 36; Ventet: 12,0; Nu: 0" in said
    assert "Et tegn er ikke en årsag." in said
    assert "På hele kontoret er der 15 klager, hvor man efter fortiden kunne vente 14,0." in said
    assert "årstiden" not in said
    assert "Intet felt" not in said


def test_silence_is_said() -> None:
    """Nothing moved, too few to test, and no past to compare with are three different things."""
    assert "Intet felt har flyttet sig mere, end tilfældet plejer at give." in plain(QUIET)
    too_few = plain(signals(DAYS, (1, 0), CELLS[2:]))
    assert "Der er for få klager til at sige noget om de enkelte felter." in too_few
    assert "prøvet" not in too_few
    first_year = plain(signals(spans(year_until(TODAY), TODAY, None), (0, 15), CELLS[:1]))
    assert "Registret går ikke langt nok tilbage" in first_year
    assert "tilfældet" not in first_year


def test_the_report_tells_what_moved_and_not_who_comes_back() -> None:
    """The same tables and the same method; without a past to hold them against it says nothing."""
    told = replace(FOUND, citizens=(Recurring("phone", (7, 8, 9)),))
    said = page_as_plain(Page("", moved_sections(told, LABELS)), with_names=True)
    assert "Mere end tilfældigt" in said
    assert "Før i alt: 6; Ventet: 2,0; Nu: 15" in said
    assert "vender tilbage" not in said
    assert "recurring_citizens" not in moved_object(told)
    assert "Intet felt har flyttet sig" in page_as_plain(
        Page("", moved_sections(QUIET, LABELS)), with_names=True
    )
    assert moved_sections(signals(spans(year_until(TODAY), TODAY, None), (0, 15), CELLS[:1]), LABELS) == []


def test_a_season_may_be_the_reason() -> None:
    """A part of a year is held against the parts before it, which are other seasons; unless it is this year's days."""
    autumn = spans(periods.between(date(2026, 9, 1), date(2026, 10, 31)), TODAY, date(2010, 1, 1))
    assert "årstiden" in plain(signals(autumn, (9, 9), ()))
    so_far = spans(periods.of_year(2026), TODAY, date(2010, 1, 1))
    assert "årstiden" not in plain(signals(so_far, (9, 9), ()))


def test_who_and_what_comes_back() -> None:
    """By number only; the most complaints first, and what the same name may mean."""
    many = tuple(range(2026000001, 2026000013))
    found = replace(
        QUIET,
        citizens=(Recurring("name", many[:3]), Recurring("phone", many[3:7])),
        matters=Matters(linked=(many,), repeated=(2026000020,)),
    )
    said = plain(found)
    assert (
        "Samme: telefonnummer; Klager: 4; Sager: 2026-0004, 2026-0005, 2026-0006, 2026-0007\n"
        "Samme: navn; Klager: 3; Sager: 2026-0001, 2026-0002, 2026-0003\n"
    ) in said
    assert "kan der være flere borgere" in said
    assert "Hænger sammen: 12 sager: 2026-0001, " in said
    assert "2026-0010 og 2 til\n" in said
    assert "Gentagen: 1 sag: 2026-0020\n" in said
    assert "Systemisk" not in said
    assert "vender tilbage" not in plain(QUIET)
    assert "går igen" not in plain(QUIET)


def test_very_many_who_come_back() -> None:
    """A page shows the first of them and says how many are left; JSON has all."""
    groups = tuple(Recurring("phone", (n, n + 1, n + 2)) for n in range(2026000001, 2026000091, 3))
    found = replace(QUIET, citizens=groups)
    said = plain(found)
    assert said.count("Samme: telefonnummer") == MOST
    assert f"Her er de {MOST} med flest klager; med --json ses også de sidste 5." in said
    listed = signals_object(found)["recurring_citizens"]
    assert isinstance(listed, list)
    assert len(listed) == 30


def test_signs_as_an_object() -> None:
    """Stable keys, case numbers as texts, and nothing about who."""
    found: dict[str, Any] = signals_object(
        replace(
            FOUND,
            citizens=(Recurring("phone", (2026000001, 2026000002, 2026000003)),),
            matters=Matters(((2025000001, 2026000001, 2026000002),), (), (2026000009,)),
        )
    )
    (risen,) = found.pop("risen")
    assert 0 < risen.pop("p_corrected") < 0.05
    assert risen == {
        "department": "Jobcenter",
        "theme": "vejledning",
        "earlier": 6,
        "expected": 2.0,
        "now": 15,
    }
    (fallen,) = found.pop("fallen")
    assert (fallen["department"], fallen["now"]) == ("Ydelse", 0)
    assert found == {
        "period_from": "2025-11-21", "period_to": "2026-11-20", "days": 365,
        "earlier": [
            {"from": "2024-11-21", "to": "2025-11-20", "days": 365},
            {"from": "2023-11-22", "to": "2024-11-20", "days": 365},
            {"from": "2022-11-22", "to": "2023-11-21", "days": 365},
        ],
        "office_earlier": 42, "office_now": 15, "cells_tested": 2, "cells_too_small": 1,
        "year_from": "2025-11-21", "year_to": "2026-11-20",
        "recurring_citizens": [{"shares": "phone", "cases": ["2026-0001", "2026-0002", "2026-0003"]}],
        "linked_matters": [["2025-0001", "2026-0001", "2026-0002"]],
        "marked_repeated": [], "marked_systemic": ["2026-0009"],
    }  # fmt: skip
