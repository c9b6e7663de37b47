"""What the commands show of a klagerejse: lists, pages and JSON; the drawing stands in ``output.journey``."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from klage.domain import danish
from klage.domain.journey import figures as sums
from klage.domain.journey import journey as rules
from klage.domain.journey.journey import Event
from klage.domain.vocabulary import ACCOUNTS, ACTORS, CAUSES, CHANNELS, PROCESS_STAGES
from klage.output.chart import Chart
from klage.output.listing import Cell, Column, Listing
from klage.output.page import Field, Section
from klage.store import journey

if TYPE_CHECKING:
    from klage.domain.case import Case
    from klage.session import Session

TIMELINE = Chart(
    "timeline",
    "Klagerejsen dag for dag",
    "day",
    ("source", "stage", "marks"),
    "Hændelserne i rækkefølge med den, der fortæller om dem; jo længere der er mellem to, jo længere er linjen.",
    days="occurred_on",
)
UNKNOWN_UNIT = "ikke oplyst"
EMPTY = "Der er ingen hændelser endnu. Skriv den første med klage rejse NR --ny."


def sections(session: "Session", case: "Case") -> list[Section]:
    """Return what the page of a case says of its journey; nothing when it has none."""
    events = journey.events(session.register, case.id)
    return [Section("Klagerejsen", listing=event_list(events)), numbers(events)] if events else []


def event_list(events: Sequence[Event]) -> Listing:
    """Return a journey as rows, one an event."""
    columns = (
        Column("number", "Nr.", "number"),
        Column("day", "Dato"),
        Column("occurred_on", "Dag", "date", only="data"),
        Column("source", "Kilde", "code", labels=ACCOUNTS),
        Column("stage", "Fase", "code", labels=PROCESS_STAGES, spare=True),
        Column("place", "Hvem og hvor", flexible=True, spare=True),
        Column("marks", "Skift", flexible=True, spare=True),
        Column("experience", "Oplevelse", screen=rules.experience_in_words, spare=True),
        Column("cause", "Årsag", "code", labels=CAUSES, spare=True),
        Column("what", "Hændelse", personal=True, flexible=True, long=True),
        Column("experience_words", "Borgerens ord", personal=True, flexible=True, long=True, spare=2),
    )
    rows = [_row(number, event) for number, event in enumerate(events, 1)]
    return Listing(columns, rows, empty=EMPTY, things=("hændelse", "hændelser"))


def _row(number: int, event: Event) -> tuple[Cell, ...]:
    about = "ca. " if event.approx else ""
    places = [ACTORS.get(event.actor or ""), event.unit, CHANNELS.get(event.channel or "")]
    return (
        number,
        f"{about}{event.occurred_on:%d.%m.%Y}",
        event.occurred_on,
        event.source,
        event.stage,
        ", ".join(part for part in places if part) or None,
        marks_in_words(event) or None,
        event.experience,
        event.cause,
        event.what,
        event.experience_words,
    )


def marks_in_words(event: Event) -> str:
    """Return ``overdragelse, ny sagsbehandler``, or the empty text."""
    parts = ("overdragelse" if event.handover else "", "ny sagsbehandler" if event.new_caseworker else "")
    return ", ".join(filter(None, parts))


def numbers(events: Sequence[Event]) -> Section:
    """Return a journey in figures; nothing is in it when there are no events."""
    found = sums.figures(events)
    if found is None:
        return Section()
    told = [
        f"{danish.number(n)} {rules.account_in_words(source)}" for source, n in found.by_account.items() if n
    ]
    return Section(
        "Rejsen i tal",
        fields=[
            Field("I alt", _span(found.whole)),
            Field("Længste tavshed", _span(found.longest_silence)),
            Field("Overdragelser", danish.number(found.handovers)),
            Field("Sagsbehandlere", f"mindst {danish.number(found.caseworkers)}"),
            Field("Enheder", _counted(len(found.units), found.units)),
            Field("Hændelser", _counted(found.events, told)),
        ],
    )


def _counted(n: int, of: Sequence[str]) -> str:
    """Return ``2 (Jobcenter og Ydelsescentret)``."""
    return f"{danish.number(n)} ({danish.enumeration(of)})" if of else danish.number(n)


def _span(span: sums.Span | None) -> str | None:
    return f"{sums.length_in_words(span)}, {sums.days_in_words(span)}" if span else None


def as_object(events: Sequence[Event], *, names: bool) -> dict[str, object]:
    """Return a journey with its figures as JSON; without ``names`` what was told is left out."""
    return {
        "events": [_event_object(number, event, names=names) for number, event in enumerate(events, 1)],
        "figures": _figures_object(sums.figures(events)),
    }


def _event_object(number: int, event: Event, *, names: bool) -> dict[str, object]:
    known = [field.key for field in rules.FIELDS if names or not field.personal]
    return {"number": number, **{key: _plain(getattr(event, key)) for key in known}}


def _figures_object(found: sums.Figures | None) -> dict[str, object] | None:
    if found is None:
        return None
    return {
        **_span_object(found.whole),
        "longest_silence": _span_object(found.longest_silence) if found.longest_silence else None,
        "handovers": found.handovers,
        "caseworkers_at_least": found.caseworkers,
        "units": list(found.units),
        "events_by_account": found.by_account,
    }


def _span_object(span: sums.Span) -> dict[str, object]:
    return {
        "first_on": span.first.isoformat(),
        "first_approx": span.first_approx,
        "last_on": span.last.isoformat(),
        "last_approx": span.last_approx,
        "days": span.days,
    }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


# --- across journeys -------------------------------------------------------------------------------


def across_sections(found: sums.Across, over: int) -> list[Section]:
    """Return what journeys add up to, each table with its n."""
    n = danish.count(found.journeys, "rejse", "rejser")
    return [
        Section(f"Hvor tiden går ({n})", listing=_stage_list(found)),
        Section("Overdragelser mellem enheder", listing=_handover_list(found, over)),
        Section(f"Årsager ({n})", listing=_cause_list(found)),
    ]


def _stage_list(found: sums.Across) -> Listing:
    columns = (
        Column("stage", "Fase", "code", labels=PROCESS_STAGES),
        Column("journeys", "Rejser", "number"),
        Column("days", "Dage i alt", "number"),
        Column("median_days", "Median pr. rejse", "number", screen=_median),
    )
    return Listing(columns, found.stages, empty="Ingen rejse har mere end én dag med hændelser.")


def _median(days: float) -> str:
    return danish.decimal(days, 0 if float(days).is_integer() else 1)


def _handover_list(found: sums.Across, over: int) -> Listing:
    columns = (
        Column("from_unit", "Fra", flexible=True),
        Column("to_unit", "Til", flexible=True),
        Column("handovers", "Antal", "number"),
        Column("silence", f"Over {danish.count(over, 'dags', 'dages')} tavshed bagefter"),
    )
    rows = [
        (
            pair.from_unit or UNKNOWN_UNIT,
            pair.to_unit or UNKNOWN_UNIT,
            pair.handovers,
            f"{pair.silences} af {pair.followed}" if pair.followed else "ingen senere hændelse",
        )
        for pair in found.handovers
    ]
    return Listing(columns, rows, empty="Ingen overdragelser.")


def _cause_list(found: sums.Across) -> Listing:
    columns = (
        Column("cause", "Årsag", "code", labels=CAUSES),
        Column("journeys", "Rejser"),
    )
    rows = [(cause, f"{n} af {found.journeys}") for cause, n in found.causes]
    return Listing(columns, rows, empty="Ingen årsager er noteret.")


def across_object(found: sums.Across, over: int) -> dict[str, Any]:
    """Return what journeys add up to as JSON."""
    return {
        "journeys": found.journeys,
        "events": found.events,
        "silence_over_days": over,
        "stages": [stage._asdict() for stage in found.stages],
        "handovers": [pair._asdict() for pair in found.handovers],
        "causes": [cause._asdict() for cause in found.causes],
    }
