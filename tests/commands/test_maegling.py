"""``klage maegling``: one thing at a time, consent first, no verdict, and a complaint that goes on."""

import json
import re
from typing import Any

import pytest

from tests.cli import assert_danish
from tests.desk import Desk, uncoloured

CONTACT = "Giv borgeren dette: Borgermægler Crecea, telefon 30 58 35 02, mandag-fredag kl. 9-12."
MOVE = "Borgeren henvender sig selv; det er gratis."
GOES_ON = "Klagen fortsætter, og fristerne løber."
LISTED = "Sagen står stadig på listen. Ring senest lørdag 21. november 2026 kl. 10.00 (om 1 dag)."


@pytest.fixture
def office(desk: Desk) -> Desk:
    """Return a desk with one case and the mediator of S5."""
    desk.new(citizen_name="Anna Åse")
    details = ("--telefon", "30583502", "--telefontid", "mandag-fredag kl. 9-12")
    desk("kontor", "maeglere", "--ny", "Crecea", *details)
    return desk


@pytest.fixture
def agreed(office: Desk) -> Desk:
    """Return the desk when the citizen has agreed to see the borgermægler."""
    office("maegling", "1", "--art", "borgermaegler", "--samtykke", "ja")
    return office


def mediations(desk: Desk) -> list[dict[str, Any]]:
    """Return the mediations of the case, with what is known of each."""
    found: list[dict[str, Any]] = desk.case("1")["mediations"]
    return [{key: value for key, value in each.items() if value is not None} for each in found]


# --- the course of a mediation ---------------------------------------------------------------------


def test_the_course_of_a_mediation(office: Desk) -> None:
    """Informed, agreed, talked, met and ended: each is said back, and the complaint goes on throughout."""
    assert office("maegling", "1", "--art", "borgermægler", "--selv").stdout.splitlines() == [
        "Mægling (borgermægler) noteret på sag 2026-0001.",
        "Mægler: Crecea.",
        "Informeret: fredag 20. november 2026.",
        "Borgeren henvendte sig selv: ja.",
        CONTACT,
        MOVE,
        GOES_ON,
        LISTED,
    ]
    said = office("mediation", "1", "--samtykke", "ja", "--part", "afdelingsleder").stdout
    assert "Samtykke: ja, fredag 20. november 2026.\nPart i kommunen: afdelingsleder.\n" in said
    said = office("mægling", "1", "--mål", "-", stdin="En forklaring på afslaget.").stdout
    assert "Borgeren vil opnå: noteret." in said
    assert "forklaring" not in said
    said = office(
        *("maegling", "1", "--samtaler", "2", "--moede", "onsdag kl. 10", "--sted", "Biblioteket"),
        *("--deltagere", "leder, sagsbehandler"),
    ).stdout
    assert "Dialogmøde: onsdag 25. november 2026 kl. 10.00." in said
    assert "hos Borgermægleren, ikke i kommunens bygninger." in said
    later = office.at("2026-11-26T09:00")
    said = later(
        *("maegling", "1", "--udfald", "Aftale indgået", "--den", "i går", "--opfølgning", "-"),
        *("--klagen-fortsætter", "ja"),
        stdin="Lederen ringer om fjorten dage.",
    ).stdout
    assert "Udfald: Aftale indgået, onsdag 25. november 2026." in said
    assert "Giv borgeren" not in said
    assert GOES_ON in said
    assert mediations(later) == [
        {
            "kind": "borgermaegler", "mediator": "Crecea", "informed_on": "2026-11-20", "consent": True,
            "consent_on": "2026-11-20", "self_contact": True, "goal": "En forklaring på afslaget.",
            "clarification_talks": 2, "municipal_party": "afdelingsleder",
            "meeting_at": "2026-11-25T09:00:00Z", "meeting_at_local": "2026-11-25T10:00:00+01:00",
            "meeting_place": "Biblioteket", "participants": "leder, sagsbehandler",
            "agreed_follow_up": "Lederen ringer om fjorten dage.", "outcome": "aftale",
            "outcome_on": "2026-11-25", "complaint_continues": True,
        }
    ]  # fmt: skip


def test_it_closes_nothing_and_stops_nothing(agreed: Desk) -> None:
    """Whatever the outcome, the case is as open as before and the due list says the same."""
    before, due = agreed.case("1"), agreed.due("--alle")
    agreed("maegling", "1", "--udfald", "dialog_genoprettet", "--klagen-fortsaetter", "nej")
    assert agreed.due("--alle") == due
    after = agreed.case("1")
    assert after.pop("mediations") != before.pop("mediations")
    assert after == before


