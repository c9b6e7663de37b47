"""The report as it is read: on a terminal, aloud, and by a script."""

import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from klage.domain.figures import Band, Pair
from klage.domain.period import Period, between, of_year
from klage.domain.report import Report, report_from
from klage.domain.report_facts import Balance, CallGroup, ClosingGroup, Facts, ServiceFacts
from klage.domain.vocabulary import THEMES
from klage.output.page import page_as_plain
from klage.output.report_json import as_json
from klage.output.report_page import as_page, bar, compared, day_labels
from klage.output.table import print_page
from tests.domain.test_report import EMPTY
from tests.output.samples import HOSTILE

NOW = datetime(2026, 1, 5, 8, tzinfo=UTC)
NOBODY = (None, None, None)
FACTS = Facts(
    first_received_at=datetime(2023, 2, 1, 9, tzinfo=UTC),
    contact_types=Pair({"klage": 207, "vejledning": 12}, {"klage": 184}),
    complaint_kinds=Pair({"formalitet": 150, "realitet": 57}, {"formalitet": 100, "realitet": 84}),
    addressee_levels=Pair({"raadmand": 207}, {"raadmand": 184}),
    channels=Pair({"brev": 207}, {"brev": 184}),
    departments=Pair({"Ydelse": 200, "Ældre": 30, None: 2}, {"Ydelse": 184}),
    themes=Pair({"vejledning": 90, "andet": 60}, {"vejledning": 5}),
    points={"vejledning": 130, "andet": 60},
    with_points=140,
    balance=Balance(7, 207, 2, 0, 201, 3, 12),
    years=[(2024, {"formalitet": 100, "realitet": 84}), (2025, {"formalitet": 150, "realitet": 57}), (2026, {})],
    service=ServiceFacts(
        cells={"reached": 150, "tried": 20, "neither": 9, "outside_hours": 1, "pending": 2, "no_callback": 5,
               "not_covered": 20},
        ended={"oensker_ikke_samtale": 5},
        reached_later=25,
        attempt_waits=[(90, 150), (1500, 25)],
        conversation_waits=[(135, 150), (3000, 25)],
        late_with_reason=3,
        late_reasons=[("Kirsten var på ferie", 3)],
    ),
    calls=[
        CallGroup("ud", "talt_med", "klage_lagt_ned", True, True, ("ja", None, "delvist"), 40),
        CallGroup("ind", "talt_med", None, False, False, NOBODY, 8),
        CallGroup("ud", "ikke_truffet", None, False, False, NOBODY, 60),
    ],
    closings=[ClosingGroup("medhold", "moede", 3, 150), ClosingGroup(None, None, 60, 51)],
)  # fmt: skip


def made(facts: Facts = FACTS, period: Period | None = None, now: datetime = NOW) -> Report:
    """Return the report that the facts make."""
    return report_from(facts, period or of_year(2025), now, {code: label for code, label, _ in THEMES})


def aloud(report: Report) -> str:
    """Return the page as plain lines."""
    return page_as_plain(as_page(report))


def drawn(report: Report, width: int = 80) -> list[str]:
    """Return the lines of the page on a terminal."""
    stream = io.StringIO()
    print_page(as_page(report, bars=True), stream=stream, width=width)
    return stream.getvalue().splitlines()


def one_of(**tallies: int) -> Facts:
    """Return facts with so many complaints of each kind now, and ``before`` of them in the period before."""
    before = tallies.pop("before", 0)
    kinds: dict[str | None, int] = {code: n for code, n in tallies.items()}  # noqa: C416 -- widens the type of the keys
    total = sum(kinds.values())
    return replace(
        EMPTY,
        complaint_kinds=Pair(kinds, {"formalitet": before}),
        balance=Balance(0, total, 0, 0, 0, 0, total),
        service=EMPTY.service._replace(cells={"not_covered": total}),
    )


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


