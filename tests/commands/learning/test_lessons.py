"""``klage laering ny`` and ``ret``: a lesson from cases, proposed where it can be, and never about a person."""

import json

import pytest

from tests.cli import assert_danish
from tests.commands.lesson_runs import HAPPENED, lesson, office, shown
from tests.desk import Desk

NO_PERSON = "Læring handler om arbejdsgange, ikke om personer."


@pytest.fixture
def learning(desk: Desk) -> Desk:
    """Return a desk with three cases and an ambassador."""
    return office(desk)


# --- ny --------------------------------------------------------------------------------------------


def test_a_lesson_from_two_cases(learning: Desk) -> None:
    """Theme, department and stage are proposed from the cases, and that is said."""
    answer = learning("læring", "ny", "1", "2", "1", "--årsag", "arbejdsgang", "--hvad", "-", stdin=HAPPENED)
    assert answer.stderr == ""
    assert answer.stdout.splitlines() == [
        "Læringspunkt 1 er skrevet ud fra sag 2026-0001 og 2026-0002.",
        "Visitationen. Manglende svar / kan ikke få kontakt. Opfølgning.",
        "Foreslået ud fra sagerne: tema, afdeling og fase. Ret det med klage laering ret 1.",
        "Notér, hvad der skal gøres, med klage laering handling 1.",
    ]
    assert_danish(answer.stdout)
    found = shown(learning)
    assert found == {
        "lesson_no": 1, "formulated_on": "2026-11-20", "observation": HAPPENED, "cause": "arbejdsgang",
        "insight": None, "level": "afdeling", "department": "Visitationen", "theme": "manglende_svar",
        "process_stage": "opfoelgning", "eye_level": None, "expectations_agreed": None, "words": None,
        "words_approved_on": None, "withdrawn_on": None,
        "cases": [{"case_no": "2026-0001", "feedback_given_on": None},
                  {"case_no": "2026-0002", "feedback_given_on": None}],
        "actions": [],
    }  # fmt: skip


def test_what_is_given_is_not_proposed(learning: Desk) -> None:
    """Options and JSON go before the cases; a new department is said aloud."""
    given = ("--tema", "vejledning", "--afdeling", "Borgerservice", "--fase", "ansoegning", "--niveau",
             "forvaltning", "--oejenhoejde", "delvist", "--forventning", "nej", "--den", "i går")  # fmt: skip
    answer = learning("learning", "add", "1", *given, "--laering", "-", "--json", "-", stdin="{}", code=2)
    assert "Kun én ting" in answer.stderr
    answer = learning(
        "learning", "add", "1", *given, "--json", "-", stdin=json.dumps({"observation": HAPPENED})
    )
    assert answer.stderr == "Ny afdeling: Borgerservice.\n"
    assert "Foreslået" not in answer.stdout
    found = shown(learning)
    assert (found["theme"], found["department"], found["process_stage"]) == (
        "vejledning",
        "Borgerservice",
        "ansoegning",
    )
    assert (found["level"], found["eye_level"], found["expectations_agreed"]) == (
        "forvaltning",
        "delvist",
        "nej",
    )
    assert found["formulated_on"] == "2026-11-19"


def test_at_a_terminal_the_rest_is_asked_for(learning: Desk) -> None:
    """Seed S2's two questions among them; Enter takes what the case proposes."""
    typed = f"{HAPPENED}\n\narbejdsgang\nBrug telefonlisten.\n\n\n\n\ndelvist\nnej\n"
    answer = learning.terminal("laering", "ny", "1", typed=typed)
    for question in (
        "Hvad skete der?", "bagvedliggende årsag", "Hvad lærer vi", "[Manglende svar", "Afdeling [Visitationen]",
        "[Opfølgning]", "mødt i øjenhøjde?", "forventningerne afstemt",
    ):  # fmt: skip
        assert question in answer.stderr + answer.stdout
    found = shown(learning)
    assert (found["cause"], found["insight"]) == ("arbejdsgang", "Brug telefonlisten.")
    assert (found["theme"], found["department"]) == ("manglende_svar", "Visitationen")
    assert (found["eye_level"], found["expectations_agreed"]) == ("delvist", "nej")


