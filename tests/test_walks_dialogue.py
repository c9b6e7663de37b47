"""The source documents S3, S4 and S5 acted out from what the README tells; ``test_walks`` has S1 and S2."""

import json

from tests.desk import Desk
from tests.test_walks import call, reasons, report

# --- S3: Borgerrådgiveren, København 2015, Målrettet Indsats ----------------------------------------

BENEFITS = "Ydelsescentret"


def test_s3_a_quick_solution_with_the_unit(desk: Desk) -> None:
    """S3: »vi … slet og ret taler med den forvaltning og den medarbejder eller leder, der har siddet med sagen«.

    Acted out: »en hurtig og god løsning for borgeren«, »at der ikke gås på kompromis med borgerens
    rettigheder«, »mulige brud på lovgivningen og andre forhold, der påvirker den oplevede borgerservice
    negativt« kept apart, and »opdage og rette fejl«.
    """
    _solve_with_the_leader(desk.at("2014-11-03T09:00"))
    _tell_a_breach_from_an_experience(desk.at("2014-11-04T09:00"))
    _respect_a_no(desk.at("2014-11-04T11:00"))


def _solve_with_the_leader(desk: Desk) -> None:
    """The unit did not know, its leader did; the solution is given, the error agreed, the citizen told."""
    number = desk.new(
        text="Søgte i august og har intet hørt.", department=BENEFITS, complaint_kind="formalitet",
        channel="via_borgerraadgiver", themes=["sagsbehandlingstid:3"], consent_unit_contact=True,
    )  # fmt: skip
    desk("opkald", number, "--udfald", "talt_med", "--samtale", "videregivet_afdeling", "--oplyst")
    said = desk("indsats", number, "--med", "afdeling", "--resultat", "afventer").stdout
    assert said.startswith("Kontakt noteret på sag 2014-0001: afdelingen, Ydelsescentret, mandag 3. november")
    options = ("--med", "leder", "--resultat", "loest", "--fejl", "ja", "--art", "brud_paa_regel")
    later = desk.at("2014-11-03T11:00")
    said = later("indsats", number, *options, "--loesning", "-", stdin="Afgørelsen sendes i dag.").stdout
    assert said.endswith(
        "Resultat: løst.\nArt: brud på en regel.\n"
        "Afdelingen erkender fejl: ja. Det står nu også på sagen.\n"
        "Er løsningen givet, så fortæl borgeren det.\n"
    )
    case = later.case(number)
    assert case["unit_agreed_error"] == "ja"
    assert [(each["with_whom"], each["result"]) for each in case["unit_contacts"]] == [
        ("afdeling", "afventer"), ("leder", "loest"),
    ]  # fmt: skip
    assert "Hurtig løsning: Afgørelsen sendes i dag." in later("indsats", number, "--med-navne").stdout
    later("opkald", number, "--udfald", "talt_med", "--samtale", "afklaret_loest")
    said = later("luk", number, "--metode", "telefonsamtale", "--resultat", "loest_i_dialog").stdout
    assert said == "Sag 2014-0001 er afsluttet: løst i dialog.\n"


def _tell_a_breach_from_an_experience(desk: Desk) -> None:
    """A poor experience is another thing than a breach of a rule, in the list and on the case."""
    number = desk.new(text="Hun afbrød mig.", department=BENEFITS, consent_unit_contact=True)
    options = ("--resultat", "delvist_loest", "--fejl", "delvist", "--art", "daarlig_oplevelse")
    desk("indsats", number, "--med", "medarbejder", *options)
    assert desk("indsats").stdout.splitlines() == [
        "2014-0002\ti dag 09:00\tYdelsescentret\tMedarbejderen\tDelvist løst\tDelvist\tDårlig oplevelse",
        "2014-0001\ti går 11:00\tYdelsescentret\tLederen\tLøst\tJa\tBrud på en regel",
        "2014-0001\ti går 09:00\tYdelsescentret\tAfdelingen\tAfventer\t\t",
    ]
    natures = [desk.case(nr)["unit_contacts"][-1]["nature"] for nr in ("1", "2")]
    assert natures == ["brud_paa_regel", "daarlig_oplevelse"]


def _respect_a_no(desk: Desk) -> None:
    """The citizen's rights come first: without consent the unit is not contacted."""
    number = desk.new(text="Sig ikke, at jeg har ringet.", department=BENEFITS, consent_unit_contact=False)
    said = desk.refused("indsats", number, "--med", "leder", "--resultat", "loest", code=9)
    assert said.startswith("Borgeren har sagt nej til, at du kontakter afdelingen, og det respekteres.")


# --- S4: Jobcenter Slagelse, a phone call instead of a letter ---------------------------------------

JOBCENTER = "Jobcenter Slagelse"
COURSE = {"inddragelse": 2, "sagsbehandlingstid": 3, "vejledning": 1, "koordinering": 2}
NOTE = """\
Opkald 1 til borgeren: talt med borgeren, mandag 5. marts 2018 kl. 13.00
Noteret: mandag 5. marts 2018 kl. 13.00
Samtalens resultat: Afklaret eller løst
Sagde ja til samtalen: ja
Borgerens ord: Jeg blev ikke spurgt, før planen blev lagt.
Opsummering bekræftet: ja
Videre forløb oplyst: ja
Aftale: Planen lægges om sammen med borgeren.
Næste skridt: Møde om planen
Næste skridt senest: mandag 12. marts 2018
Ansvarlig: afdelingsleder
"""


