"""One case on one page, and as one JSON object."""

import json

import pytest

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
    assert lines[:2] == [
        "Sag 2026-0001, åben",
        "  Bekymring for et barn: giv den videre som underretning (barnets lov §§ 136-137).",
    ]
    for part in (
        "Navn                 Anna Åse", "Telefon              20 12 34 56", "  Ingen ringer.",
        "Manglende eller forkert vejledning  Jobcenter, alvor 3 (høj)", "Jeg er vred.",
        "Borgeren skulle ringes op senest torsdag 19. november 2026 kl. 10.00. I talte sammen fredag 20.",
        "Opkald 1 til borgeren: ikke truffet, torsdag 19. november 2026 kl. 09.00", "Flyttet til Fyn.",
        "fredag 20. november 2026 kl. 10.00, møde, henlagt", "Anna kom igen.",
    ):  # fmt: skip
        assert " ".join(part.split()) in " ".join(page.split())


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
        ((), "senest lørdag 21. november 2026 kl. 10.00. Der er ikke ringet endnu. Ring senest lørdag"),
        ((("--udfald", "besked"),), "Du har ringet 1 gang uden at få fat i borgeren. Ring senest"),
        ((("--udfald", "talt_med"),), "I talte sammen fredag 20. november 2026 kl. 10.00.\n"),
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
        assert "Navn: Anna Åse\n" in shown.stdout
        assert "\x1b" not in shown.stdout


def test_cases_that_belong_together(desk: Desk) -> None:
    """The related case and those of the same phone number are named."""
    desk.new(phone="20123456")
    desk.new(text="To", phone="20123456", related_case="1")
    page = desk.terminal("vis", "2").stdout
    assert " ".join(uncoloured(page).split()).endswith("Samme telefonnummer 2026-0001")
    assert desk.case("2")["related_case"] == "2026-0001"


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("99",), 3, "Der er ingen sag 2026-0099."),
        (("abc",), 2, "Et sagsnummer skrives som 2026-0042 eller blot 42 for årets sager."),
        (("1", "--json", "--plain"), 2, "Vælg kun ét format"),
        ((), 2, "NR mangler."),
        (("1", "2"), 2, "for meget"),
    ],
)
def test_what_is_refused(desk: Desk, args: tuple[str, ...], code: int, said: str) -> None:
    """A refusal has its exit code and its sentence."""
    desk.new()
    assert said in desk.refused("vis", *args, code=code)
