"""Results, appeals, mediation and klagerejser as they are read."""

from dataclasses import replace

from klage.domain.statistics.figures import Band
from klage.output.report.results import day_labels
from tests.domain.report.test_report import EMPTY, tables
from tests.output.report_samples import FACTS, aloud, drawn, made


def test_results_in_words() -> None:
    """Outcome and method together, the median, bands of days, and where the department agreed."""
    text = aloud(made())
    assert "Der blev afsluttet 201 klager. Medianen fra modtagelse til afslutning er 3 døgn." in text
    assert (
        "Afdelingen har helt eller delvist erkendt en fejl i 25 af de 40 sager, hvor det er vurderet (62,5 %)."
        in text
    )
    assert "Resultat: Medhold; Løsningsmetode: Møde; Antal: 150" in text
    assert "Resultat: Uoplyst; Løsningsmetode: Uoplyst; Antal: 51" in text
    assert "Efter modtagelsen: over 56 døgn; Antal: 51" in text
    assert "Ingen klager blev afsluttet i perioden." in aloud(made(EMPTY))
    few = tables(FACTS, agreed_errors={"nej": 1})
    assert "I den ene sag, hvor det er vurderet, har afdelingen ikke erkendt en fejl." in aloud(made(few))
    assert "erkendt en fejl" not in aloud(made(tables(FACTS, agreed_errors={None: 201})))


def test_days_have_names() -> None:
    """The limits are whole days begun."""
    assert day_labels([Band(1, 0), Band(7, 0), Band(None, 0)]) == ["højst 1 døgn", "2–7 døgn", "over 7 døgn"]


def test_the_second_and_third_stage_in_words() -> None:
    """Four weeks kept, forwarded, and the omgørelsesprocent of ten or more; of fewer it is the number."""
    text = aloud(made())
    assert (
        "Af de genvurderinger, hvis frist på fire uger udløb i perioden, blev 18 af 20 (90,0 %) givet i tide."
        in text
    )
    assert "Genvurdering: Fastholdt; Antal: 16; Andel: 80,0 %" in text
    assert "16 klager blev sendt til klageinstansen i perioden." in text
    assert "Omgørelsesprocenten er 20,0 %: 2 af 10 afgørelser blev ændret, ophævet eller hjemvist." in text
    assert "ikke fulgt her" not in text
    imported = aloud(made(tables(FACTS, without_track={"realitet": 40})))
    assert (
        "Ved 40 af 57 (70,2 %) klager over afgørelser, der kom i perioden, er genvurderingen ikke fulgt her"
        in imported
    )
    few = aloud(made(tables(FACTS, appeal_results={"hjemvist": 1, "stadfaestet": 2}, reassess_results={})))
    assert "1 af 3 afgørelser blev ændret, ophævet eller hjemvist." in few
    assert "Omgørelsesprocenten" not in few
    assert "Genvurdering" not in aloud(made(EMPTY))
    only_forwarded = aloud(made(tables(EMPTY, appeal_bodies={"ankestyrelsen": 1})))
    assert "1 klage blev sendt til klageinstansen i perioden." in only_forwarded
    assert "afgørelser blev ændret" not in only_forwarded


def test_spso_averages_only_when_asked_for() -> None:
    """The mean stands beside the median, and what a mean does is said."""
    assert "Gennemsnit" not in aloud(made())
    facts = replace(FACTS, working_days={"first_answer": [(3, 10), (30, 5)], "reassessment": []})
    text = aloud(made(facts))
    assert (
        "Trin: Første svar; Antal: 15; Gennemsnit: 12,0; Median: 3; "
        "Inden for 5: 10 af 15 (66,7 %); Inden for 20: 10 af 15 (66,7 %)" in text
    )
    assert "Trin: Genvurdering" not in text
    assert max(map(len, drawn(made(facts)))) <= 80


def test_mediation_and_journeys_in_words() -> None:
    """Referrals, meetings and agreements; medians with how many they are of."""
    text = aloud(made())
    assert (
        "Der er noteret 3 henvisninger til mægling eller dialogmøde. "
        "Mødet blev holdt i 2 af 3, og der blev indgået en aftale i 1 af 3." in text
    )
    assert "Klagerejser (2 rejser)\nOverdragelser: 2,5 (median)\nEnheder undervejs: 2,5 (median)" in text
    assert "Længste tavshed: 65 dage (median af 2 rejser)" in text
    assert "peger på: kapacitet 2." in text
    assert "Mægling" not in aloud(made(EMPTY))
    assert "Klagerejser" not in aloud(made(EMPTY))


def test_only_what_is_known_is_said() -> None:
    """No deadline has gone, nothing was decided on its merits, and a journey of one day has no silence."""
    facts = tables(
        EMPTY,
        reassess_results={"medhold": 1},
        appeal_results={"afvist": 1},
        journeys={"rejse": 1},
    )
    text = aloud(made(facts))
    assert "Genvurdering: Medhold; Antal: 1" in text
    assert "frist på fire uger" not in text
    assert "Afgørelse: Afvist; Antal: 1" in text
    assert "blev ændret" not in text
    assert "Klagerejser (1 rejse)" in text
    assert "Længste tavshed" not in text
