"""``klage indsats``: the contact with the unit, the citizen's consent to it, and what the case then says."""

import json
from typing import Any

import pytest

from tests.cli import assert_danish
from tests.desk import Desk, uncoloured

UNKNOWN = "Bemærk: Det er ikke noteret, om borgeren har sagt ja til, at du kontakter afdelingen.\n"
DONE = ("--med", "leder", "--resultat", "loest")


@pytest.fixture
def told(desk: Desk) -> Desk:
    """Return a desk with one case, whose citizen has agreed to the contact."""
    desk.new(citizen_name="Anna Åse", department="Jobcenter", consent_unit_contact=True)
    return desk


def contacts(desk: Desk) -> list[dict[str, Any]]:
    """Return the contacts about the case."""
    found: list[dict[str, Any]] = desk.case("1")["unit_contacts"]
    return found


def test_a_contact_with_options(told: Desk) -> None:
    """What was understood is said back; the case says that the unit agreed; the text is not repeated."""
    answer = told(
        *(
            "indsats",
            "1",
            "--med",
            "lederen",
            "--resultat",
            "løst",
            "--fejl",
            "ja",
            "--art",
            "brud_paa_regel",
        ),
        *("--kl", "kl. 9", "--løsning", "-"),
        stdin="Lederen ringer selv til Anna.",
        code=2,
    )
    assert "før, klagen blev modtaget" in answer.stderr
    answer = told.at("2026-11-20T12:00")(
        *(
            "indsats",
            "1",
            "--med",
            "lederen",
            "--resultat",
            "løst",
            "--fejl",
            "ja",
            "--art",
            "brud_paa_regel",
        ),
        *("--kl", "kl. 11", "--løsning", "-"),
        stdin="Lederen ringer selv til Anna.",
    )
    assert answer.stderr == ""
    assert answer.stdout.splitlines() == [
        "Kontakt noteret på sag 2026-0001: lederen, Jobcenter, fredag 20. november 2026 kl. 11.00.",
        "Resultat: løst.",
        "Art: brud på en regel.",
        "Afdelingen erkender fejl: ja. Det står nu også på sagen.",
        "Er løsningen givet, så fortæl borgeren det.",
    ]
    assert told.case("1")["unit_agreed_error"] == "ja"
    assert contacts(told) == [
        {
            "contacted_at": "2026-11-20T10:00:00Z", "contacted_at_local": "2026-11-20T11:00:00+01:00",
            "department": "Jobcenter", "with_whom": "leder",
            "quick_solution": "Lederen ringer selv til Anna.", "result": "loest", "agreed_error": "ja",
            "nature": "brud_paa_regel",
        }
    ]  # fmt: skip


def test_another_department(told: Desk) -> None:
    """It may be another than the case's, also a new one; the case keeps its own."""
    answer = told("unit-contact", "1", *DONE, "--afdeling", "Ydelse")
    assert answer.stderr == "Ny afdeling: Ydelse.\n"
    told("indsats", "1", *DONE, "--afdeling", "YDELSE", "--fejl", "ikke_vurderet")
    told("indsats", "1", "--json", "-", stdin=json.dumps({"with_whom": "afdeling", "result": "afventer"}))
    assert [each["department"] for each in contacts(told)] == ["Ydelse", "Ydelse", "Jobcenter"]
    assert told.case("1")["department"] == "Jobcenter"


def test_the_citizens_consent(desk: Desk) -> None:
    """A no refuses, a silence is warned of off a terminal and asked about at one, and a yes is kept."""
    desk.new(consent_unit_contact=False)
    sentence = desk.refused("indsats", "1", *DONE, code=9)
    assert "sagt nej" in sentence
    assert_danish(sentence)
    desk.new(text="En anden sag.")
    assert desk("indsats", "2", *DONE).stderr == UNKNOWN
    assert desk.case("2")["consent_unit_contact"] is None
    assert "sagt nej" in desk.refused("indsats", "2", *DONE, typed="n\n", code=9)
    asked = desk.terminal("indsats", "2", *DONE, "--fejl", "nej", "--art", "intet_galt", typed="j\n\n").stdout
    assert "Har borgeren sagt ja til, at du kontakter afdelingen?" in asked
    assert desk.case("2")["consent_unit_contact"] is True
    assert desk("indsats", "2", *DONE).stderr == ""


def test_at_a_terminal(told: Desk) -> None:
    """What no option says is asked for; Enter where it is not known."""
    answer = told.terminal(
        "indsats", "1", "--med", "medarbejder", typed="Brevet er sendt igen.\n\ndelvist\n\nbegge\n"
    )
    for question in (
        "Hvilken hurtig løsning",
        "Hvad kom der ud af det?",
        "Erkender afdelingen",
        "Hvad viste det sig",
    ):
        assert question in answer.stderr
    assert "Hvem talte du med?" not in answer.stderr
    (found,) = contacts(told)
    assert (found["quick_solution"], found["result"]) == ("Brevet er sendt igen.", "delvist_loest")
    assert (found["agreed_error"], found["nature"]) == (None, "begge")
    told.terminal(
        "indsats", "1", "--loesning", "-", typed="leder\nVi taltes ved.\n\nikke_loest\nnej\nintet\n"
    )
    assert contacts(told)[1]["quick_solution"] == "Vi taltes ved."
    assert told.case("1")["unit_agreed_error"] == "nej"
    said = told.refused("indsats", "1", "--kl", "i forgårs", typed="leder\n", code=2)
    assert "Hvem talte" not in said


