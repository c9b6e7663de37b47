"""A complaint over a decision at the keyboard: what is noted, shown and refused."""

import json
from typing import Any

import pytest

from tests.desk import Desk, uncoloured

CLOSING = ("luk", "1", "--metode", "telefonsamtale", "--resultat")
CAUTION = "mulig klagefrist – kontrollér klagevejledningen"


@pytest.fixture
def appeal(desk: Desk) -> Desk:
    """Return a desk on Wednesday 22 January 2025 with a complaint over a decision."""
    desk = desk.at("2025-01-22T10:00")
    desk.new("--type", "realitet", "--tema", "afgoerelse", department="Visitationen")
    return desk


def track(desk: Desk, number: str = "1") -> dict[str, Any]:
    """Return the track as JSON."""
    found: dict[str, Any] = json.loads(desk("genvurdering", number, "--json").stdout)
    return found


# --- shown -----------------------------------------------------------------------------------------


def test_shown_from_the_first_day(appeal: Desk) -> None:
    """Without options the dates and the next step are shown, and nothing is written."""
    before = appeal.content()
    shown = appeal("genvurdering", "1").stdout
    assert shown.startswith(
        "Sag 2025-0001: klage over en afgørelse\n\nGenvurderes senest: onsdag 19. februar 2025\n"
    )
    assert "Afdelingen skal genvurdere afgørelsen senest onsdag 19. februar 2025." in shown
    assert "opsættende virkning" in shown
    assert "60, stk. 3" not in shown
    assert appeal.content() == before
    assert appeal("reassess", "1").stdout == appeal("genvurdering", "1", "--plain").stdout == shown


def test_the_page_at_a_terminal(appeal: Desk) -> None:
    """The possible deadline is named with its caution, and never called anything else."""
    appeal("genvurdering", "1", "--afgørelse", "14.1.2025", "--ankomst", "digital", "--vejledning", "ukendt")
    shown = uncoloured(appeal.terminal("genvurdering", "1", width=200).stdout)
    page = " ".join(shown.split())
    label, more = CAUTION.capitalize().rsplit(" ", 1)
    assert f"{label} tirsdag 11. februar 2025 {more}" in page
    assert "Digital Post" in page
    assert "måske ikke begyndt" in page
    assert "for sent" not in page


def test_the_municipality_plans_back(desk: Desk) -> None:
    """Received on 26 November the four weeks end on Christmas Eve; the plan is the day before."""
    desk = desk.at("2025-11-26T10:00")
    desk.new("--type", "blandet")
    desk("genvurdering", "1", "--afgoerelse", "i dag")
    shown = desk("genvurdering", "1").stdout
    assert "Genvurderes senest: tirsdag 23. december 2025\n" in shown
    assert "De fire uger slutter: onsdag 24. december 2025\n" in shown
    assert f"{CAUTION.capitalize()}: mandag 29. december 2025\n" in shown


def test_the_service_level_is_explained(desk: Desk) -> None:
    """S2: what cannot be appealed is told, with what can be learned; nothing is refused for it."""
    desk.new("--type", "realitet", "--tema", "serviceniveau")
    shown = desk("genvurdering", "1").stdout
    assert "60, stk. 3" in shown
    assert "forventningsafstemning" in shown
    desk("genvurdering", "1", "--resultat", "fastholdt", "--oversendt", "ankestyrelsen")


def test_a_kind_that_is_not_clear_is_advised(desk: Desk) -> None:
    """It can be looked at, with the advice to ask the citizen; noting waits until the kind is known."""
    desk.new()
    shown = desk("genvurdering", "1").stdout
    assert shown.startswith("Sag 2026-0001: klagetypen er uafklaret\n")
    assert "klage ret" in shown
    assert track(desk)["reassess_due_on"] is None
    assert "uafklaret" in desk.refused("genvurdering", "1", "--resultat", "medhold", code=9)


def test_the_track_in_vis(appeal: Desk) -> None:
    """``vis`` shows it in full and in JSON, and nothing where there is none."""
    appeal("genvurdering", "1", "--afgoerelse", "14.1.2025", "--truffet-af", "børne- og ungeudvalget")
    shown = appeal("vis", "1").stdout
    assert "\nKlagen over afgørelsen\nTruffet af: Børne- og ungeudvalget\n" in shown
    assert f"{CAUTION.capitalize()}: tirsdag 11. februar 2025\n" in shown
    assert "Genvurderes senest" not in shown
    assert appeal.case("1")["appeal"].items() < track(appeal).items()
    appeal.new(text="En anden")
    assert appeal.case("2")["appeal"] is None
    assert "afgørelsen" not in appeal("vis", "2").stdout


# --- noted -----------------------------------------------------------------------------------------


