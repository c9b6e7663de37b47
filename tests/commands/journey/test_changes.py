"""Noting, correcting and removing events of a klagerejse: asked, by options, or as JSON."""

import json
from typing import Any

import pytest

from tests.desk import Desk
from tests.output.samples import HOSTILE

OPTIONS = (
    "--den", "3.3.2025", "--kilde", "akter", "--fase", "ansøgning", "--aktør", "leder", "--enhed", "ydelse",
    "--kanal", "e-mail", "--overdragelse", "--ny-sagsbehandler", "--oplevelse=-2", "--årsag", "kapacitet",
)  # fmt: skip
AS_NOTED = {
    "number": 1, "occurred_on": "2025-03-03", "approx": False, "source": "akter", "stage": "ansoegning",
    "what": "Ingen ringede.", "actor": "leder", "unit": "Ydelse", "channel": "e_mail", "handover": True,
    "new_caseworker": True, "experience": -2, "experience_words": None, "cause": "kapacitet",
}  # fmt: skip
LITTLE: dict[str, Any] = {"occurred_on": "maj 2025", "source": "borger", "what": "Ingen ringede."}


@pytest.fixture
def case(desk: Desk) -> Desk:
    """Return a desk with a case about Ydelse, received today."""
    desk.new(department="Ydelse", citizen_name="Anna")
    return desk


def events(desk: Desk) -> list[dict[str, Any]]:
    """Return the events of case 1 with everything in them."""
    found: list[dict[str, Any]] = json.loads(desk("rejse", "1", "--json", "--med-navne").stdout)["events"]
    return found


def note(desk: Desk, *many: dict[str, object]) -> None:
    """Note events on case 1."""
    desk("rejse", "1", "--ny", "--json", "-", stdin=json.dumps(many))


# --- noting ----------------------------------------------------------------------------------------


def test_an_event_by_options(case: Desk) -> None:
    """Everything but the text is an option; what was understood is said back with the weekday."""
    answer = case("rejse", "1", "--ny", *OPTIONS, "--haendelse", "-", stdin="Ingen ringede.\n")
    assert answer.stdout == ("Hændelsen er noteret på sag 2026-0001: mandag 3. marts 2025, ifølge akterne.\n")
    assert answer.stderr == ""
    assert events(case) == [AS_NOTED]


def test_an_event_by_questions(case: Desk) -> None:
    """All is asked for; a day that cannot be and a slip in a unit's name are asked about again."""
    typed = "i morgen\nmaj 2025\n\nIngen ringede.\n\nansøgning\nleder\nj\nj\nYdelsen\n4\nmeget dårlig\nØv.\nkapacitet\nj\nn\n"
    answer = case.terminal("rejse", "1", "--ny", typed=typed)
    assert "Sag 2026-0001: Anna, Ydelse.\n" in answer.stderr
    assert "Det ligger i fremtiden" in answer.stderr
    assert "Mente du Ydelse?" in answer.stdout
    assert "Hændelsen er noteret på sag 2026-0001: ca. 1. maj 2025, ifølge borgeren.\n" in answer.stdout
    assert events(case) == [
        {
            **AS_NOTED,
            "occurred_on": "2025-05-01",
            "approx": True,
            "source": "borger",
            "experience_words": "Øv.",
        }
    ]


def test_enter_is_an_answer_to_all_but_day_and_text(case: Desk) -> None:
    """What is not known stays open; the next event is asked about when there is one."""
    nothing = "\n" * 9
    typed = f"2024\n\nFørst.\n\n{nothing}j\ni går\nakter\nSå.\n\n{nothing}\n"
    case.terminal("rejse", "1", "--ny", typed=typed)
    first, second = events(case)
    assert [first["what"], first["approx"], second["what"], second["source"]] == [
        "Først.",
        True,
        "Så.",
        "akter",
    ]
    assert [first[key] for key in ("stage", "unit", "experience", "experience_words", "cause")] == [None] * 5
    assert not first["handover"]


def test_options_are_not_asked_about_again(case: Desk) -> None:
    """With day and account given, only what happened is asked; a wrong option is told before that."""
    given = ("--den", "i går", "--kilde", "borger")
    answer = case.terminal("rejse", "1", "--ny", *given, typed="Ingen ringede.\n\n")
    assert "Hvem fortæller" not in answer.stderr
    more = ("--ny", "--haendelse", "-", "--overdragelse", "--kilde", "akter")
    answer = case.terminal("rejse", "1", *more, typed="Sendt.\n\ni går\n\n\nn\n\n\n\n\n\n")
    assert "Hvilken enhed fik sagen" in answer.stdout
    assert [event["source"] for event in events(case)] == ["borger", "akter"]
    result = case.refused("rejse", "1", "--ny", "--fase", "xyz", typed="i går\n", code=2)
    assert "Hvornår skete det" not in result


