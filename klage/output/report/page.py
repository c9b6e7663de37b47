"""The report as a page in seed S3's three parts: what was found, examples, and the way ahead.

Words first, then the tables behind them. A part that has nothing to say is left out, or says so in a line.
"""

from collections.abc import Iterable, Sequence

from klage.clock import to_local
from klage.domain import base_number, danish
from klage.domain.report.report import Report, Year
from klage.domain.statistics.figures import SMALL, Count
from klage.output.chart import Chart
from klage.output.listing import Cell, Column, Listing
from klage.output.page import Field, Page, Section
from klage.output.report.learning import example_sections, learning_sections
from klage.output.report.results import result_sections
from klage.output.report.service import calls_sections, service_sections, unit_sections
from klage.output.report.signals import moved_sections
from klage.output.report.tables import capital, compared_table, complaints, stated, table

MUCH_OTHER = 0.1
"""With a greater share of "andet" than this the themes no longer say what the complaints are about."""

TREND = Chart(
    "columns", "Klager år for år", "year", ("total_n",), "Antal klager, der kom i hvert kalenderår."
)
FLOW = Chart(
    "columns",
    "Klager måned for måned",
    "month",
    ("new", "closed"),
    "Antal klager, der kom, og antal, der blev afsluttet, i hver måned.",
)
BALANCE = (
    "Åbne ved begyndelsen",
    "Nye klager",
    "Genåbnede",
    "Skilt fra en anden sag",
    "Afsluttede",
    "Lagt sammen med en anden sag",
    "Åbne ved slutningen",
)


def as_page(report: Report, *, bars: bool = False) -> Page:
    """Return the page of a report.

    Args:
        report: The report.
        bars: Whether the tables have bars, which are for the eye only.
    """
    return Page(
        f"Klager {report.period.when}",
        [
            Section(paragraphs=list(_opening(report))),
            Section("Sådan er der talt", paragraphs=list(_caveats(report)), level=1),
            Section(
                "1. Konstateringer", paragraphs=["Det viser klagerne, og sådan er de behandlet."], level=1
            ),
            *_received(report, bars=bars),
            *service_sections(report.service, report.complaints.n),
            *_base_numbers(report),
            *calls_sections(report.calls),
            *unit_sections(report.unit_contacts),
            *result_sections(report),
            *_signals(report),
            Section("2. Eksempler", paragraphs=[_examples(report)], level=1),
            *example_sections(report.learning.told.examples),
            Section(
                "3. Fremadrettet", paragraphs=["Det har vi lært, og det bliver der gjort ved det."], level=1
            ),
            *learning_sections(report.learning, report.period),
        ],
    )


def compared(n: int, previous: int, when: str) -> str:
    """Return ``, 12,5 % flere end i 2024 (184)``; in numbers where there were too few for per cent."""
    if n == previous:
        return f", lige så mange som {when}"
    way = "flere" if n > previous else "færre"
    if previous < SMALL:
        return f", {danish.number(abs(n - previous))} {way} end {when} ({danish.number(previous)})"
    return f", {danish.percent(abs(n - previous) / previous)} {way} end {when} ({danish.number(previous)})"


# --- words --------------------------------------------------------------------------------------------


def _opening(report: Report) -> Iterable[str]:
    n, previous, before = report.complaints.n, report.complaints.previous or 0, report.period.previous.when
    when, came = capital(report.period.when), complaints(n)
    if not report.is_over:
        yield f"{when} er der indtil nu kommet {came}. {capital(before)} kom der {complaints(previous)}."
        yield "Perioden er ikke slut, så ændringer i procent er udeladt."
    elif n and previous:
        yield f"{when} kom der {came}{compared(n, previous, before)}."
    else:
        yield f"{when} kom der {came}. {capital(before)} kom der {complaints(previous)}."
    first = report.first_received_at
    if first and report.period.previous.start < first:
        began = to_local(first)
        yield (
            f"Den ældste sag i registret er fra {danish.long_day(began)}, så tallene fra før perioden er ikke hele."
        )
    if 0 < n < SMALL or 0 < previous < SMALL:
        yield f"Procent er udeladt, hvor der er færre end {SMALL} at regne på."