def test_s4_a_talk_by_phone_about_the_course_of_a_case(desk: Desk) -> None:
    """S4: »klager der vedrører sagsforløbet bl.a. afklares over telefonen, fremfor den … skriftlige form«.

    Acted out: »ønsker om mere inddragelse, lange sagsbehandlingstider, vejledning og koordinering«,
    »alle borgere foreløbigt taget godt i mod«, »få sat ord på sin oplevelse«, »et godt rum for forståelse
    og input«, »afdelingsambassadører, i samråd med de lokale ledere«, and »bruge klagerne mere aktivt«.
    """
    _name_the_ambassador(desk.at("2018-03-05T08:30"))
    _clarify_by_phone(desk.at("2018-03-05T09:00"))
    _keep_what_was_agreed(desk.at("2018-03-12T13:00"))


def _name_the_ambassador(desk: Desk) -> None:
    """The department's ambassador is named together with the local leader."""
    desk("kontor", "afdelinger", "--ny", JOBCENTER)
    said = desk(
        *("kontor", "ambassadoerer", "--afdeling", JOBCENTER, "--navn", "Bo Holm", "--leder", "Eva Lund")
    ).stdout
    assert said == (
        "Bo Holm er ambassadør for Jobcenter Slagelse fra mandag 5. marts 2018, med Eva Lund som leder.\n"
    )
    (row,) = json.loads(desk("kontor", "ambassadoerer", "--json").stdout)
    assert (row["department"], row["name"], row["leader"]) == (JOBCENTER, "Bo Holm", "Eva Lund")


def _clarify_by_phone(desk: Desk) -> None:
    """A letter about the course is talked over; the log reads as a note that a colleague understands."""
    themes = [f"{theme}:{severity}" for theme, severity in COURSE.items()]
    desk.new(
        text="Mit forløb har varet to år.", citizen_name="Anna Åse", phone="11223344", channel="brev",
        department=JOBCENTER, complaint_kind="formalitet", themes=themes,
    )  # fmt: skip
    phoned = desk.at("2018-03-05T13:00")
    said = call(
        phoned, "1", result="talt_med", conversation_result="afklaret_loest", accepted=True,
        concern="Jeg blev ikke spurgt, før planen blev lagt.", summary_confirmed=True, course_told=True,
        agreement="Planen lægges om sammen med borgeren.", next_step="Møde om planen",
        next_due="2018-03-12", owner="afdelingsleder", heard="ja", understood="ja", taken_seriously="delvist",
    )  # fmt: skip
    assert (
        "Borgeren er nået inden for fristen.\nNæste skridt er lovet senest mandag 12. marts 2018.\n" in said
    )
    page = phoned("vis", "1", "--med-navne").stdout
    assert NOTE in page
    for felt in ("lyttet til: Ja", "forstået: Ja", "taget alvorligt: Delvist"):
        assert f"Følte sig {felt}\n" in page
    assert "Anna" not in phoned("vis", "1").stdout
    assert {point["theme"]: point["severity"] for point in phoned.case("1")["points"]} == COURSE
    assert reasons(phoned, "--alle") == {"2018-0001": "naeste_skridt"}


def _keep_what_was_agreed(desk: Desk) -> None:
    """The meeting is held, the case closed, and the report tells what citizens felt, and about what."""
    assert desk("loefte", "1", "--holdt").stdout.startswith("Løftet i sag 2018-0001 er holdt.\n")
    desk("luk", "1", "--metode", "telefonsamtale", "--resultat", "loest_i_dialog")
    assert desk.due("--alle") == []
    said = desk("rapport", "--aar", "2018").stdout
    assert "Følte sig lyttet til: ja 1, delvist 0 og nej 0 (af 1 spurgte)" in said
    assert "Følte sig taget alvorligt: ja 0, delvist 1 og nej 0 (af 1 spurgte)" in said
    found = report(desk, "--aar", "2018")
    assert {row["code"] for row in found["themes"]["rows"] if row["n"]} == set(COURSE)
    assert found["calls"]["understood"]["asked"] == 1
    assert found["results"]["by_method"] == [
        {
            "key": "by_method.loest_i_dialog:telefonsamtale",
            "outcome": "loest_i_dialog",
            "handling_method": "telefonsamtale",
            "n": 1,
        }
    ]


# --- S5: Borgermægleren, Aarhus 2015 ----------------------------------------------------------------

CONTACT = "Borgermægler Crecea, telefon 30 58 35 02, mandag – fredag kl. 9 – 12, borger@crecea.dk"
PASS_ON = f"Giv borgeren dette: {CONTACT}, www.aarhus.dk/borgermægler.\n"
FREE = "Borgeren henvender sig selv; det er gratis.\n"
GOES_ON = "Klagen fortsætter, og fristerne løber.\nMægling ændrer ikke klagefristen.\n"


