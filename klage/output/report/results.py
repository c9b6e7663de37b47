"""The part of the report's page that is about results: closings, appeals, mediation and klagerejser."""

from collections.abc import Iterable, Sequence

from klage.domain import danish
from klage.domain.report.report import Report
from klage.domain.report.results import Appeals, Journeys, Mediations, Results, WorkingDays
from klage.domain.statistics.figures import NOT_STATED, SMALL, Band
from klage.domain.vocabulary import HANDLING_METHODS, OUTCOMES
from klage.output.chart import Chart
from klage.output.listing import Column, Listing
from klage.output.page import Field, Section
from klage.output.report.tables import NUMBER, complaints, in_counts, middle, part, share_of, table

CLOSINGS = Chart(
    "columns", "Tid til afslutning", "days", ("n",), "Antal afslutninger efter, hvor mange døgn de tog."
)
STAGES = {"first_answer": "Første svar", "reassessment": "Genvurdering"}


def result_sections(report: Report) -> list[Section]:
    """Return what came of the complaints, stage by stage, and of mediation and klagerejser."""
    return [
        *_results(report.results),
        *_working_days(report.working_days),
        *_appeals(report.appeals),
        *_mediations(report.mediations),
        *_journeys(report.journeys),
    ]


def _results(results: Results) -> list[Section]:
    if not results.n:
        return [Section("Resultater", paragraphs=["Ingen klager blev afsluttet i perioden."])]
    words = (
        f"Der blev afsluttet {complaints(results.n)}. "
        f"Medianen fra modtagelse til afslutning er {middle(results.to_closing.median)} døgn. "
        "En sag, der er afsluttet to gange, tæller to gange."
    )
    ways = [
        Column("outcome", "Resultat", "code", labels=OUTCOMES, flexible=True),
        Column("method", "Løsningsmetode", "code", labels=HANDLING_METHODS, flexible=True),
        NUMBER,
    ]
    rows = [(outcome or NOT_STATED, method or NOT_STATED, n) for outcome, method, n in results.by_method]
    bands = results.to_closing.bands
    days = [(label, band.n) for label, band in zip(day_labels(bands), bands, strict=True)]
    columns = [Column("days", "Efter modtagelsen", screen=str), NUMBER]
    return [
        Section("Resultater", paragraphs=[words, _agreed(results)], listing=Listing(ways, rows, "Ingen.")),
        Section("Tid til afslutning", listing=Listing(columns, days, "Ingen."), chart=CLOSINGS),
    ]


def _agreed(results: Results) -> str:
    """Return in how many the department agreed that something went wrong, where it was asked."""
    if not results.assessed:
        return ""
    if results.assessed == 1:
        way = "helt eller delvist" if results.agreed else "ikke"
        return f"I den ene sag, hvor det er vurderet, har afdelingen {way} erkendt en fejl."
    found = share_of(results.agreed, results.assessed)
    per_cent = "" if found is None else f" ({danish.percent(found)})"
    return (
        f"Afdelingen har helt eller delvist erkendt en fejl i {danish.number(results.agreed)} af de "
        f"{danish.number(results.assessed)} sager, hvor det er vurderet{per_cent}."
    )


def day_labels(bands: Sequence[Band]) -> list[str]:
    """Return ``højst 1 døgn``, ``2–7 døgn`` … ``over 56 døgn``; days begun count as whole."""
    limits = [band.limit for band in bands]
    return [
        f"over {lower} døgn"
        if upper is None
        else f"{lower + 1}–{upper} døgn"
        if lower
        else f"højst {upper} døgn"
        for lower, upper in zip([0, *(limit or 0 for limit in limits)], limits, strict=False)
    ]


