"""The report as a page: words first, then the tables behind them.

Bars are drawn only where a person looks at a terminal; the numbers beside them say the same. Per cent
are left out where there are fewer than ten to count on, and said to be.
"""

from collections.abc import Iterable, Sequence

from klage.clock import to_local
from klage.domain import base_number, danish
from klage.domain.figures import NOT_STATED, SMALL, Band, Count
from klage.domain.report import Report, Year
from klage.domain.vocabulary import HANDLING_METHODS, OUTCOMES
from klage.output.listing import Cell, Column, Listing
from klage.output.page import Field, Page, Section
from klage.output.report_service import calls_sections, service_sections, unit_sections

BAR_WIDTH = 12
MUCH_OTHER = 0.1
"""With a greater share of "andet" than this the themes no longer say what the complaints are about."""

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
            _table("Henvendelser efter type", "Type", report, report.contact_types, bars=bars),
            _balance(report),
            _table("Klagetype", "Klagetype", report, report.complaint_kinds, bars=bars),
            _trend(report.trend),
            _table("Hvem klagen er stilet til", "Adressat", report, report.addressee_levels, bars=bars),
            _departments(report, bars=bars),
            _table("Kanal", "Kanal", report, report.channels, bars=bars),
            _themes(report, bars=bars),
            *service_sections(report.service, report.complaints.n),
            *_base_numbers(report),
            *calls_sections(report.calls),
            *unit_sections(report.unit_contacts),
            *_results(report),
        ],
    )


