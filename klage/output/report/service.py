"""The part of the report's page that is about the 24-hour service, the calls and the contact with units."""

from datetime import timedelta

from klage.domain import danish
from klage.domain.report.report import UnitContacts
from klage.domain.report.service import FEW_ASKED, Calls, Felt, Service
from klage.domain.statistics.figures import Spread
from klage.output.chart import Chart
from klage.output.listing import Cell, Column, Listing
from klage.output.page import Field, Section
from klage.output.report.tables import NUMBER, SHARE, complaints, in_counts, part, share_of, table

BANDS = ("højst 4 timer", "4 til 24 timer", "1 til 2 døgn", "2 til 7 døgn", "over 7 døgn")
FELT = {
    "heard": "Følte sig lyttet til",
    "understood": "Følte sig forstået",
    "taken_seriously": "Følte sig taget alvorligt",
}


def service_sections(service: Service, received: int) -> list[Section]:
    """Return what is said about the 24-hour service of the complaints received."""
    if not service.covered:
        return [
            Section("Opkald inden for et døgn", paragraphs=["Ingen af klagerne var omfattet af ordningen."])
        ]
    of = service.denominator
    rows: list[list[Cell]] = [
        ["Talt med inden fristen", service.reached, share_of(service.reached, of)],
        ["Forsøgt inden fristen, men ikke talt med", service.tried, share_of(service.tried, of)],
        ["Ikke forsøgt inden fristen", service.neither, share_of(service.neither, of)],
        ["Kontoret havde lukket, fra klagen kom, til fristen udløb", service.outside_hours,
         share_of(service.outside_hours, of)],
    ]  # fmt: skip
    columns = [
        Column("cell", "Hvordan det gik", flexible=True),
        NUMBER,
        SHARE,
    ]
    return [
        Section(
            "Opkald inden for et døgn",
            paragraphs=[*_promise_words(service, received), *_late_words(service)],
            listing=Listing(columns, rows if of else [], "Ingen at regne på endnu."),
        ),
        *([_waits(service)] if of else []),
        *_reasons(service),
    ]


def _promise_words(service: Service, received: int) -> list[str]:
    of = service.denominator
    covered = f"{danish.number(service.covered)} af {complaints(received)} var omfattet."
    those = "den ene" if of == 1 else f"de {danish.number(of)}"
    counted = (
        f"Der tælles på {those}, der skulle ringes til, og hvor fristen er udløbet: "
        f"{part(service.tried_in_time, of)} blev forsøgt i tide, og {part(service.reached, of)} blev talt med i tide."
    )
    outside = [(row.n, row.label.lower()) for row in service.ended]
    outside += [(service.pending, "fristen er ikke udløbet"), (service.not_covered, "ikke omfattet")]
    named = [f"{what} {danish.number(n)}" for n, what in outside if n]
    words = [f"{covered} {counted}" if of else covered]
    return [*words, f"Uden for opgørelsen: {danish.enumeration(named)}."] if named else words


def _late_words(service: Service) -> list[str]:
    if not service.late:
        return []
    if service.late == 1:
        went = "talt med senere" if service.reached_later else "slet ikke talt med"
        reason = "" if service.late_with_reason else "ikke "
        return [f"Den ene, der ikke blev talt med i tide, er der {went}. Årsagen er {reason}noteret."]
    late, later, never, reasons = map(
        danish.number, (service.late, service.reached_later, service.never_reached, service.late_with_reason)
    )
    words = f"Af de {late}, der ikke blev talt med i tide, er {later} talt med senere og {never} slet ikke."
    return [f"{words} Årsagen er noteret ved {reasons}."]


def _waits(service: Service) -> Section:
    """Return the waits: median and bands of all that were to be called."""
    both = (service.to_attempt, service.to_conversation)
    rows: list[list[Cell]] = [
        [label, *(spread.bands[position].n for spread in both)] for position, label in enumerate(BANDS)
    ]
    rows.append(["endnu ikke", *(spread.never for spread in both)])
    columns = [
        Column("band", "Efter modtagelsen", screen=str),
        Column("attempt", "Første forsøg", "number", screen=danish.number),
        Column("conversation", "Samtale", "number", screen=danish.number),
    ]
    words = [
        f"Medianen til {what} er {_hours(spread)} (af {danish.number(spread.n)})."
        for what, spread in zip(("første forsøg", "første samtale"), both, strict=True)
        if spread.n
    ]
    chart = Chart(
        "columns",
        "Tid fra klagen kom, til der blev ringet og talt",
        "band",
        ("attempt", "conversation"),
        "Antal klager efter, hvor længe der gik, til borgeren blev forsøgt ringet op, og til I talte sammen.",
    )
    return Section("Ventetid", paragraphs=words, listing=Listing(columns, rows, "Ingen."), chart=chart)