def test_no_new_unit_is_a_slip(case: Desk) -> None:
    """A name that is like another's may still be a new one; it is said."""
    typed = "i går\n\nx\n\n\n\n\n\nYdelsen\n\n\n\n\nn\nn\n"
    answer = case.terminal("rejse", "1", "--ny", typed=typed)
    assert "Ny enhed: Ydelsen.\n" in answer.stderr
    assert events(case)[0]["unit"] == "Ydelsen"
    assert "Ydelsen" not in case("kontor", "afdelinger").stdout


@pytest.mark.parametrize(
    "order", [("1", "--ny", "--json", "-"), ("--ny", "--json", "-", "1"), ("1", "--ny", "--json")]
)
def test_a_whole_journey_at_once(case: Desk, order: tuple[str, ...]) -> None:
    """A list of objects is one change; the dash of ``--json -`` may stand wherever it falls."""
    many = [{**LITTLE, "what": text, "occurred_on": day} for text, day in (("b", "i går"), ("a", "maj 2025"))]
    answer = case("rejse", *order, stdin=json.dumps(many))
    assert answer.stdout == (
        "2 hændelser er noteret på sag 2026-0001, fra ca. 1. maj 2025 til torsdag 19. november 2026.\n"
    )
    assert [event["what"] for event in events(case)] == ["a", "b"]


def test_options_hold_for_every_object(case: Desk) -> None:
    """One account's events need not say in each whose they are."""
    few = [{"occurred_on": "i går", "what": "a"}, {"occurred_on": "i går", "what": "b"}]
    case("rejse", "1", "--ny", "--kilde", "akter", "--json", "-", stdin=json.dumps(few))
    assert [event["source"] for event in events(case)] == ["akter", "akter"]


def test_noting_twice_is_noting_once(case: Desk) -> None:
    """After a crash the same line may be run again; what differs is another event."""
    note(case, LITTLE)
    again = case("rejse", "1", "--ny", "--json", "-", stdin=json.dumps(LITTLE))
    assert again.stdout == "1 hændelse stod der i forvejen og er ikke noteret igen.\n"
    mixed = case(
        "rejse", "1", "--ny", "--json", "-", stdin=json.dumps([LITTLE, {**LITTLE, "source": "akter"}])
    )
    assert mixed.stdout.endswith("ifølge akterne.\n1 hændelse stod der i forvejen og er ikke noteret igen.\n")
    assert len(events(case)) == 2


def test_cpr_numbers_are_masked(case: Desk) -> None:
    """In what happened, in the citizen's words and in the name of a unit; said, and kept on request."""
    cpr = {**LITTLE, "what": "Om 010190-1234.", "experience_words": "0101901234", "unit": "Sag 010190 1234"}
    answer = case("rejse", "1", "--ny", "--json", "-", stdin=json.dumps(cpr))
    assert answer.stderr.count("De sidste fire cifre er skjult") == 3
    (event,) = events(case)
    assert [event[key] for key in ("what", "experience_words", "unit")] == [
        "Om 010190-XXXX.", "010190-XXXX", "Sag 010190-XXXX",
    ]  # fmt: skip
    case("rejse", "1", "--ret", "1", "--haendelse", "-", "--behold-tal", stdin="Faktura 010190-1234.")
    assert events(case)[0]["what"] == "Faktura 010190-1234."


def test_what_is_noted_can_be_found(case: Desk) -> None:
    """By what happened, by the citizen's words and by the unit, also after the case is corrected."""
    note(case, {**LITTLE, "experience_words": "En mur.", "unit": "Havnsø"})
    case("ret", "1", "--journalnr", "26/1")
    for word in ("ringede", "mur", "havnsoe"):
        assert case("soeg", "-", stdin=word).stdout.startswith("2026-0001\t"), word


