"""The published report as a page: what was let through, and at the top how small numbers are treated."""

from collections.abc import Iterable, Sequence

from klage.domain import base_number, danish
from klage.domain.report.published import Published, Table
from klage.domain.report.report import Year
from klage.domain.report.results import CLOSING_DAYS
from klage.domain.statistics.figures import SMALL, Band, Count
from klage.domain.statistics.suppression import SMALLEST
from klage.output.chart import Chart, ChartKind
from klage.output.listing import Column, Listing
from klage.output.page import Field, Page, Section
from klage.output.report.learning import follow_up_sections, lesson_section, recommendation_sections
from klage.output.report.page import TREND, compared, trend_listing
from klage.output.report.results import STAGES, day_labels
from klage.output.report.tables import bar, capital, complaints, counted_chart, part, share_of

HEADINGS = {
    "complaint_kinds": ("Klagetype", "Klagetype"),
    "addressee_levels": ("Hvem klagen er stilet til", "Adressat"),
    "departments": ("Afdelinger", "Afdeling"),
    "channels": ("Kanal", "Kanal"),
    "contact_types": ("Andre henvendelser", "Type"),
    "recurrences": ("Nyt eller gentaget", "Gentagelse"),
    "themes": ("Temaer", "Tema"),
    "severities": ("Klagepunkternes alvor", "Alvor"),
    "process_stages": ("Hvor i forløbet det gik galt", "Fase"),
    "service": ("Opkald inden for et døgn", "Klagerne"),
    "service_ended": ("Borgere, der ikke skulle ringes op", "Hvorfor"),
    "service_counted": ("Hvordan det gik med opkaldene", "Opkaldene"),
    "call_results": ("Opkald", "Udfald"),
    "conversation_results": ("Samtalernes resultat", "Resultat"),
    "heard": ("Følte sig lyttet til", "Svar"),
    "understood": ("Følte sig forstået", "Svar"),
    "taken_seriously": ("Følte sig taget alvorligt", "Svar"),
    "unit_results": ("Målrettet Indsats", "Resultat"),
    "unit_agreed_errors": ("Målrettet Indsats: Afdelingen erkender fejl", "Svar"),
    "unit_natures": ("Målrettet Indsats: Hvad der var galt", "Art"),
    "outcomes": ("Resultater", "Resultat"),
    "methods": ("Løsningsmetoder", "Løsningsmetode"),
    "agreed_errors": ("Afdelingen erkender fejl", "Svar"),
    "closing_bands": ("Tid til afslutning", "Efter modtagelsen"),
    "reassess_results": ("Genvurdering", "Genvurdering"),
    "reassess_deadlines": ("Fristen på fire uger", "Genvurderingen"),
    "appeal_results": ("Klageinstansernes afgørelser", "Afgørelse"),
    "mediations": ("Mægling", "Art"),
    "mediation_outcomes": ("Mæglingernes udfald", "Udfald"),
    "journey_causes": ("Klagerejser", "Årsag"),
    "lesson_causes": ("Læringspunkternes årsager", "Årsag"),
    "eye_level": ("Mødt i øjenhøjde (læringspunkter)", "Svar"),
    "expectations_agreed": ("Forventninger afstemt (læringspunkter)", "Svar"),
    "feedback": ("Besked til borgerne", "Borgerne"),
}
"""The heading of each table, and of its first column, in the order of the page."""

CELLS = {
    "counted": "Skulle ringes op, og fristen er udløbet",
    "pending": "Fristen er ikke udløbet",
    "no_callback": "Skulle ikke ringes op",
    "not_covered": "Ikke omfattet af ordningen",
    "reached": "Talt med inden fristen",
    "tried": "Forsøgt inden fristen, men ikke talt med",
    "neither": "Ikke forsøgt inden fristen",
    "outside_hours": "Kontoret havde lukket, til fristen udløb",
}
_LIMITS = (*CLOSING_DAYS, None)
_DAYS = dict(zip(map(str, _LIMITS), day_labels([Band(limit, 0) for limit in _LIMITS]), strict=True))

DRAWN: dict[str, tuple[ChartKind, str]] = {
    "departments": ("bars", "Antal klager om hver afdeling i alfabetisk orden"),
    "themes": ("bars", "Antal klager, der handler om hvert tema"),
    "closing_bands": ("columns", "Antal afslutninger efter, hvor mange døgn de tog"),
}
"""The tables that have a chart too."""