def test_a_citizen_who_gives_the_complaint_up(agreed: Desk) -> None:
    """Only the citizen's own confirmation does, in a call; the answer shows the way."""
    said = agreed("maegling", "1", "--udfald", "aftale", "--klagen-fortsaetter", "nej").stdout
    assert GOES_ON in said
    way = re.search(r"klage (opkald .*--bekraeftet)\.", said)
    assert way is not None
    agreed(*way[1].split())
    assert agreed.case("1")["calls"][0]["conversation_result"] == "klage_lagt_ned"


def test_a_complaint_over_a_decision(office: Desk) -> None:
    """The citizen is to know that the time for appeal is the same."""
    office("ret", "1", "--type", "realitet")
    assert "Mægling ændrer ikke klagefristen." in office("maegling", "1", "--art", "dialogmoede").stdout


def test_a_closed_case(office: Desk) -> None:
    """A mediation may come after the answer; it opens nothing, and nothing is said to go on."""
    office("maegling", "1", "--art", "dialogmoede")
    office("luk", "1", "--metode", "moede", "--resultat", "ikke_medhold")
    said = office("maegling", "1", "--samtykke", "ja").stdout
    assert said.endswith("Sagen er afsluttet. Skal den behandles igen, så skriv klage genaabn 2026-0001.\n")
    assert GOES_ON not in said


def test_several_over_time(agreed: Desk) -> None:
    """The newest open one is meant; ended or refused, a kind begins another and the rest adds to the last."""
    agreed("maegling", "1", "--udfald", "ingen_aftale")
    agreed("maegling", "1", "--opfoelgning", "-", stdin="Vi ses til foråret.")
    agreed("maegling", "1", "--art", "ekstern_maegler", "--samtykke", "nej")
    agreed("maegling", "1", "--art", "dialogmøde")
    said = agreed("maegling", "1", "--samtykke", "ja", "--moede", "i morgen kl. 10").stdout
    assert "Hold mødet i neutrale rammer." in said
    assert "Giv borgeren" not in said
    first, second, third = mediations(agreed)
    assert (first["outcome"], first["agreed_follow_up"]) == ("ingen_aftale", "Vi ses til foråret.")
    assert (second["kind"], second["consent"]) == ("ekstern_maegler", False)
    assert (third["kind"], third["consent"]) == ("dialogmoede", True)
    assert "mediator" not in second | third


def test_a_citizen_who_comes_to_say_yes(office: Desk) -> None:
    """A no can become a yes, and a kind be corrected as long as nobody has answered."""
    office("maegling", "1", "--art", "ekstern_maegler")
    said = office(
        "maegling", "1", "--art", "borgermaegler", "--informeret", "i dag", "--samtykke", "nej"
    ).stdout
    assert "Giv borgeren" not in said
    assert "Mægler: Crecea." in said
    monday = office.at("2026-11-23T09:00")
    monday("maegling", "1", "--samtykke", "ja")
    (found,) = mediations(monday)
    assert (found["kind"], found["consent"], found["consent_on"]) == ("borgermaegler", True, "2026-11-23")


def test_which_mediator(office: Desk) -> None:
    """The only one in use is chosen; of several the user says which; none at all is pointed out."""
    assert "Ingen ekstern mægler er i brug." in office("maegling", "1", "--art", "ekstern_maegler").stdout
    for name in ("Bro", "Holm"):
        office("kontor", "maeglere", "--ny", name, "--art", "ekstern_maegler")
    assert "Ekstern mægler Holm." in office("maegling", "1", "--mægler", "holm").stdout
    assert "Mente du Bro?" in office.refused("maegling", "1", "--maegler", "Broo", code=3)
    assert "Se dem med" in office.refused("maegling", "1", "--maegler", "Crecea", code=3)
    assert mediations(office)[0]["mediator"] == "Holm"


def test_as_json(office: Desk) -> None:
    """The keys are those of the output; what was noted can be emptied again."""
    whole = {"kind": "borgermaegler", "consent": "ja", "goal": "Svar", "meeting_at": "2026-11-27T09:00:00Z"}
    office("maegling", "1", "--json", "-", stdin=json.dumps(whole))
    assert mediations(office)[0]["meeting_at"] == "2026-11-27T09:00:00Z"
    office("maegling", "1", "--json", "-", stdin=json.dumps({"meeting_at": None, "goal": ""}))
    assert not {"meeting_at", "goal"} & mediations(office)[0].keys()
    said = office("maegling", "1", "--json", "-", stdin=json.dumps({"consent": True})).stdout
    assert said == "Mæglingen på sag 2026-0001 er uændret.\n"