@pytest.mark.parametrize(
    "hostile", [text for text in HOSTILE if text.strip() and "\0" not in text and "\ud800" not in text]
)
def test_hostile_text_is_data(case: Desk, hostile: str) -> None:
    """It comes back as it was written, and no terminal obeys it."""
    note(case, {**LITTLE, "what": hostile, "experience_words": hostile})
    assert events(case)[0]["what"] == hostile.strip()
    for shown in (case.terminal("rejse", "1").stdout, case.terminal("vis", "1").stdout):
        assert "\x1b[2J" not in shown
        assert "\x1b]8" not in shown


def test_a_journey_may_be_told_of_a_closed_case(case: Desk) -> None:
    """The analysis comes after the complaint."""
    case("luk", "1", "--metode", "moede", "--resultat", "medhold")
    note(case, LITTLE)
    assert len(events(case)) == 1


def test_what_cannot_be_noted_is_refused(case: Desk) -> None:
    """Nothing is saved of a journey of which one event cannot be read, and the sentence says which."""
    for wrong, sentence in (
        ({"occurred_on": "21.11.2026"}, "Dato: Det ligger i fremtiden"),
        ({"source": None}, "Kilde: mangler."),
        ({"what": " "}, "Hændelse: mangler."),
        ({"experience": 3}, "Skriv et tal fra -2"),
        ({"unit": "!!!"}, "mindst ét bogstav"),
        ({"dato": "i går"}, "Et felt kendes ikke"),
    ):
        said = case.refused(
            "rejse", "1", "--ny", "--json", "-", stdin=json.dumps([LITTLE, LITTLE | wrong]), code=2
        )
        assert said.startswith("Hændelse 2: ")
        assert sentence in said
    alone = case.refused(
        "rejse", "1", "--ny", "--json", "-", stdin=json.dumps(LITTLE | {"source": "x"}), code=2
    )
    assert alone.startswith("Kilde: ")
    for text in ("", "[]", "3", '["x"]', "{", "[" * 100_000):
        case.refused("rejse", "1", "--ny", "--json", "-", stdin=text, code=2)


def test_off_a_terminal_nothing_is_asked(case: Desk) -> None:
    """Day, account and text are named where they are missing; text is never an argument."""
    needed = {"--den": "i går", "--kilde": "borger", "--haendelse": "-"}
    for left_out in needed:
        given = [part for option, value in needed.items() if option != left_out for part in (option, value)]
        said = case.refused("rejse", "1", "--ny", *given, stdin="x", code=2)
        assert left_out in said
        assert "klage ikke spørge" in said
    for args in (
        ("--haendelse", "Anna ringede"),
        ("--ord", "Øv"),
        ("--haendelse", "-", "--ord", "-"),
        ("--haendelse", "-", "--json", "-"),
        ("--haendelse", "-", "--oplevelse", "3"),
        ("--haendelse", "-", "--oplevelse", "meget"),
    ):
        case.refused("rejse", "1", "--ny", "--den", "i går", "--kilde", "borger", *args, stdin="x", code=2)


@pytest.mark.parametrize(
    "typed", [("--oplevelse=-2",), ("--oplevelse", "-2"), ("--oplevelse", "meget_daarlig")]
)
def test_an_experience_is_typed_in_three_ways(case: Desk, typed: tuple[str, ...]) -> None:
    """A number below zero looks like an option, and is none."""
    case(
        "rejse", "1", "--ny", "--den", "maj 2025", "--kilde", "borger", "--haendelse", "-", *typed, stdin="x"
    )
    assert events(case)[0]["experience"] == -2


# --- correcting ------------------------------------------------------------------------------------


def test_a_correction_by_options(case: Desk) -> None:
    """Only what is named changes; where the event has moved to is said."""
    note(case, LITTLE, {**LITTLE, "occurred_on": "i går", "what": "Så."})
    answer = case("rejse", "1", "--ret", "1", "--den", "i dag", "--ingen-overdragelse", "--kilde", "akter")
    assert answer.stdout == (
        "Hændelse 1 på sag 2026-0001 er rettet (dato, usikker dato og kilde): "
        "fredag 20. november 2026, ifølge akterne.\nDen er nu hændelse 2.\n"
    )
    case("rejse", "1", "--ret", "1", "--ca")
    case("rejse", "1", "--ret", "1", "--ord", "-", stdin="Øv.")
    first, second = events(case)
    assert (first["what"], first["approx"], first["experience_words"]) == ("Så.", True, "Øv.")
    assert (second["what"], second["approx"], second["source"]) == ("Ingen ringede.", False, "akter")


