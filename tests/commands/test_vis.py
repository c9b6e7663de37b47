"""One case on one page, and as one JSON object."""

import json

import pytest

from klage.commands import vis
from klage.domain import fields
from klage.store import noted
from tests.desk import Desk, uncoloured


@pytest.fixture
def told(desk: Desk) -> Desk:
    """Return a desk with a case that has been called about, closed, reopened and closed again."""
    desk.new(
        "--tema", "vejledning:3", text="Sagen ligger stille.\nIngen ringer.", received_at="2026-11-18T10:00",
        citizen_name="Anna Åse", phone="20123456", department="Jobcenter", child_concern=True,
    )  # fmt: skip
    call = {"result": "talt_med", "concern": "Jeg er vred.", "agreement": "Vi ringer.", "owner": "Afdelingen"}
    desk("opkald", "1", "--udfald", "ikke_truffet", "--kl", "i går kl. 9")
    desk("opkald", "1", "--json", "-", stdin=json.dumps(call))
    desk(
        "luk",
        "1",
        "--metode",
        "moede",
        "--resultat",
        "henlagt",
        "--begrundelse",
        "-",
        stdin="Flyttet til Fyn.",
    )
    desk("genaabn", "1", "--begrundelse", "-", stdin="Anna kom igen.")
    return desk


def test_the_page(told: Desk) -> None:
    """At a terminal everything is there: the underretning on top, the story of the call, every call."""
    page = uncoloured(told.terminal("vis", "1", width=100).stdout)
    lines = [line.rstrip() for line in page.splitlines() if line]
    assert lines[0] == "Sag 2026-0001, åben"
    assert lines[1].startswith("  2026-0001: bekymring for et barn. Giv den nu videre som underretning til ")
    for part in (
        "Navn                 Anna Åse", "Telefon              20 12 34 56", "  Ingen ringer.",
        "Manglende eller forkert vejledning  Jobcenter, alvor 3 (høj)", "Jeg er vred.",
        "Borgeren skulle ringes op senest torsdag 19. november 2026 kl. 10.00. Der er talt med borgeren fredag",
        "Opkald 1 til borgeren: ikke truffet, torsdag 19. november 2026 kl. 09.00", "Flyttet til Fyn.",
        "fredag 20. november 2026 kl. 10.00, møde, henlagt", "Anna kom igen.",
    ):  # fmt: skip
        assert " ".join(part.split()) in " ".join(page.split())


def test_no_field_is_left_out(desk: Desk) -> None:
    """Whatever can be known of a complaint stands on the page once, and the gaps that matter are seen."""
    page = desk("vis", desk.new()).stdout
    for gap in ("Samtykke til kontakt med afdelingen", "Journalnr."):
        assert f"{gap}: ikke oplyst\n" in page
    places = [*vis.WHO, *vis.TEXTS, *vis.HANDLING]
    assert len({*places}) == len(places)
    assert {*places} <= {field.key for field in fields.COMPLAINT}
    values = {"recurrence": "gentagen", "urgency": "haster", "contact_type": "vejledning"}
    page = desk("vis", desk.new(text="To", **values)).stdout
    for shown in ("Gentagelse: Gentagen", "Hast: Haster", "Henvendelsestype: Vejledning"):
        assert f"{shown}\n" in page


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (None, "senest lørdag 21. november 2026 kl. 10.00. Der er ikke ringet endnu. Ring, så snart du kan.\n"),
        ("lørdag kl. 12", "Der var aftalt et opkald lørdag 21. november 2026 kl. 12.00; ring, så snart du kan.\n"),
    ],
)  # fmt: skip
def test_what_is_late_is_said_without_a_stopwatch(desk: Desk, call: str | None, said: str) -> None:
    """A deadline or an agreed call that has passed: what was promised, and what to do."""
    desk.new()
    if call:
        desk("opkald", "1", "--udfald", "ring_igen", "--ring-igen", call)
    assert said in desk.at("2026-11-23T09:00")("vis", "1").stdout


def test_the_next_step_stands_before_the_story(desk: Desk) -> None:
    """Who takes over reads first what the citizen is promised, also when the case is closed."""
    desk.new()
    assert "Lovet borgeren\n  Der er ikke aftalt et næste skridt.\n" in desk("vis", "1").stdout
    desk("opkald", "1", "--udfald", "talt_med", "--senest", "25.11.2026", "--ansvarlig", "leder")
    desk("opkald", "1", "--udfald", "besked_lagt")
    step = "\nLovet borgeren\nSenest onsdag 25. november 2026: leder, åben\n"
    page = desk("vis", "1").stdout
    assert page.index(step) < page.index("Opkald 1 til borgeren")
    desk("luk", "1", "--metode", "moede", "--resultat", "medhold")
    assert step in desk("vis", "1").stdout