# --- showing ---------------------------------------------------------------------------------------


def test_what_is_shown(office: Desk) -> None:
    """Alone it shows, writes nothing, and says what can be passed on; off a terminal nobody is named."""
    before = office.content()
    said = office("maegling", "1").stdout
    for part in ("Der er ikke noteret mægling på sagen.", CONTACT, MOVE, GOES_ON, LISTED):
        assert f"  {part}\n" in said
    assert office.content() == before
    office("maegling", "1", "--art", "borgermaegler", "--maal", "-", stdin="En undskyldning til Anna.")
    assert "undskyldning" not in office("maegling", "1").stdout + office("vis", "1").stdout
    for line in (("maegling", "1", "--med-navne"), ("vis", "1", "--med-navne")):
        assert "Mægling 1: borgermægler\nMægler: Crecea\nInformeret: fredag" in office(*line).stdout
        assert "Borgeren vil opnå: En undskyldning til Anna.\n" in office(*line).stdout
    assert "En undskyldning" in uncoloured(office.terminal("maegling", "1").stdout)
    assert office("soeg", "-", stdin="undskyldning").stdout.startswith("2026-0001\t")


def test_a_call_that_refers_to_the_mediator(office: Desk) -> None:
    """The number and the hours stand in the answer of the call, and of no other call."""
    talk = ("opkald", "1", "--udfald", "talt_med", "--samtale")
    assert office(*talk, "henvist_borgermaegler").stdout.endswith(f"{CONTACT}\n{MOVE}\n")
    assert "Crecea" not in office(*talk, "moede_aftalt").stdout
    office("kontor", "maeglere", "--nedlaeg", "Crecea")
    assert "Ingen borgermægler er i brug." in office(*talk, "henvist_borgermaegler").stdout


# --- at a terminal ---------------------------------------------------------------------------------


def test_at_a_terminal(office: Desk) -> None:
    """The form is asked for, the short text says what does not belong there, and the stance is asked for."""
    said = office.terminal("maegling", "1", "--samtykke", "ja", "--maal", "-", typed="borgerm\nEt svar.\n\n")
    assert said.stderr.startswith("Sag 2026-0001: Anna Åse, ingen afdeling.\n")
    assert "Det, der bliver sagt i mæglingen, hører ikke til her." in said.stderr
    said = office.terminal("maegling", "1", "--udfald", "aftale", typed="\n")
    assert "Fastholder borgeren klagen? [J/n]" in said.stdout
    (found,) = mediations(office)
    assert (found["goal"], found["complaint_continues"]) == ("Et svar.", True)


def test_nothing_is_typed_in_vain(office: Desk) -> None:
    """What cannot be noted is refused before a text is asked for."""
    said = office.refused(
        "maegling", "1", "--art", "borgermaegler", "--opfoelgning", "-", typed="x\n\n", code=9
    )
    assert "Hvad er aftalt" not in said
    said = office.refused("maegling", "1", "--art", "xyz", "--maal", "-", typed="x\n\n", code=2)
    assert "Hvad vil borgeren" not in said
    assert "Intet er gemt." in office.refused("maegling", "1", "--selv", typed="", code=130)


# --- refusals --------------------------------------------------------------------------------------