def test_the_24_hour_service_in_words() -> None:
    """Two facts, never one called "overholdt"; what is outside is listed, and no one is ranked."""
    text = aloud(made())
    assert "187 af 207 klager var omfattet." in text
    assert "170 af 180 (94,4 %) blev forsøgt i tide, og 150 af 180 (83,3 %) blev talt med i tide." in text
    assert (
        "Uden for opgørelsen: ønsker ikke samtale 5, fristen er ikke udløbet 2 og ikke omfattet 20." in text
    )
    assert "Af de 30, der ikke blev talt med i tide, er 25 talt med senere og 5 slet ikke." in text
    assert "Medianen til første forsøg er 1 t 30 min (af 175)." in text
    assert "Efter modtagelsen: endnu ikke; Første forsøg: 5; Samtale: 5" in text


def test_a_service_that_covers_nobody_says_so() -> None:
    """There is no table of zeros."""
    assert "Ingen af klagerne var omfattet af ordningen." in aloud(made(one_of(formalitet=5)))


def test_a_service_with_no_deadline_passed_has_no_shares() -> None:
    """On the first day there is nothing to count yet."""
    facts = one_of(formalitet=5)
    first_day = replace(facts, service=facts.service._replace(cells={"pending": 5}))
    text = aloud(made(first_day))
    assert "5 af 5 klager var omfattet.\n  Uden for opgørelsen: fristen er ikke udløbet 5.\n" in text
    assert "Ingen at regne på endnu." in text
    assert "Ventetid" not in text


def test_a_service_in_which_all_were_reached_has_no_late_ones() -> None:
    """Nothing is said about late calls."""
    facts = one_of(formalitet=5)
    service = facts.service._replace(
        cells={"reached": 5}, attempt_waits=[(9, 5)], conversation_waits=[(9, 5)]
    )
    text = aloud(made(replace(facts, service=service)))
    assert "ikke blev talt med i tide" not in text
    assert "Uden for opgørelsen" not in text


def test_a_wait_that_nobody_has_had_has_no_median() -> None:
    """Nobody was called, so there is no median of the calls."""
    facts = one_of(formalitet=5)
    text = aloud(made(replace(facts, service=facts.service._replace(cells={"neither": 5}))))
    assert "Medianen til" not in text
    assert "endnu ikke; Første forsøg: 5; Samtale: 5" in text


def test_calls_in_words() -> None:
    """What was told, what was laid down, and what was felt by those who were asked."""
    text = aloud(made())
    assert (
        "Der er noteret 108 opkald, 8 fra borgerne. Der blev talt med borgeren i 48 af 108 (44,4 %)." in text
    )
    assert "40 klager blev lagt ned med borgerens bekræftelse." in text
    assert "Følte sig lyttet til: ja 40, delvist 0 og nej 0 (af 40 spurgte)\n" in text
    assert "Følte sig forstået: ingen er spurgt\n" in text
    assert "Der er ikke noteret opkald i perioden." in aloud(made(one_of(formalitet=5)))
    only_tried = replace(FACTS, calls=FACTS.calls[2:])
    assert "lagt ned" not in aloud(made(only_tried))


def test_results_in_words() -> None:
    """Outcome and method together, the median, and bands of days."""
    text = aloud(made())
    assert "Der blev afsluttet 201 klager. Medianen fra modtagelse til afslutning er 3 døgn." in text
    assert "Resultat: Medhold; Løsningsmetode: Møde; Antal: 150" in text
    assert "Resultat: Uoplyst; Løsningsmetode: Uoplyst; Antal: 51" in text
    assert "Efter modtagelsen: over 56 døgn; Antal: 51" in text
    assert "Ingen klager blev afsluttet i perioden." in aloud(made(EMPTY))


def test_days_have_names() -> None:
    """The limits are whole days begun."""
    assert day_labels([Band(1, 0), Band(7, 0), Band(None, 0)]) == ["højst 1 døgn", "2–7 døgn", "over 7 døgn"]


def test_the_trend_marks_the_year_that_is_not_over() -> None:
    """2025 has a change on 2024; 2026 has begun and has none."""
    text = aloud(made())
    assert "2026 er ikke slut og får ingen ændring." in text
    assert "År: 2025; I alt: 207 (+12,5 %); Formalitet: 150 (+50,0 %); Realitet: 57 (−32,1 %)" in text
    assert "År: 2026; I alt: 0;" in text


# --- where it is shown --------------------------------------------------------------------------------


def test_reasons_are_for_the_terminal_only() -> None:
    """They are free text that may name somebody: a pipe gets their number."""
    assert "Kirsten" not in aloud(made())
    assert "Kirsten" not in as_json(made())
    assert any("Kirsten" in line for line in drawn(made()))