def bar(n: int, most: int) -> str:
    """Return a bar for ``n`` on a scale that ends at ``most``; anything but 0 can be seen."""
    halves = round(2 * BAR_WIDTH * n / most) if most else 0
    return "█" * (halves // 2) + "▌" * (halves % 2) if halves or not n else "▏"


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
    when, came = _capital(report.period.when), _complaints(n)
    if not report.is_over:
        yield f"{when} er der indtil nu kommet {came}. {_capital(before)} kom der {_complaints(previous)}."
        yield "Perioden er ikke slut, så ændringer i procent er udeladt."
    elif n and previous:
        yield f"{when} kom der {came}{compared(n, previous, before)}."
    else:
        yield f"{when} kom der {came}. {_capital(before)} kom der {_complaints(previous)}."
    first = report.first_received_at
    if first and report.period.previous.start < first:
        began = to_local(first)
        yield (
            f"Den ældste sag i registret er fra {danish.long_day(began)}, så tallene fra før perioden er ikke hele."
        )
    if 0 < n < SMALL or 0 < previous < SMALL:
        yield f"Procent er udeladt, hvor der er færre end {SMALL} at regne på."


def _complaints(n: int) -> str:
    return danish.count(n, "klage", "klager") if n else "ingen klager"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# --- tables -------------------------------------------------------------------------------------------


def _balance(report: Report) -> Section:
    labels = BALANCE if report.is_over else (*BALANCE[:-1], "Åbne nu")
    pairs = zip(labels, report.balance.figures, strict=True)
    always = {labels[0], labels[1], labels[4], labels[6]}
    return Section(
        "Regnskab over klagerne",
        fields=[Field(label, danish.number(n)) for label, n in pairs if n or label in always],
    )


def _table(
    heading: str,
    what: str,
    report: Report,
    rows: Sequence[Count],
    *,
    bars: bool,
    words: Sequence[str] = (),
    points: Sequence[int] = (),
) -> Section:
    """Return a table of counts with the period before; rows that are 0 in both are left out.

    Args:
        heading: What stands above.
        what: The heading of the first column.
        report: The report, for the name of the period before.
        rows: The counts.
        bars: Whether to draw bars.
        words: What stands above the table.
        points: A last column, one number a row.
    """
    shown = [(position, row) for position, row in enumerate(rows) if row.n or row.previous]
    figures = {position: _figures(row) for position, row in shown}
    has_change = any(found[-1] is not None for found in figures.values())
    before = report.period.previous.label
    most = max((row.n for _, row in shown), default=0)
    columns = [
        Column("label", what, flexible=True),
        *([Column("bar", "", spare=True)] if bars else []),
        Column("n", "Antal", "number", screen=danish.number),
        Column("share", "Andel", "number", screen=danish.percent),
        Column("previous", before if len(before) <= 15 else "Før", "number", screen=danish.number),
        *([Column("change", "Ændring", "number", screen=danish.signed_percent)] if has_change else []),
        *([Column("points", "Punkter", "number", screen=danish.number)] if points else []),
    ]
    lines = [
        [
            row.label,
            *([bar(row.n, most)] if bars else []),
            *(figures[position] if has_change else figures[position][:-1]),
            *points[position : position + 1],
        ]
        for position, row in shown
    ]
    return Section(heading, paragraphs=words, listing=Listing(columns, lines, "Ingen."))


def _figures(row: Count) -> list[Cell]:
    """Return number, share, number before and change, without per cent of too few."""
    share = row.share if row.of >= SMALL else None
    change = row.change if (row.previous or 0) >= SMALL else None
    return [row.n, share, row.previous, change]


def _trend(years: Sequence[Year]) -> Section:
    codes = [row.label for row in years[0].kinds] if years else []
    columns = [
        Column("year", "År"),
        Column("total", "I alt", "number", screen=str),
        *(Column(label, label, "number", screen=str) for label in codes),
    ]
    rows = [[str(year.year), *map(_with_change, (year.total, *year.kinds))] for year in years]
    words = [f"{year.year} er ikke slut og får ingen ændring." for year in years if not year.is_complete]
    return Section("Udvikling år for år", paragraphs=words, listing=Listing(columns, rows, "Ingen klager."))


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
    return _table("Afdelinger", "Afdeling", report, report.departments, bars=bars, words=[words])


def _themes(report: Report, *, bars: bool) -> Section:
    themes = report.themes
    words = ["En klage tæller én gang for hvert tema, så temaerne kan give mere end antallet af klager."]
    if themes.points_per_complaint:
        words.append(
            f"{_capital(_complaints(themes.with_points))} har {danish.count(themes.points, 'klagepunkt', 'klagepunkter')}, "
            f"{danish.decimal(themes.points_per_complaint, 2)} pr. klage."
        )
    if themes.without_points:
        words.append(f"{_capital(_complaints(themes.without_points))} har endnu intet klagepunkt.")
    if themes.with_points >= SMALL and (themes.other_share or 0) > MUCH_OTHER:
        words.append(f"Temaet Andet står for {danish.percent(themes.other_share or 0)}. Overvej et nyt tema.")
    found = sorted(
        (row for row in themes.rows if row.complaints.n or row.complaints.previous),
        key=lambda row: -row.complaints.n,
    )
    return _table(
        "Temaer",
        "Tema",
        report,
        [row.complaints for row in found],
        bars=bars,
        words=words,
        points=[row.points for row in found],
    )


def _base_numbers(report: Report) -> list[Section]:
    words = [base_number.sentences(found) for found in report.base_numbers]
    return [Section("Holdt op mod grundtal", paragraphs=words)] if words else []


def _results(report: Report) -> list[Section]:
    results = report.results
    if not results.n:
        return [Section("Resultater", paragraphs=["Ingen klager blev afsluttet i perioden."])]
    median = danish.decimal(results.to_closing.median or 0).removesuffix(",0")
    words = (
        f"Der blev afsluttet {_complaints(results.n)}. Medianen fra modtagelse til afslutning er {median} døgn. "
        "En sag, der er afsluttet to gange, tæller to gange."
    )
    n = Column("n", "Antal", "number", screen=danish.number)
    ways = [
        Column("outcome", "Resultat", "code", labels=OUTCOMES, flexible=True),
        Column("method", "Løsningsmetode", "code", labels=HANDLING_METHODS, flexible=True),
        n,
    ]
    rows = [(outcome or NOT_STATED, method or NOT_STATED, n) for outcome, method, n in results.by_method]
    bands = results.to_closing.bands
    days = [(label, band.n) for label, band in zip(day_labels(bands), bands, strict=True)]
    return [
        Section("Resultater", paragraphs=[words], listing=Listing(ways, rows, "Ingen.")),
        Section(
            "Tid til afslutning", listing=Listing([Column("days", "Efter modtagelsen"), n], days, "Ingen.")
        ),
    ]


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