def test_s5_a_mediator_who_does_not_judge(desk: Desk) -> None:
    """S5: »Jeg har fået en afgørelse, som jeg ikke forstår … Jeg føler mig … ikke taget alvorligt«.

    Acted out: »Alle borgere … kan rette henvendelse«, »gratis«, »en individuel afklarende samtale for at
    finde ud af, hvad borger ønsker at opnå«, »aftaler et dialogmøde«, »Mødet foregår i neutrale rammer«,
    »kan ikke [tage] stilling til, om der er begået fejl«, »kan ikke ændre en afgørelse«, »videreformidle
    borgers utilfredshed«, and »30 58 35 02, mandag – fredag kl. 9 – 12«.
    """
    _pass_the_mediator_on(desk.at("2015-01-05T09:00"))
    _agree_and_say_the_goal(desk.at("2015-01-06T09:30"))
    _refuse_a_verdict(desk.at("2015-01-08T12:00"))
    _meet_and_follow_up(desk.at("2015-01-09T09:00"))


def _pass_the_mediator_on(desk: Desk) -> None:
    """The citizen is told of the mediator, with the telephone hours; nothing goes on without a yes."""
    details = ("--telefon", "30 58 35 02", "--telefontid", "mandag – fredag kl. 9 – 12")
    web = ("--e-mail", "borger@crecea.dk", "--web", "www.aarhus.dk/borgermægler")
    assert CONTACT in desk("kontor", "maeglere", "--ny", "Crecea", *details, *web).stdout
    desk(
        "ny",
        "--type",
        "realitet",
        "--tema",
        "optraeden:2",
        "--tekst",
        "-",
        stdin="Jeg forstår ikke afslaget.",
    )
    said = desk("opkald", "1", "--udfald", "talt_med", "--samtale", "henvist_borgermaegler").stdout
    assert PASS_ON + FREE in said
    said = desk("maegling", "1", "--art", "borgermaegler").stdout
    assert "Informeret: mandag 5. januar 2015.\n" in said
    assert said.endswith(PASS_ON + FREE + GOES_ON)
    said = desk.refused("maegling", "1", "--samtaler", "1", code=9)
    assert said.startswith("Mægling er frivillig: ")


def _agree_and_say_the_goal(desk: Desk) -> None:
    """Consent, what the citizen wishes to obtain, one talk, and a meeting on neutral ground."""
    said = desk(
        "maegling", "1", "--selv", "--samtykke", "ja", "--maal", "-", stdin="At forstå afslaget."
    ).stdout
    assert "Samtykke: ja, tirsdag 6. januar 2015.\n" in said
    assert "Borgeren vil opnå: noteret.\n" in said
    desk("maegling", "1", "--samtaler", "1", "--part", "afdelingsleder")
    said = desk("maegling", "1", "--moede", "torsdag kl. 10", "--sted", "hos Borgermægleren").stdout
    assert "Dialogmøde: torsdag 8. januar 2015 kl. 10.00.\n" in said
    assert "Mødet holdes i neutrale rammer hos Borgermægleren, ikke i kommunens bygninger.\n" in said


def _refuse_a_verdict(desk: Desk) -> None:
    """The mediator finds no error and changes no decision; the sentence says why, and what may be noted."""
    for verdict in ("fejl konstateret", "afgørelse ændret"):
        said = desk.refused("maegling", "1", "--udfald", verdict, code=9)
        assert "kan ikke tage stilling til, om der er begået fejl, og kan ikke ændre en afgørelse" in said
        assert "(Aarhus Kommune: Borgermægleren)" in said
        assert "videreformidlet_utilfredshed" in said
    said = desk.refused("luk", "1", "--metode", "borgermaegler", "--resultat", "loest_i_dialog", code=9)
    assert said.startswith("Klagen over afgørelsen er ikke færdigbehandlet.")


def _meet_and_follow_up(desk: Desk) -> None:
    """The dialogue is restored and the follow-up agreed; the complaint is as open, and as due, as before."""
    before = desk.case("1")
    ended = ("--udfald", "dialog_genoprettet", "--den", "i går", "--klagen-fortsaetter", "ja")
    said = desk("maegling", "1", *ended, "--opfoelgning", "-", stdin="Lederen ringer om fjorten dage.").stdout
    assert "Udfald: Dialogen er genoprettet, torsdag 8. januar 2015.\n" in said
    assert said.endswith(GOES_ON)
    after = desk.case("1")
    (mediation,) = after["mediations"]
    assert (mediation["goal"], mediation["outcome"]) == ("At forstå afslaget.", "dialog_genoprettet")
    assert mediation["agreed_follow_up"] == "Lederen ringer om fjorten dage."
    assert (after["closed_at"], after["appeal"]) == (None, before["appeal"])
    assert reasons(desk, "--alle") == {"2015-0001": "genvurdering"}
    assert after["appeal"]["reassess_due_on"] == "2015-02-02"
    page = desk("vis", "1", "--med-navne").stdout
    assert "Genvurderes senest: mandag 2. februar 2015\n" in page
    assert "Mødested: hos Borgermægleren\n" in page