BEGIN = ("--art", "borgermaegler")
REFUSED: dict[str, tuple[int, str, tuple[str, ...]]] = {
    "no form": (2, "Mæglingens form mangler. Skriv den med --art.", ("--samtykke", "ja")),
    "an unknown form": (2, "Form: Værdien kendes ikke. Mente du Borgermægler?", ("--art", "borgrmaegler")),
    "talks without consent": (9, "Mægling er frivillig", (*BEGIN, "--samtaler", "1")),
    "a meeting without consent": (9, "Mægling er frivillig", (*BEGIN, "--moede", "onsdag kl. 10")),
    "an outcome without consent": (9, "Mægling er frivillig", (*BEGIN, "--udfald", "aftale")),
    "an outcome after a no": (9, "sagt nej", (*BEGIN, "--samtykke", "nej", "--udfald", "aftale")),
    "three talks": (2, "fra 0 til 2", (*BEGIN, "--samtykke", "ja", "--samtaler", "3")),
    "no answer": (2, "Samtykke: Skriv ja eller nej.", (*BEGIN, "--samtykke", "måske")),
    "a day of nothing": (2, "--den er dagen for enten", (*BEGIN, "--den", "i dag")),
    "a day of two": (2, "--den er", (*BEGIN, "--samtykke", "ja", "--udfald", "aftale", "--den", "i dag")),
    "informed tomorrow": (2, "Informeret: ", (*BEGIN, "--informeret", "i morgen")),
    "informed too soon": (2, "--selv", (*BEGIN, "--informeret", "i forgårs")),
    "consent too soon": (2, "før borgeren blev informeret", (*BEGIN, "--samtykke", "ja", "--den", "i går")),
    "a meeting some day": (2, "kan ikke læses", (*BEGIN, "--samtykke", "ja", "--moede", "snart")),
    "a mediator of a meeting": (2, "uden mægler", ("--art", "dialogmoede", "--maegler", "Crecea")),
    "text as an argument": (2, "hører ikke til på kommandolinjen", (*BEGIN, "--maal", "Anna vil have svar")),
    "two texts": (2, "Kun én ting", (*BEGIN, "--maal", "-", "--opfoelgning", "-")),
    "no such case": (3, "Der er ingen sag 2026-0007.", BEGIN),
}


@pytest.mark.parametrize(("code", "said", "line"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(office: Desk, code: int, said: str, line: tuple[str, ...]) -> None:
    """A refusal has its exit code and one Danish sentence, and leaves the register as it was."""
    sentence = office.refused("maegling", "7" if code == 3 else "1", *line, code=code)
    assert said in sentence
    assert_danish(sentence)
    assert "Anna" not in sentence


@pytest.mark.parametrize(
    "outcome", ["fejl_konstateret", "fejl konstateret", "afgoerelse_aendret", "Afgørelse ændret"]
)
@pytest.mark.parametrize("kind", ["borgermaegler", "ekstern_maegler", "dialogmoede"])
def test_a_mediator_gives_no_verdict(office: Desk, kind: str, outcome: str) -> None:
    """S5, as an option and as JSON, whether or not the citizen has agreed; the way to say it is offered."""
    for answer in ((), ("--samtykke", "ja")):
        sentence = office.refused("maegling", "1", "--art", kind, *answer, "--udfald", outcome, code=9)
        assert "begået fejl" in sentence
        assert "videreformidlet_utilfredshed" in sentence
        assert_danish(sentence)
    office("maegling", "1", "--art", kind, "--samtykke", "ja")
    content = json.dumps({"outcome": outcome})
    assert "begået fejl" in office.refused("maegling", "1", "--json", "-", stdin=content, code=9)
    office("maegling", "1", "--udfald", "videreformidlet_utilfredshed")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"goal": "x" * 281}, "højst 280 tegn"),
        ({"clarification_talks": 3}, "højst to"),
        ({"kind": None}, "Form: kan ikke være tom."),
        ({"informed_on": ""}, "Informeret: kan ikke være tom."),
        ({"consent": None}, "en dato"),
        ({"outcome": 7}, "Udfald: Skriv tekst her."),
        ({"meeting_at": 7}, "Dialogmøde: Skriv tekst her."),
        ({"what_was_said": "Hun løj."}, "Et felt kendes ikke."),
        ({"mediator": "Crecae"}, "Mente du Crecea?"),
    ],
)
def test_json_that_is_refused(agreed: Desk, content: dict[str, object], said: str) -> None:
    """There is no field for what was said; what is wrong is not repeated."""
    code = 3 if "mediator" in content else 2
    sentence = agreed.refused("maegling", "1", "--json", "-", stdin=json.dumps(content), code=code)
    assert said in sentence
    assert "løj" not in sentence


def test_hostile_text_is_data(agreed: Desk) -> None:
    """It is kept as it is, shown harmless, and a CPR number in it is masked and said."""
    text = "\x1b[2J'); drop table mediation; -- [red]010203-1234"
    said = agreed("maegling", "1", "--opfoelgning", "-", stdin=text)
    assert "Aftalt opfølgning: Der stod et tal, der ligner et CPR-nummer." in said.stderr
    assert mediations(agreed)[0]["agreed_follow_up"] == text.replace("1234", "XXXX")
    shown = agreed.terminal("maegling", "1").stdout
    assert "\x1b[2J" not in shown
    assert "[red]010203-XXXX" in uncoloured(shown)
    agreed("maegling", "1", "--maal", "-", "--behold-tal", stdin="010203-1234")
    assert mediations(agreed)[0]["goal"] == "010203-1234"