def test_a_name_typed_at_a_terminal_loses_nothing(learning: Desk) -> None:
    """The text is asked for again, with the reason, and what was typed before stands."""
    typed = f"1 2\nAnna ventede forgæves.\n\n{HAPPENED}\n\n\n\n\n\n\n\n\n\n"
    answer = learning.terminal("laering", "ny", typed=typed)
    assert "Hvilke sager?" in answer.stderr + answer.stdout
    assert NO_PERSON in " ".join(answer.stderr.split())
    assert shown(learning)["observation"] == HAPPENED
    assert len(shown(learning)["cases"]) == 2


@pytest.mark.parametrize(
    ("line", "stdin", "code", "said"),
    [
        (("1", "--hvad", "-"), "Anna Åse fik ikke svar.", 9, NO_PERSON),
        (("1", "2", "--hvad", "-"), "Breve til Lind blev glemt.", 9, NO_PERSON),
        (("1", "--hvad", "-"), "", 2, "Skriv, hvad der skete"),
        (("1",), "", 2, "Skriv, hvad der skete"),
        ((), "", 2, "Skriv sagernes numre"),
        (("9", "--hvad", "-"), HAPPENED, 3, "Der er ingen sag 2026-0009."),
        (("1", "--hvad", "Anna kom"), "", 2, "hører ikke til på kommandolinjen"),
        (("1", "--aarsag", "vejret", "--hvad", "-"), HAPPENED, 2, "Årsag: Værdien kendes ikke."),
        (("1", "--niveau", "medarbejder", "--hvad", "-"), HAPPENED, 2, "Niveau: Værdien kendes ikke."),
        (("1", "--den", "i morgen", "--hvad", "-"), HAPPENED, 2, "Formuleret: "),
        (("1", "--json", "-"), '{"observation": "x", "navn": "Anna"}', 2, "Et felt kendes ikke."),
    ],
)  # fmt: skip
def test_what_is_refused(learning: Desk, line: tuple[str, ...], stdin: str, code: int, said: str) -> None:
    """A refusal has its exit code and one Danish sentence without a name, and changes nothing."""
    sentence = learning.refused("laering", "ny", *line, stdin=stdin, code=code)
    assert said in sentence
    assert_danish(sentence)
    assert "Anna" not in sentence


def test_a_case_without_a_department_needs_one_or_a_higher_level(learning: Desk) -> None:
    """A lesson of a department says which."""
    number = learning.new(text="Uden afdeling.")
    assert "Afdelingen mangler" in learning.refused(
        "laering", "ny", number, "--hvad", "-", stdin=HAPPENED, code=2
    )
    learning("laering", "ny", number, "--niveau", "kommune", "--hvad", "-", stdin=HAPPENED)
    assert shown(learning)["department"] is None


def test_a_merged_case_is_worked_on_under_the_oldest(learning: Desk) -> None:
    """As everywhere."""
    learning("sammenlaeg", "1", "2", "--ja")
    assert "2026-0001" in learning.refused("laering", "ny", "2", "--hvad", "-", stdin=HAPPENED, code=9)


def test_a_retired_theme_is_not_used_again(learning: Desk) -> None:
    """Neither for a lesson nor for a new complaint; what stands already keeps its own."""
    learning("kontor", "temaer", "--nedlaeg", "manglende_svar")
    content = json.dumps({"observation": HAPPENED, "theme": "manglende_svar"})
    for line, stdin in (
        (("laering", "ny", "1", "--tema", "manglende_svar", "--hvad", "-"), HAPPENED),
        (("laering", "ny", "1", "--json", "-"), content),
        (("ny", "--tema", "manglende_svar:2", "--tekst", "-"), "Ingen svarer."),
    ):
        assert "Temaet er nedlagt." in learning.refused(*line, stdin=stdin, code=9)
    lesson(learning, "1")
    assert shown(learning)["theme"] is None
    assert learning.case("1")["points"][0]["theme"] == "manglende_svar"