def _hours(spread: Spread) -> str:
    return danish.duration(timedelta(hours=spread.median or 0))


def _reasons(service: Service) -> list[Section]:
    """Return the reasons as they were written; they may name the citizen, so only a terminal shows them."""
    if not service.late_reasons:
        return []
    columns = [Column("reason", "Årsag", flexible=True), NUMBER]
    return [
        Section(
            "Årsager til sene opkald",
            listing=Listing(columns, service.late_reasons, "Ingen."),
            personal=True,
        )
    ]


def calls_sections(calls: Calls) -> list[Section]:
    """Return what is said about the calls made in the period."""
    if not calls.n:
        return [Section("Opkald", paragraphs=["Der er ikke noteret opkald i perioden."])]
    words = [
        f"Der er noteret {danish.count(calls.n, 'opkald', 'opkald')}, {danish.number(calls.incoming)} fra borgerne.",
        f"Der blev talt med borgeren i {part(calls.conversations, calls.n)}.",
    ]
    if calls.withdrawals_confirmed:
        put_down = danish.count(calls.withdrawals_confirmed, "klage", "klager")
        words.append(f"{put_down} blev lagt ned med borgerens bekræftelse.")
    return [
        Section("Opkald", paragraphs=[" ".join(words)], listing=table("Udfald", calls.results)),
        Section(
            "Samtaler",
            fields=[
                Field("Videre forløb oplyst", part(calls.course_told, calls.conversations)),
                *(Field(FELT[felt.question], _answers(felt)) for felt in calls.felt),
            ],
        ),
        Section("Samtalernes resultat", listing=table("Resultat", calls.conversation_results)),
        *_felt_departments(calls),
    ]


def _felt_departments(calls: Calls) -> list[Section]:
    """Return what citizens answered by department, where enough were asked."""
    if not calls.felt_departments:
        return []
    columns = [
        Column("department", "Afdeling", flexible=True),
        *(
            Column(question, FELT[question].removeprefix("Følte sig ").capitalize(), flexible=True)
            for question in FELT
        ),
    ]
    names = sorted({felt.department or "" for felt in calls.felt_departments}, key=danish.sort_key)
    answers = {(felt.department, felt.question): _given(felt) for felt in calls.felt_departments}
    rows = [(name, *(answers.get((name, question)) for question in FELT)) for name in names]
    words = f"Kun afdelinger, hvor mindst {FEW_ASKED} har svaret på spørgsmålet, er med: Følte borgeren sig lyttet til, forstået og taget alvorligt?"
    heading = "Borgernes svar efter afdeling"
    return [Section(heading, paragraphs=[words], listing=Listing(columns, rows, "Ingen."))]


def unit_sections(contacts: UnitContacts) -> list[Section]:
    """Return what came of the contact with units; breaches of rules and poor experiences apart."""
    if not contacts.n:
        return []
    noted = f"Der er noteret {danish.count(contacts.n, 'kontakt', 'kontakter')} med afdelingerne"
    breaches, poor = _cases(contacts.breaches), _cases(contacts.poor_experiences)
    apart = f"Der var brud på en regel i {breaches} og en dårlig oplevelse i {poor}; en sag med begge dele"
    words = f"{noted} om {_cases(contacts.cases)}. {apart} tæller begge steder."
    return [Section("Målrettet Indsats", paragraphs=[words], listing=table("Resultat", contacts.results))]


def _cases(n: int) -> str:
    return danish.count(n, "sag", "sager") if n else "ingen sager"


def _given(felt: Felt) -> str:
    return in_counts([row for row in felt.answers if row.n])


def _answers(felt: Felt) -> str:
    if not felt.asked:
        return "ingen er spurgt"
    return f"{in_counts(felt.answers)} (af {danish.number(felt.asked)} spurgte)"