WORDS = {
    "departments": "I alfabetisk orden. En klage tæller én gang for hver afdeling, den handler om. "
    "Tallene siger intet om, hvor mange borgere en afdeling har.",
    "themes": "En klage tæller én gang for hvert tema.",
    "outcomes": "En sag, der er afsluttet to gange, tæller to gange.",
    "unit_results": "Talt i sager, hvor der er noteret kontakt med afdelingen.",
}
PARTS = {
    "tried_in_time": ("service_counted", "Forsøgt eller talt med inden fristen"),
    "reached_later": ("service_counted", "Ikke i tide, men talt med senere"),
    "late_with_reason": ("service_counted", "Ikke i tide, årsagen noteret"),
    "incoming_calls": ("call_results", "Opkald fra borgerne"),
    "course_told": ("conversation_results", "Videre forløb oplyst"),
    "withdrawals_confirmed": ("conversation_results", "Lagt ned med borgerens bekræftelse"),
    "breaches_of_rules": ("unit_natures", "Brud på en regel"),
    "poor_experiences": ("unit_natures", "Dårlig oplevelse"),
    "with_points": ("themes", "Klager med klagepunkter"),
    "kept": ("reassess_deadlines", "Genvurderet inden fristen"),
    "overturned": ("appeal_results", "Ændret, ophævet eller hjemvist"),
    **{
        f"within_{days}_{stage}": ("outcomes", f"{label} inden for {days} arbejdsdage")
        for stage, label in STAGES.items()
        for days in (5, 20)
    },
}
"""Under which table a figure that stands alone is told, and its label."""

MEDIANS = {
    "hours_to_first_attempt": ("service_counted", "Median til første forsøg", "timer"),
    "hours_to_conversation": ("service_counted", "Median til første samtale", "timer"),
    "days_to_closing": ("outcomes", "Median fra modtagelse til afslutning", "døgn"),
    **{
        f"{key}_{stage}": ("outcomes", f"{label}, {words}", "arbejdsdage")
        for stage, label in STAGES.items()
        for key, words in (("mean", "gennemsnit"), ("median", "median"))
    },
    "handovers": ("journey_causes", "Overdragelser, median", ""),
    "units": ("journey_causes", "Enheder undervejs, median", ""),
    "longest_silence": ("journey_causes", "Længste tavshed, median", "dage"),
}
BALANCE = {
    "brought_forward": "Åbne ved begyndelsen",
    "new": "Nye klager",
    "reopened": "Genåbnede",
    "split_off": "Skilt fra en anden sag",
    "closed": "Afsluttede",
    "merged_away": "Lagt sammen med en anden sag",
    "carried_forward": "Åbne ved slutningen",
}
WHOLE = {
    "calls": "Opkald",
    "results": "Resultater",
    "unit_contacts": "Målrettet Indsats",
    "complaints": "Klager",
}
"""The parts that may be left out whole and have no table of that name."""

RULE = (
    f"Dette er udgaven til udgivelse. Et tal fra 1 til {SMALLEST - 1} vises ikke, for det kan føre til en bestemt borger. "
    f"Små tal er lagt sammen i rækken Øvrige, som altid er {SMALLEST} eller mere; derfor kan et større tal være lagt med. "
    "Hvor en klage kan tælle flere gange, er de små rækker udeladt. Begrundelser og opdelinger på to ting ad gangen "
    "er ikke med. Intet er opgjort på medarbejdere, og intet er en rangliste."
)


def as_page(report: Published, *, bars: bool = False) -> Page:
    """Return the page of a published report in seed S3's three parts; bars are for the eye only."""
    opening = Section(paragraphs=[RULE, *_opening(report)])
    title = f"Klager {report.period.when} – til udgivelse"
    if report.complaints is None:
        return Page(title, [opening])
    return Page(
        title,
        [
            opening,
            Section(
                "1. Konstateringer", paragraphs=["Det viser klagerne, og sådan er de behandlet."], level=1
            ),
            _balance(report),
            *_tables(report, bars=bars),
            *_base_numbers(report),
            *_withheld(report),
            *_told(report),
        ],
    )


def _told(report: Published) -> Iterable[Section]:
    """Yield the examples and the way ahead, and how many texts are left out."""
    told = report.learning
    if told.examples:
        yield Section(
            "2. Eksempler", paragraphs=["Fortalt af borgervejlederen og godkendt til udgivelse."], level=1
        )
        yield from (Section(one.title, paragraphs=[one.story]) for one in told.examples)
    words = ["Det har vi lært, og det bliver der gjort ved det."] if told.lessons else []
    if report.left_out:
        texts = danish.count(report.left_out, "tekst", "tekster")
        words.append(f"{texts} er udeladt, fordi de kunne føre til en bestemt person.")
    if told.lessons or told.follow_up or told.recommendations or words:
        yield Section("3. Fremadrettet", paragraphs=words, level=1)
    yield from (lesson_section(number, lesson) for number, lesson in enumerate(told.lessons, 1))
    yield from follow_up_sections(told.follow_up, report.period)
    yield from recommendation_sections(told.recommendations)


def _opening(report: Published) -> Iterable[str]:
    row = report.complaints
    when = report.period.when
    if row is None:
        yield f"Der er kommet færre end {SMALLEST} klager {when}, så der er ingen tal, der kan udgives."
        return
    is_compared = report.is_over and row.previous
    change = compared(row.n, row.previous, report.previous.when) if is_compared and row.previous else ""
    yield f"{capital(when)} kom der {complaints(row.n)}{change}."
    if row.previous is None:
        yield f"Der sammenlignes ikke med perioden før, for da kom der færre end {SMALLEST} klager."
    if not report.is_over:
        yield "Perioden er ikke slut."