def _caveats(report: Report) -> Iterable[str]:
    """Yield how things were counted, and what the figures cannot say; only what is so of this report."""
    if not report.complaints.n:
        return
    yield (
        "Klager tælles efter den dag, de kom, opkald og afslutninger efter den dag, de fandt sted. "
        "En klage kan handle om flere temaer og afdelinger og tæller én gang i hver."
    )
    gaps = [f"{gap.label} ved {danish.number(gap.n)}" for gap in report.caveats.gaps if gap.n]
    if gaps:
        yield f"Ikke oplyst (af {complaints(report.complaints.n)}): {danish.enumeration(gaps)}."
    silent = report.caveats.without_calls.n
    if silent:
        yield (
            f"{capital(complaints(silent))} er afsluttet, uden at et opkald er noteret, fx fordi de er importeret."
        )
    yield (
        "Tallene viser de klager, der nåede frem, og er ikke dækkende for alle borgere. "
        "Mange klager kan også være tegn på, at det er let at klage."
    )


def _examples(report: Report) -> str:
    told = report.learning.told.examples
    if not told:
        return "Der er ikke godkendt eksempler til beretningen."
    return "Fortalt af borgervejlederen og godkendt til beretningen."


# --- tables -------------------------------------------------------------------------------------------


def _received(report: Report, *, bars: bool) -> list[Section]:
    """Return the tables of the complaints that were received."""
    return [
        compared_table("Henvendelser efter type", "Type", report, report.contact_types, bars=bars),
        _balance(report),
        compared_table("Klagetype", "Klagetype", report, report.complaint_kinds, bars=bars),
        *_months(report),
        _trend(report.trend),
        compared_table("Hvem klagen er stilet til", "Adressat", report, report.addressee_levels, bars=bars),
        _departments(report, bars=bars),
        compared_table("Kanal", "Kanal", report, report.channels, bars=bars),
        *_recurrences(report, bars=bars),
        _themes(report, bars=bars),
        *_severities(report),
    ]


def _balance(report: Report) -> Section:
    labels = BALANCE if report.is_over else (*BALANCE[:-1], "Åbne nu")
    pairs = zip(labels, report.balance.figures, strict=True)
    always = {labels[0], labels[1], labels[4], labels[6]}
    return Section(
        "Regnskab over klagerne",
        fields=[Field(label, danish.number(n)) for label, n in pairs if n or label in always],
    )


def _months(report: Report) -> list[Section]:
    """Return the flow of the period: what came and what was closed, month by month."""
    if not report.months:
        return []
    columns = [
        Column("month", "Måned"),
        Column("new", "Modtaget", "number", screen=danish.number),
        Column("closed", "Afsluttet", "number", screen=danish.number),
    ]
    rows = [(danish.short_month(month.first_day), month.new, month.closed) for month in report.months]
    cut = report.period.begins_or_ends_in_a_month
    words = ["Perioden begynder eller slutter inde i en måned, så den måned er ikke hel."] if cut else []
    return [
        Section(
            "Måned for måned", paragraphs=words, listing=Listing(columns, rows, "Ingen klager."), chart=FLOW
        )
    ]


def _trend(years: Sequence[Year]) -> Section:
    words = [f"{year.year} er ikke slut og får ingen ændring." for year in years if not year.is_complete]
    return Section(
        "Udvikling år for år", paragraphs=words, listing=trend_listing(years, "Ingen klager."), chart=TREND
    )


def trend_listing(years: Sequence[Year], empty: str) -> Listing:
    """Return a row a year: for reading each number with its change, for reckoning the numbers alone."""
    labels = list(dict.fromkeys(row.label for year in years for row in year.kinds))
    names = {"total": "I alt", **{label: label for label in labels}}
    columns = [
        Column("year", "År"),
        *(Column(key, name, "number", screen=str, only="screen") for key, name in names.items()),
        *(
            Column(f"{key}_n", name, "number", screen=danish.number, only="data")
            for key, name in names.items()
        ),
    ]
    return Listing(columns, [_year(year, labels) for year in years], empty)