@pytest.mark.parametrize("width", [80, 100])
def test_the_page_fits_the_terminal(width: int) -> None:
    """No line is longer than the terminal is wide."""
    assert max(map(len, drawn(made(), width))) <= width


def test_bars_repeat_the_numbers() -> None:
    """The longest bar is the greatest number; read aloud there are none."""
    lines = drawn(made())
    assert any("Formalitet" in line and "████████████" in line and "150" in line for line in lines)
    assert "█" not in aloud(made())


@pytest.mark.parametrize(
    ("n", "most", "shown"), [(0, 0, ""), (0, 5, ""), (5, 5, "█" * 12), (1, 24, "▌"), (1, 999, "▏")]
)
def test_the_length_of_a_bar(n: int, most: int, shown: str) -> None:
    """Only 0 has no bar at all."""
    assert bar(n, most) == shown


@pytest.mark.parametrize("name", [text for text in HOSTILE if text])
def test_any_department_name_is_harmless(name: str) -> None:
    """A name cannot move the cursor, make up a line or stop the report."""
    report = made(replace(FACTS, departments=Pair({name: 5}, {})))
    assert "\x1b" not in aloud(report) + as_json(report) + "".join(drawn(report))
    assert json.loads(as_json(report))["departments"][0]["label"] == name


def test_an_empty_report_can_be_shown() -> None:
    """Every section stands a register without complaints."""
    assert "I 2025 kom der ingen klager. I 2024 kom der ingen klager." in aloud(made(EMPTY))
    assert drawn(made(EMPTY))


# --- for scripts --------------------------------------------------------------------------------------


def keys(value: Any, path: str = "") -> set[str]:
    """Return the paths of all keys in a JSON value."""
    if isinstance(value, list):
        return {found for item in value for found in keys(item, path)}
    if not isinstance(value, dict):
        return set()
    here = {f"{path}{key}" for key in value}
    return here | {found for key, item in value.items() for found in keys(item, f"{path}{key}.")}


def test_the_json_has_the_figures_and_their_base() -> None:
    """Per cent have one decimal, and every share has what it is a share of."""
    found = json.loads(as_json(made()))
    assert found["complaints"] == {
        "code": "klage",
        "label": "Klager",
        "n": 207,
        "of": 207,
        "share_percent": 100.0,
        "previous": 184,
        "change_percent": 12.5,
    }
    assert found["period"]["label"] == "2025"
    assert found["period"]["end"] == "2025-12-31T23:00:00Z"
    assert found["period"]["end_local"] == "2026-01-01T00:00:00+01:00"
    assert found["service"]["tried_in_time"] == {"n": 170, "of": 180, "share_percent": 94.4}
    assert found["themes"]["points_per_complaint"] == 1.36
    assert found["calls"]["heard"]["asked"] == 40
    assert found["results"]["by_method"][0] == {"outcome": "medhold", "handling_method": "moede", "n": 150}


def test_the_keys_are_the_same_for_an_empty_register() -> None:
    """What is not known is null; no key comes and goes (rows of tables aside)."""
    tables = ("trend.", "departments.", "results.by_method.")
    full, empty = (keys(json.loads(as_json(made(facts)))) for facts in (FACTS, EMPTY))
    assert {key for key in full if not key.startswith(tables)} == {
        key for key in empty if not key.startswith(tables)
    }
    assert json.loads(as_json(made(EMPTY)))["first_received_at_local"] is None


def test_the_keys_that_scripts_rely_on() -> None:
    """The outermost keys of the object: added to, never removed."""
    assert [*json.loads(as_json(made()))] == [
        "period", "previous_period", "generated_at", "generated_at_local", "first_received_at",
        "first_received_at_local", "complaints", "contact_types", "balance", "complaint_kinds", "trend",
        "addressee_levels", "channels", "departments", "themes", "service", "calls", "results",
    ]  # fmt: skip


def test_a_long_period_name_does_not_widen_the_tables() -> None:
    """The column of the period before is then called "Før"."""
    report = made(period=between(date(2024, 4, 1), date(2025, 3, 31)))
    assert "Før: 184" in aloud(report)
    assert max(map(len, drawn(report))) <= 80