def test_the_whole_way(appeal: Desk) -> None:
    """Letter, reassessment, forwarding and the body's result, each with its day, said back as understood."""
    noted = appeal("genvurdering", "1", "--brev-dateret", "14.1.2025", "--vejledning", "ja").stdout
    assert noted == (
        "Noteret på sag 2025-0001:\n"
        "Afgørelsen nåede borgeren: onsdag 22. januar 2025.\n"
        "Kom som: Brev.\n"
        "Klagevejledning givet: Ja.\n"
        f"{CAUTION.capitalize()}: onsdag 19. februar 2025.\n"
        "Afdelingen skal genvurdere afgørelsen senest onsdag 19. februar 2025. Mangler der oplysninger, skal "
        "borgeren have at vide, hvornår det sker.\n"
    )
    later = appeal.at("2025-02-10T10:00")
    assert (
        "Spørg borgeren, om klagen fastholdes." in later("genvurdering", "1", "--resultat", "delvist").stdout
    )
    later("genvurdering", "1", "--resultat", "fastholdt", "--den", "7.2.2025")
    later = appeal.at("2025-02-12T10:00")
    later(
        "genvurdering",
        "1",
        "--resultat",
        "fastholdt",
        "--oversendt",
        "Ankestyrelsen",
        "--truffet-af",
        "kommunen",
    )
    last = appeal.at("2025-06-03T10:00")
    said = last("genvurdering", "1", "--afgjort", "hjemvist", "--den", "i går").stdout
    assert said.endswith("Klageinstansen har hjemvist sagen: Afdelingen skal behandle den igen.\n")
    assert track(last) == {
        "case_no": "2025-0001", "complaint_kind": "realitet", "decided_by": "kommunen",
        "decision_received_on": "2025-01-22", "arrival": "brev", "guidance_given": "ja",
        "appeal_deadline_on": "2025-02-19", "reassess_due_on": "2025-02-19",
        # Said again five days later without a day: it happened when it happened.
        "reassess_result": "fastholdt", "reassessed_on": "2025-02-07",
        "forwarded_on": "2025-02-12", "appeal_body": "ankestyrelsen",
        "appeal_result": "hjemvist", "appeal_decided_on": "2025-06-02",
        "withdrawal_confirmed": False, "settled": True,
    }  # fmt: skip


def test_a_correction_moves_the_dates(appeal: Desk) -> None:
    """A known day goes before a computed one; what is the same again changes nothing."""
    appeal("genvurdering", "1", "--brev-dateret", "14.1.2025")
    said = appeal("genvurdering", "1", "--afgoerelse", "20.1.2025", "--json").stdout
    assert json.loads(said)["appeal_deadline_on"] == "2025-02-17"
    before = appeal.content()
    assert appeal("genvurdering", "1", "--afgoerelse", "20.1.2025").stdout == "Sag 2025-0001 er uændret.\n"
    assert appeal.content() == before
    corrected = appeal("ret", "1", "--modtaget", "i går kl. 9").stdout
    assert corrected.endswith("Afgørelsen skal genvurderes senest tirsdag 18. februar 2025.\n")
    assert track(appeal)["reassess_due_on"] == "2025-02-18"


def test_another_kind_keeps_what_was_noted(appeal: Desk) -> None:
    """A complaint that is no longer over a decision has no dates; what was noted comes back with the kind."""
    appeal("genvurdering", "1", "--afgoerelse", "20.1.2025")
    assert "er bevaret" in appeal("ret", "1", "--type", "formalitet").stdout
    assert appeal.case("1")["appeal"]["appeal_deadline_on"] is None
    assert "§ 66" in appeal.refused("genvurdering", "1", code=9)
    appeal("ret", "1", "--type", "blandet")
    assert track(appeal)["appeal_deadline_on"] == "2025-02-17"


def test_the_committees_decision_goes_straight_on(appeal: Desk) -> None:
    """Børne- og ungeudvalget's decision is not reassessed: § 66 is no hindrance, a result is refused."""
    said = appeal("genvurdering", "1", "--truffet-af", "boerne_og_ungeudvalget").stdout
    assert "direkte til Ankestyrelsen" in said
    assert "§§ 144-150" in appeal.refused("genvurdering", "1", "--resultat", "fastholdt", code=9)
    assert "direkte til Ankestyrelsen" in appeal.refused(*CLOSING, "ikke_medhold", code=9)
    appeal("genvurdering", "1", "--oversendt", "ankestyrelsen")
    appeal(*CLOSING, "oversendt_klageinstans")


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--afgoerelse", "14.1.2025", "--brev-dateret", "13.1.2025"), 2, "enten --afgoerelse eller"),
        (("--brev-dateret", "14.1.2025", "--ankomst", "digital_post"), 2, "samme dag"),
        (("--afgoerelse", "i morgen"), 2, "--afgoerelse: Det ligger i fremtiden"),
        (("--brev-dateret", "14.1.25"), 2, "--brev-dateret: "),
        (("--den", "14.1.2025"), 2, "--den bruges kun sammen med"),
        (("--resultat", "medhold", "--den", "20.1.2025"), 2, "før, klagen blev modtaget"),
        (("--resultat", "måske"), 2, "Genvurdering: Værdien kendes ikke."),
        (("--vejledning", "[red]\x1b[31m"), 2, "Klagevejledning givet: Værdien kendes ikke."),
        (("--ankomst", "'; drop table appeal"), 2, "Kom som: Værdien kendes ikke."),
        (("--oversendt", "ankestyrelsen"), 9, "§ 66"),
        (("--afgjort", "stadfæstet"), 2, "--oversendt"),
        (("--oversendt", "ingen", "--afgjort", "afvist"), 2, "--oversendt"),
        (("--json", "--plain"), 2, "kun ét format"),
        (("--resultat", "medhold", "--json", "--plain"), 2, "kun ét format"),
    ],
)
def test_what_is_refused(appeal: Desk, options: tuple[str, ...], code: int, said: str) -> None:
    """A refusal has its exit code and one sentence, and leaves the register as it was."""
    sentence = appeal.refused("genvurdering", "1", *options, code=code)
    assert said in sentence
    assert "\x1b" not in sentence