def _year(year: Year, labels: Sequence[str]) -> list[Cell]:
    kinds = {row.label: row for row in year.kinds}
    rows = [year.total, *map(kinds.get, labels)]
    return [
        str(year.year),
        *(None if row is None else _with_change(row) for row in rows),
        *(None if row is None else row.n for row in rows),
    ]


def _with_change(row: Count) -> str:
    """Return ``580 (+19,3 %)``, the change being on the year before."""
    if row.change is None or (row.previous or 0) < SMALL:
        return danish.number(row.n)
    return f"{danish.number(row.n)} ({danish.signed_percent(row.change)})"


def _departments(report: Report, *, bars: bool) -> Section:
    words = (
        "I alfabetisk orden. En klage tæller én gang for hver afdeling, den handler om. "
        "Tallene siger intet om, hvor mange borgere en afdeling har."
    )
    return compared_table(
        "Afdelinger",
        "Afdeling",
        report,
        report.departments,
        bars=bars,
        words=[words],
        drawn="Antal klager om hver afdeling i alfabetisk orden",
    )


def _recurrences(report: Report, *, bars: bool) -> list[Section]:
    if not stated(report.recurrences):
        return []
    rows = report.recurrences
    return [compared_table("Nyt eller gentaget", "Gentagelse", report, rows, bars=bars)]


def _themes(report: Report, *, bars: bool) -> Section:
    themes = report.themes
    words = ["En klage tæller én gang for hvert tema, så temaerne kan give mere end antallet af klager."]
    if themes.points_per_complaint:
        words.append(
            f"{capital(complaints(themes.with_points))} har {danish.count(themes.points, 'klagepunkt', 'klagepunkter')}, "
            f"{danish.decimal(themes.points_per_complaint, 2)} pr. klage."
        )
    if themes.without_points:
        words.append(f"{capital(complaints(themes.without_points))} har endnu intet klagepunkt.")
    if themes.with_points >= SMALL and (themes.other_share or 0) > MUCH_OTHER:
        words.append(f"Temaet Andet står for {danish.percent(themes.other_share or 0)}. Overvej et nyt tema.")
    found = sorted(
        (row for row in themes.rows if row.complaints.n or row.complaints.previous),
        key=lambda row: -row.complaints.n,
    )
    return compared_table(
        "Temaer",
        "Tema",
        report,
        [row.complaints for row in found],
        bars=bars,
        words=words,
        points=[row.points for row in found],
        drawn="Antal klager, der handler om hvert tema",
    )


def _severities(report: Report) -> Iterable[Section]:
    """Yield how severe the klagepunkter are, and where it went wrong, where anything is stated."""
    themes = report.themes
    if stated(themes.severities):
        labels = ("Lav", "Middel", "Høj")
        columns = [
            Column("theme", "Tema", screen=str, flexible=True),
            *(Column(label, label, "number", screen=danish.number) for label in labels),
        ]
        rows: list[list[Cell]] = [
            [row.complaints.label, *(severity.n for severity in row.severities)]
            for row in themes.rows
            if stated(row.severities)
        ]
        not_stated = sum(row.n for row in themes.severities if row.code is None)
        words = [f"Ved {danish.count(not_stated, 'klagepunkt', 'klagepunkter')} er alvoren ikke vurderet."]
        yield Section(
            "Klagepunkternes alvor",
            paragraphs=words if not_stated else [],
            listing=Listing(columns, rows, "Ingen."),
        )
    if stated(themes.process_stages):
        yield Section("Hvor i forløbet det gik galt", listing=table("Fase", themes.process_stages))


def _signals(report: Report) -> list[Section]:
    labels = {row.complaints.code or "": row.complaints.label for row in report.themes.rows}
    return [] if report.signals is None else moved_sections(report.signals, labels)


def _base_numbers(report: Report) -> list[Section]:
    words = [base_number.sentences(found) for found in report.base_numbers]
    return [Section("Holdt op mod grundtal", paragraphs=words)] if words else []