def test_hostile_text_is_data(learning: Desk) -> None:
    """It is kept as it is, shown harmless, and a CPR number in it is masked and said."""
    text = "\x1b[2J[bold]'); drop table lesson; -- 010203-1234"
    said = learning("laering", "ny", "1", "--hvad", "-", stdin=text)
    assert "Hvad der skete: Der stod et tal" in said.stderr
    assert shown(learning)["observation"] == text.replace("1234", "XXXX")
    assert "\x1b[2J" not in learning.terminal("laering", "vis", "1").stdout
    learning("laering", "ny", "1", "--hvad", "-", "--behold-tal", stdin="010203-1234")
    assert shown(learning, 2)["observation"] == "010203-1234"


# --- ret -------------------------------------------------------------------------------------------


def test_a_correction(learning: Desk) -> None:
    """What is given is changed and said; what was stands in the history; the same again is unchanged."""
    lesson(learning, "1", cause="arbejdsgang")
    line = ("laering", "ret", "1", "--aarsag", "kapacitet", "--tema", "", "--laering", "-")
    answer = learning(*line, stdin="Sæt en afløser på.")
    assert answer.stdout == "Læringspunkt 1 er rettet: årsag, læring og tema.\n"
    found = shown(learning)
    assert (found["cause"], found["theme"], found["insight"]) == ("kapacitet", None, "Sæt en afløser på.")
    assert learning(*line, stdin="Sæt en afløser på.").stdout == "Læringspunkt 1 er uændret.\n"
    assert (
        learning("laering", "ret", "1", "--afdeling", "Ny Afdeling").stderr == "Ny afdeling: Ny Afdeling.\n"
    )


@pytest.mark.parametrize(
    ("line", "stdin", "code", "said"),
    [
        (("1",), "", 2, "Skriv, hvad der skal rettes"),
        (("1", "--hvad", "-"), " ", 2, "Hvad der skete: kan ikke være tom."),
        (("1", "--niveau", ""), "", 2, "Niveau: kan ikke være tom."),
        (("1", "--afdeling", ""), "", 2, "Afdelingen mangler"),
        (("1", "--laering", "-"), "Ring til Anna.", 9, NO_PERSON),
        (("1", "--tema", "aktindsigt"), "", 9, "Temaet er nedlagt."),
        (("7", "--aarsag", "kapacitet"), "", 3, "Der er intet læringspunkt 7."),
    ],
)
def test_a_correction_that_is_refused(
    learning: Desk, line: tuple[str, ...], stdin: str, code: int, said: str
) -> None:
    """It changes nothing."""
    lesson(learning, "1")
    learning("kontor", "temaer", "--nedlaeg", "aktindsigt")
    assert said in learning.refused("laering", "ret", *line, stdin=stdin, code=code)


@pytest.mark.parametrize(
    ("typed", "key", "value"),
    [
        ("niveau\nkommune\n", "level", "kommune"),
        ("tema\nvejledning\n", "theme", "vejledning"),
        ("læring\nSkriv navnet på.\n\n", "insight", "Skriv navnet på."),
        ("afdeling\nYdelse\n", "department", "Ydelse"),
        ("afdeling\n\n", "department", "Visitationen"),
        ("\n", "cause", None),
        ("årsag\n\n", "cause", None),
    ],
)
def test_a_correction_at_a_terminal(learning: Desk, typed: str, key: str, value: str | None) -> None:
    """It asks which field, and what it should be; Enter keeps what stands there."""
    lesson(learning, "1")
    learning.terminal("laering", "ret", "1", typed=typed)
    assert shown(learning)[key] == value


def test_a_lesson_comes_from_a_case(learning: Desk) -> None:
    """Also at a terminal: without a number there is nothing to learn from, and nothing is asked."""
    assert "mindst én sag" in learning.refused("laering", "ny", typed="\n", code=2)
    typed = f"{HAPPENED}\n\nBrug listen.\n\n\n\n\n\n\n\n"
    learning.terminal("laering", "ny", "1", "--hvad", "-", "--laering", "-", "--tema", "andet", typed=typed)
    assert (shown(learning)["theme"], shown(learning)["insight"]) == ("andet", "Brug listen.")
    learning("laering", "ret", "1", "--aarsag", "kapacitet", "--behold-tal")
    assert shown(learning)["cause"] == "kapacitet"