def test_no_such_case(appeal: Desk) -> None:
    """A number without a case ends with 3."""
    assert (
        appeal.refused("genvurdering", "7", code=3)
        == "Der er ingen sag 2025-0007. Se dem med klage liste --alle.\n"
    )


# --- nothing is swallowed --------------------------------------------------------------------------


def test_a_friendly_call_swallows_no_appeal(appeal: Desk) -> None:
    """What was said as "vi ser på det igen" is *genvurdering aftalt*; until something is settled, the case stays open."""
    appeal("opkald", "1", "--udfald", "talt_med", "--samtale", "fastholdt_genvurdering")
    assert (
        "Genvurdering aftalt med borgeren: onsdag 22. januar 2025 kl. 10.00\n"
        in appeal("genvurdering", "1").stdout
    )
    for outcome in ("medhold", "loest_i_dialog", "henlagt", "oversendt_klageinstans"):
        assert "§ 66" in appeal.refused(*CLOSING, outcome, code=9)
    assert "§ 13" not in appeal.refused("luk", "1", typed="møde\nmedhold\n", code=9)
    appeal("genvurdering", "1", "--resultat", "medhold")
    appeal(*CLOSING, "medhold")


def test_a_withdrawal_is_the_citizens_own(appeal: Desk) -> None:
    """Only a call in which the citizen confirmed it closes the case as withdrawn, whatever the result."""
    appeal("genvurdering", "1", "--resultat", "delvist_medhold")
    talk = ("opkald", "1", "--udfald", "talt_med", "--samtale")
    appeal.refused(*talk, "klage_lagt_ned", code=9)
    appeal.refused(*CLOSING, "delvist_medhold", code=9)
    appeal("genvurdering", "1", "--resultat", "medhold")
    assert "§ 13" in appeal.refused(*CLOSING, "trukket_tilbage", code=9)
    appeal(*talk, "klage_lagt_ned", "--bekraeftet", "--kl", "10.00")
    shown = appeal("genvurdering", "1").stdout
    assert "Klagen lagt ned: Bekræftet af borgeren\n" in shown
    assert "Sagen kan lukkes som trukket tilbage." in shown
    appeal(*CLOSING, "trukket_tilbage")


def test_a_blandet_complaint_has_two_outcomes(desk: Desk) -> None:
    """The closing holds what came of the formal part; the body's result is noted later, beside it."""
    desk.new("--type", "blandet")
    assert "§ 66" in desk.refused(*CLOSING, "loest_i_dialog", code=9)
    desk("genvurdering", "1", "--resultat", "fastholdt", "--oversendt", "ankestyrelsen")
    desk(*CLOSING, "loest_i_dialog")
    desk.at("2027-03-01T10:00")("genvurdering", "2026-0001", "--afgjort", "ændret")
    case = desk.case("1")
    assert (case["outcome"], case["appeal"]["appeal_result"]) == ("loest_i_dialog", "aendret")


def test_where_there_is_no_body(appeal: Desk) -> None:
    """A decision that nobody else can look at is noted as such, without a day, and can be closed."""
    assert "Fortæl borgeren det." in appeal("genvurdering", "1", "--oversendt", "ingen").stdout
    assert (track(appeal)["forwarded_on"], track(appeal)["settled"]) == (None, True)
    appeal(*CLOSING, "ikke_medhold")


def test_other_cases_close_as_before(desk: Desk) -> None:
    """A formal complaint, and one whose kind nobody has cleared up, know nothing of the track."""
    desk.new("--type", "formalitet")
    desk.new(text="To")
    desk(*CLOSING, "trukket_tilbage")
    desk("luk", "2", *CLOSING[2:], "loest_i_dialog")