def test_a_correction_by_json(case: Desk) -> None:
    """What is null is emptied; what cannot be empty is refused."""
    note(case, {k: v for k, v in AS_NOTED.items() if k != "number"})
    answer = case("rejse", "1", "--ret", "1", "--json", "-", stdin='{"experience": null, "unit": null}')
    assert "(enhed og borgerens oplevelse)" in answer.stdout
    assert (events(case)[0]["experience"], events(case)[0]["unit"]) == (None, None)
    again = case("rejse", "1", "--ret", "1", "--json", "-", stdin='{"experience": null}')
    assert again.stdout == "Hændelse 1 på sag 2026-0001 er uændret.\n"
    for wrong in ('{"what": null}', '{"source": ""}', '{"occurred_on": null}', "[]", '{"number": 2}'):
        case.refused("rejse", "1", "--ret", "1", "--json", "-", stdin=wrong, code=2)


@pytest.mark.parametrize(
    ("answers", "key", "value"),
    [
        ("dato\nmaj 2024\n", "occurred_on", "2024-05-01"),
        ("kilde\nborger\n", "source", "borger"),
        ("hændelse\nNoget andet.\n\n", "what", "Noget andet."),
        ("enhed\nydelse\n", "unit", "Ydelse"),
        ("enhed\n-\n", "unit", None),
        ("overdragelse\nn\n", "handover", False),
        ("borgerens oplevelse\ngod\n", "experience", 1),
        ("borgerens ord\nDejligt.\n\n", "experience_words", "Dejligt."),
        ("årsag\nforventning\n", "cause", "forventning"),
    ],
)
def test_a_correction_by_questions(case: Desk, answers: str, key: str, value: object) -> None:
    """Which field, what stands there, and what it should be."""
    before = {k: v for k, v in AS_NOTED.items() if k != "number"}
    note(case, {**before, "unit": "Havnsø"})
    case.terminal("rejse", "1", "--ret", "1", typed=answers)
    found = events(case)[0]
    assert found[key] == value
    changed = {k for k, v in found.items() if v != {**AS_NOTED, "unit": "Havnsø"}[k]}
    assert changed <= {key, "approx"}


@pytest.mark.parametrize(
    "answers", ["\n", "dato\n\n", "kilde\n\n", "enhed\n\n", "hændelse\n\n", "borgerens oplevelse\n\n"]
)
def test_enter_corrects_nothing(case: Desk, answers: str) -> None:
    """What stands there is kept, and said to be as it was."""
    note(case, {k: v for k, v in AS_NOTED.items() if k != "number"})
    answer = case.terminal("rejse", "1", "--ret", "1", typed=answers)
    assert answer.stdout.endswith("Hændelse 1 på sag 2026-0001 er uændret.\n")


def test_what_is_not_there_cannot_be_corrected(case: Desk) -> None:
    """Neither an event nor, off a terminal, a correction that is not named."""
    said = case.refused("rejse", "1", "--ret", "1", "--kilde", "akter", code=3)
    assert said == "Der er ingen hændelse 1 i sag 2026-0001; der er 0 hændelser.\n"
    note(case, LITTLE)
    case.refused("rejse", "1", "--ret", "2", "--kilde", "akter", code=3)
    case.refused("rejse", "1", "--ret", "1", code=2)
    case.refused("rejse", "1", "--ret", "1", "--kilde", "naboen", code=2)


# --- removing --------------------------------------------------------------------------------------


def test_an_event_is_removed(case: Desk) -> None:
    """By its number; the others keep their order, and the search no longer finds it."""
    note(case, LITTLE, {**LITTLE, "occurred_on": "i går", "what": "Brev."})
    answer = case("rejse", "1", "--slet", "1")
    assert answer.stdout == (
        "Hændelse 1 på sag 2026-0001 er slettet: ca. 1. maj 2025, ifølge borgeren. "
        "Den står stadig i historikken.\n"
    )
    assert [event["what"] for event in events(case)] == ["Brev."]
    assert case("soeg", "-", stdin="ringede").stdout == ""
    case.refused("rejse", "1", "--slet", "2", code=3)


def test_ctrl_c_says_what_is_saved(case: Desk) -> None:
    """An interview that is broken off keeps the events that were finished."""
    typed = "2024\n\nFørst.\n\n" + "\n" * 9 + "j\ni går\n"
    result = case.terminal("rejse", "1", "--ny", typed=typed, code=130)
    assert result.stderr.endswith("\nAfbrudt. Ændringen er gemt.\n")
    assert [event["what"] for event in events(case)] == ["Først."]