def _working_days(stages: Sequence[WorkingDays] | None) -> list[Section]:
    """Return SPSO's averages, where they are asked for."""
    if stages is None:
        return []
    columns = [
        Column("stage", "Trin", flexible=True),
        NUMBER,
        Column("mean", "Gennemsnit", "number", screen=danish.decimal),
        Column("median", "Median", "number", screen=middle),
        Column("five", "Inden for 5", "number", screen=str),
        Column("twenty", "Inden for 20", "number", screen=str),
    ]
    rows = [
        (STAGES[one.stage], one.n, one.mean, one.median, *(part(row.n, row.of) for row in one.within))
        for one in stages
        if one.n
    ]
    words = (
        "Hverdage efter modtagelsen, uden weekender, helligdage og lukkedage. Gennemsnittet trækkes op af få "
        "lange sager; se også medianen."
    )
    return [
        Section("Arbejdsdage til svar", paragraphs=[words], listing=Listing(columns, rows, "Ingen svar."))
    ]


def _appeals(appeals: Appeals) -> Iterable[Section]:
    """Yield the second and the third stage: reassessment, and the appeal bodies."""
    reassessed = sum(row.n for row in appeals.reassess_results)
    if reassessed or appeals.passed:
        words = []
        if appeals.passed:
            words.append(
                f"Af de genvurderinger, hvis frist på fire uger udløb i perioden, blev "
                f"{part(appeals.kept, appeals.passed)} givet i tide."
            )
        if appeals.without_track:
            words.append(
                f"Ved {part(appeals.without_track, appeals.over_decisions)} klager over afgørelser, der kom i perioden, "
                "er genvurderingen ikke fulgt her, fx fordi de er importeret."
            )
        yield Section(
            "Genvurdering",
            paragraphs=words,
            listing=table("Genvurdering", appeals.reassess_results) if reassessed else None,
        )
    forwarded = sum(row.n for row in appeals.forwarded)
    decided = sum(row.n for row in appeals.results)
    if forwarded or decided:
        yield Section(
            "Klageinstansernes afgørelser",
            paragraphs=list(_appeal_words(appeals, forwarded)),
            listing=table("Afgørelse", appeals.results) if decided else None,
        )


def _appeal_words(appeals: Appeals, forwarded: int) -> Iterable[str]:
    if forwarded:
        yield f"{complaints(forwarded).capitalize()} blev sendt til klageinstansen i perioden."
    if appeals.considered >= SMALL:
        yield (
            f"Omgørelsesprocenten er {danish.percent(appeals.overturned_share or 0)}: "
            f"{danish.number(appeals.overturned)} af {danish.number(appeals.considered)} afgørelser blev ændret, "
            "ophævet eller hjemvist."
        )
    elif appeals.considered:
        yield f"{part(appeals.overturned, appeals.considered)} afgørelser blev ændret, ophævet eller hjemvist."


def _mediations(mediations: Mediations) -> Iterable[Section]:
    """Yield what came of mediation; what was said is nobody's here."""
    if not mediations.n:
        return
    words = (
        f"Der er noteret {danish.count(mediations.n, 'henvisning', 'henvisninger')} til mægling eller dialogmøde. "
        f"Mødet blev holdt i {part(mediations.held, mediations.n)}, "
        f"og der blev indgået en aftale i {part(mediations.agreements, mediations.n)}."
    )
    yield Section("Mægling", paragraphs=[words], listing=table("Art", mediations.kinds))


def _journeys(journeys: Journeys) -> Iterable[Section]:
    """Yield what the klagerejser have in common."""
    if not journeys.n:
        return
    fields = [
        Field("Overdragelser", f"{middle(journeys.handovers)} (median)"),
        Field("Enheder undervejs", f"{middle(journeys.units)} (median)"),
    ]
    if journeys.with_silence:
        n = danish.count(journeys.with_silence, "rejse", "rejser")
        fields.append(Field("Længste tavshed", f"{middle(journeys.longest_silence)} dage (median af {n})"))
    causes = [row for row in journeys.causes if row.n]
    words = f"Årsager, som borgere, akter og medarbejdere peger på: {in_counts(causes)}." if causes else ""
    heading = f"Klagerejser ({danish.count(journeys.n, 'rejse', 'rejser')})"
    yield Section(heading, fields=fields, paragraphs=[words] if words else [])