def test_a_concern_that_is_passed_on_says_so(told: Desk) -> None:
    """The top line then says when, and no longer what to do."""
    passed_on = json.dumps({"concern_passed_on_at": "2026-11-20T09:30"})
    told("ret", "1", "--json", "-", stdin=passed_on)
    top = told("vis", "1").stdout.splitlines()[2]
    assert top == "  Bekymring for et barn: givet videre som underretning fredag 20. november 2026 kl. 09.30."


def test_a_pipe_gets_no_person(told: Desk) -> None:
    """Off a terminal nothing that may identify the citizen is shown, unless it is asked for."""
    plain, json_text = told("vis", "1").stdout, told("vis", "1", "--json").stdout
    for private in ("Anna", "20 12", "20123456", "stille", "vred", "ringer", "Fyn"):
        assert private not in plain
        assert private not in json_text
        assert (
            private
            in told("vis", "1", "--med-navne").stdout + told("vis", "1", "--json", "--med-navne").stdout
        )
    assert "Afdeling: Jobcenter\n" in plain


@pytest.mark.parametrize(
    ("happened", "story"),
    [
        ((), "skal ringes op senest lørdag 21. november 2026 kl. 10.00 (om 1 dag). Der er ikke ringet endnu.\n"),
        ((("--udfald", "besked"),), "(om 1 dag). Der er ringet 1 gang, uden at borgeren er truffet.\n"),
        ((("--udfald", "talt_med"),), "Der er talt med borgeren fredag 20. november 2026 kl. 10.00.\n"),
        ((("--udfald", "intet_nummer"),), "Der er ikke ringet endnu. Borgeren skal have svar på skrift.\n"),
        ((("--udfald", "ring_igen", "--ring-igen", "mandag kl. 9"),), "Aftalt opkald mandag 23. november"),
    ],
)  # fmt: skip
def test_the_story_of_the_promise(desk: Desk, happened: tuple[tuple[str, ...], ...], story: str) -> None:
    """What was promised, what has been done, and what is still to do."""
    desk.new()
    for call in happened:
        desk("opkald", "1", *call)
    assert story in desk("vis", "1").stdout


def test_outside_the_promise_and_closed(desk: Desk) -> None:
    """A case that is not covered says so; a closed one says when it was closed."""
    desk.new(contact_type="vejledning")
    desk("luk", "1", "--metode", "orientering", "--resultat", "loest_i_dialog")
    page = desk("vis", "1").stdout
    assert page.startswith("Sag 2026-0001, afsluttet fredag 20. november 2026 kl. 10.00\n")
    assert "Sagen er ikke omfattet af ordningen.\n" in page


def test_plain_at_a_terminal(told: Desk) -> None:
    """--plain and KLAGE_PLAIN=1 give labels and values to be read aloud, with the names."""
    for shown in (
        told.terminal("vis", "1", "--plain"),
        told("vis", "1", terminal=True, env={"KLAGE_PLAIN": "1"}),
    ):
        assert "Navn: Anna Åse.\n" in shown.stdout
        assert "\x1b" not in shown.stdout


def test_cases_that_belong_together(desk: Desk) -> None:
    """The related case and those of the same phone number are named."""
    desk.new(phone="20123456")
    desk.new(text="To", phone="20123456", related_case="1")
    page = desk.terminal("vis", "2").stdout
    assert "Samme telefonnummer 2026-0001" in " ".join(uncoloured(page).split())
    assert desk.case("2")["related_case"] == "2026-0001"


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("99",), 3, "Der er ingen sag 2026-0099."),
        (("abc",), 2, "Et sagsnummer skrives som 2026-0042 eller blot 42 for årets sager."),
        (("1", "--json", "--plain"), 2, "Vælg kun én af --json, --csv, --plain og --notat."),
        ((), 2, "NR mangler: sagens nummer, fx 42 eller 2026-0042."),
        (("1", "2"), 2, "for meget"),
    ],
)
def test_what_is_refused(desk: Desk, args: tuple[str, ...], code: int, said: str) -> None:
    """A refusal has its exit code and its sentence."""
    desk.new()
    assert said in desk.refused("vis", *args, code=code)


def test_a_part_that_waits_is_asked_for() -> None:
    """A part of a kind that the register is never asked about would never be shown."""
    waiting = {part.kind for part in vis.SECTIONS if isinstance(part, vis.Later)}
    assert waiting == {*noted.KINDS, "merged_away"}