def _balance(report: Published) -> Section:
    lines = [Field(BALANCE[name], danish.number(n)) for name, n in report.balance if n]
    short = len(report.balance) < len(BALANCE)
    words = ["De øvrige linjer er udeladt, fordi en af dem er under 5."] if short else []
    return Section("Regnskab over klagerne", fields=lines, paragraphs=words)


def _tables(report: Published, *, bars: bool) -> Iterable[Section]:
    for key, (heading, what) in HEADINGS.items():
        table = report.table(key)
        if table is not None and table.rows:
            yield _section(report, table, heading, what, bars=bars)
        if key == "complaint_kinds" and report.years:
            yield _trend(report.years)


def _section(report: Published, table: Table, heading: str, what: str, *, bars: bool) -> Section:
    parts = [
        Field(label, part(one.n, one.of)) for one in report.parts for place, label in [PARTS.get(one.key, ("", ""))]
        if place == table.key
    ]  # fmt: skip
    medians = [
        Field(label, f"{danish.decimal(value).removesuffix(',0')} {unit}".strip())
        for key, value in report.medians
        for place, label, unit in [MEDIANS[key]]
        if place == table.key
    ]
    return Section(
        heading,
        fields=[*parts, *medians],
        paragraphs=list(_words(report, table)),
        listing=listing(table.rows, what, report.previous.label, bars=bars),
        chart=_chart(table, heading, report.previous.label),
    )


def _chart(table: Table, heading: str, before: str) -> Chart | None:
    """Return how a table is drawn that is worth drawing."""
    if table.key not in DRAWN:
        return None
    kind, what = DRAWN[table.key]
    if kind == "bars":
        earlier = sum(row.previous or 0 for row in table.rows)
        return counted_chart(heading, what, before if earlier >= SMALL else None)
    return Chart(kind, heading, "label", ("n",), f"{what}.")


def _words(report: Published, table: Table) -> Iterable[str]:
    yield WORDS.get(table.key, "")
    points = report.part("points") if table.key == "themes" else None
    if points:
        yield (
            f"{danish.count(points.of, 'klage', 'klager')} har {danish.count(points.n, 'klagepunkt', 'klagepunkter')}, "
            f"{danish.decimal(points.n / points.of, 2)} pr. klage."
        )
    if not (table.is_whole or table.counts_once):
        yield f"Rækker er udeladt, så intet tal under {SMALLEST} står her eller kan regnes ud."


def listing(rows: Sequence[Count], what: str, before: str, *, bars: bool = False) -> Listing:
    """Return the rows with what share they are and what they were before, where that is known."""
    has_before = any(row.previous is not None for row in rows)
    has_change = any(row.change is not None for row in rows)
    has_share = any(row.share is not None for row in rows)
    most = max((row.n for row in rows), default=0)
    columns = [
        Column("label", what, flexible=True),
        *([Column("bar", "", spare=True)] if bars else []),
        Column("n", "Antal", "number", screen=danish.number),
        *([Column("share", "Andel", "number", screen=danish.percent)] if has_share else []),
        *(
            [Column("previous", before if len(before) <= 15 else "Før", "number", screen=danish.number)]
            if has_before
            else []
        ),
        *([Column("change", "Ændring", "number", screen=danish.signed_percent)] if has_change else []),
    ]
    return Listing(
        columns,
        [
            [
                _label(row),
                *([bar(row.n, most)] if bars else []),
                row.n,
                *([share_of(row.n, row.of)] if has_share else []),
                *([row.previous] if has_before else []),
                *([row.change if (row.previous or 0) >= SMALL else None] if has_change else []),
            ]
            for row in rows
        ],
        "Ingen.",
    )


def _label(row: Count) -> str:
    return row.label or _DAYS[str(row.code)] if row.code not in CELLS else CELLS[row.code]


def _trend(years: Sequence[Year]) -> Section:
    return Section("Udvikling år for år", listing=trend_listing(years, "Ingen."), chart=TREND)


def _base_numbers(report: Published) -> Iterable[Section]:
    if report.base_numbers:
        words = [base_number.sentences(each) for each in report.base_numbers]
        yield Section("Holdt op mod grundtal", paragraphs=words)


def _withheld(report: Published) -> Iterable[Section]:
    names = [
        HEADINGS[key][0] if key in HEADINGS else WHOLE.get(key) or PARTS[key][1] for key in report.withheld
    ]
    if names:
        rows = [(name,) for name in dict.fromkeys(names)]
        yield Section(
            "Udeladt",
            paragraphs=[f"Disse dele ville vise et tal under {SMALLEST}."],
            listing=Listing([Column("part", "Del", flexible=True)], rows, "Ingen."),
        )