def test_what_is_shown(told: Desk) -> None:
    """On a case, and over all cases, newest first; off a terminal without what was written."""
    assert "Der er ikke noteret kontakt med afdelingen om sagen." in told("indsats", "1").stdout
    assert told("indsats").stdout == ""
    assert "Der er ikke noteret kontakt" in told.terminal("indsats").stdout
    told("indsats", "1", *DONE, "--loesning", "-", stdin="Anna fik et brev.")
    told.at("2026-11-20T11:00")("indsats", "1", *DONE, "--art", "daarlig_oplevelse")
    first, second = told.at("2026-11-20T12:00")("indsats").stdout.splitlines()
    assert first == "2026-0001\ti dag 11:00\tJobcenter\tLederen\tLøst\t\tDårlig oplevelse"
    assert second.startswith("2026-0001\ti dag 10:00\tJobcenter")
    for line in (("indsats", "1"), ("vis", "1")):
        page = told(*line).stdout
        assert "Kontakt 2 med afdelingen, fredag 20. november 2026 kl. 11.00\nAfdeling: Jobcenter\n" in page
        assert "brev" not in page
        assert "Hurtig løsning: Anna fik et brev.\n" in told(*line, "--med-navne").stdout
    assert "Anna fik et brev." in uncoloured(told.terminal("indsats", "1").stdout)
    assert told("soeg", "-", stdin="brev").stdout.startswith("2026-0001\t")


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (("1", "--med", "leder"), 2, "Resultat: mangler. Skriv det med --resultat."),
        (("1", "--resultat", "loest"), 2, "Talt med: mangler. Skriv det med --med."),
        (("1", "--med", "chefen", "--resultat", "loest"), 2, "Talt med: Værdien kendes ikke."),
        (("1", *DONE, "--fejl", "måske"), 2, "Afdelingen erkender fejl: Værdien kendes ikke."),
        (("1", *DONE, "--fejl", "ja", "--art", "intet_galt"), 2, "intet galt"),
        (("1", *DONE, "--kl", "i morgen"), 2, "--kl: "),
        (("1", *DONE, "--loesning", "Anna fik brev"), 2, "hører ikke til på kommandolinjen"),
        (("1", "--loesning", "-", "--json", "-"), 2, "Kun én ting"),
        (("7", *DONE), 3, "Der er ingen sag 2026-0007."),
        (DONE, 2, "Skriv sagens nummer først"),
    ],
)
def test_what_is_refused(told: Desk, line: tuple[str, ...], code: int, said: str) -> None:
    """A refusal has its exit code and one Danish sentence, and leaves the register as it was."""
    sentence = told.refused("indsats", *line, code=code)
    assert said in sentence
    assert_danish(sentence)
    assert "Anna" not in sentence


def test_hostile_text_is_data(told: Desk) -> None:
    """It is kept as it is, shown harmless, and a CPR number in it is masked and said."""
    text = "\x1b[2J[bold]'); drop table unit_contact; -- 010203-1234"
    said = told("indsats", "1", *DONE, "--loesning", "-", stdin=text)
    assert "Hurtig løsning: Der stod et tal" in said.stderr
    assert contacts(told)[0]["quick_solution"] == text.replace("1234", "XXXX")
    assert "\x1b[2J" not in told.terminal("indsats", "1").stdout
    told("indsats", "1", *DONE, "--loesning", "-", "--behold-tal", stdin="010203-1234")
    assert contacts(told)[1]["quick_solution"] == "010203-1234"


def test_json_writes_and_with_a_dash_reads(told: Desk) -> None:
    """The newest, or the contacts of one case; without names what may identify the citizen is left out."""
    contact = json.dumps({"with_whom": "leder", "result": "loest", "quick_solution": "Anna får brev."})
    for line in (("1", "--json", "-"), ("--json", "-", "1"), ("-", "--json", "-")):
        assert told("indsats", *line, stdin=contact).stdout.startswith("Kontakt noteret på sag 2026-0001")
    assert [row["case_no"] for row in json.loads(told("indsats", "--json").stdout)] == ["2026-0001"] * 3
    assert told("indsats", "--csv").stdout.count("\n") == 4
    plain, named = (
        json.loads(told("indsats", "1", "--json", *more).stdout) for more in ((), ("--med-navne",))
    )
    assert "quick_solution" not in plain[0]
    assert [each["quick_solution"] for each in named] == ["Anna får brev."] * 3
    assert "Der står for meget" in told.refused("indsats", "1", "2", code=2)
    assert "uden nummer" in told.refused("indsats", "1", "--csv", code=2)
    assert "Skriv sagens nummer først" in told.refused("indsats", "--med", "leder", code=2)
