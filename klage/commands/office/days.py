"""``klage kontor lukkedage`` and ``aabningstid``: when the office is there to be called from."""

from datetime import date, time, timedelta
from typing import Annotated

import typer

from klage.commands import options
from klage.commands.office.options import clock_from, day_from, only_one, only_with, say
from klage.danish_cli import command_help
from klage.domain import danish, office_words
from klage.domain.calendar import calendar
from klage.errors import InvalidValueError, NotFoundError, RefusedError
from klage.output.listing import Column, Listing
from klage.session import Session
from klage.store import office, office_changes

NOT_MOVED = "Frister, der allerede er sat, flyttes ikke."
KINDS = {"egen": "Kontorets egen", "faelles": "Lukket for alle"}
LONGEST = 92  # a year that was mistyped would close the office for twelve months


@command_help("""
    Eksempler:

      klage kontor lukkedage
      klage kontor lukkedage --ny 15.5.2026 --navn "Dagen efter Kr. himmelfart"
      klage kontor lukkedage --ny 22.12.2025 --til 31.12.2025 --navn Juleferie
      klage kontor lukkedage --fjern 15.5.2026

    Weekender, helligdage, grundlovsdag, 24. og 31. december kender klage i
    forvejen. --til tager sin egen dag med. Listen viser de kommende dage til
    og med næste år.
""")
def lukkedage(
    ctx: typer.Context,
    new: Annotated[
        str | None, typer.Option("--ny", metavar="DATO", help="Kontoret holder lukket den dag.")
    ] = None,
    remove: Annotated[
        str | None, typer.Option("--fjern", metavar="DATO", help="Kontoret holder ikke lukket alligevel.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--til", metavar="DATO", help="Den sidste af flere dage.")
    ] = None,
    name: Annotated[
        str | None,
        typer.Option("--navn", metavar="NAVN", show_default="Lukkedag", help="Hvad lukkedagen hedder."),
    ] = None,
    past: Annotated[bool, typer.Option("--alle", help="Vis også dem, der har været.")] = False,
    json: options.Json = False,
    csv: options.Csv = False,
    plain: options.Plain = False,
) -> None:
    """List, add or remove closing days."""
    session: Session = ctx.obj
    only_one({"--ny": new, "--fjern": remove, "--json": json, "--csv": csv})
    only_with({"--ny": new}, {"--navn": name})
    only_with({"--ny": new, "--fjern": remove}, {"--til": until})
    if new is not None:
        _close(session, _span(session, new, until, "--ny"), _label(name))
    elif remove is not None:
        _reopen(session, _span(session, remove, until, "--fjern"))
    else:
        options.show(session, closing_list(session, past=past), json=json, csv=csv, plain=plain, names=False)


def closing_list(session: Session, *, past: bool = False) -> Listing:
    """Return the office's own closing days, and those on which everyone is closed this year and next."""
    now = session.today
    own = office.closing_days(session.register)
    common = {**calendar.closed_by_all(now.year), **calendar.closed_by_all(now.year + 1)}
    rows = [(day, name, "faelles") for day, name in common.items()]
    rows += [(day, name, "egen") for day, name in own.items() if day not in common]
    return Listing(
        columns=(
            Column("day", "Dag", "date", screen=danish.long_day),
            Column("name", "Navn", flexible=True),
            Column("kind", "Slags", "code", labels=KINDS),
        ),
        rows=sorted(row for row in rows if past or row[0] >= now),
        things=("lukkedag", "lukkedage"),
        empty="Der er ingen lukkedage.",
    )


def _label(name: str | None) -> str:
    return "Lukkedag" if name is None else office_words.line_from(name, "--navn")


def _span(session: Session, first: str, until: str | None, option: str) -> list[date]:
    start = day_from(session, first, option)
    end = start if until is None else day_from(session, until, "--til")
    if end < start:
        raise InvalidValueError("--til skal være den samme dag som den første eller en senere.")
    if (end - start).days >= LONGEST:
        raise InvalidValueError("Der kan højst sættes 92 lukkedage ad gangen. Kontrollér årstallet.")
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]


def _close(session: Session, span: list[date], name: str) -> None:
    days = [day for day in span if calendar.is_working_day(day)]
    if not days:
        say(_closed_anyway(span))
        return
    session.create()
    with session.write("kontor lukkedage") as writer:
        for day in days:
            office_changes.set_closing_day(writer, day, name)
    say(f"Kontoret holder lukket {_said(days)}: {name}.", _left_out(len(span) - len(days)), NOT_MOVED)


def _closed_anyway(span: list[date]) -> str:
    reason = f" ({calendar.closing_name(span[0])})" if len(span) == 1 else ""
    return f"Der er lukket i forvejen {_said(span)}{reason}. Der er ikke gemt noget."


def _left_out(days: int) -> str:
    return f"På {danish.count(days, 'dag', 'dage')} i perioden er der lukket i forvejen." if days else ""


def _said(days: list[date]) -> str:
    """Return ``mandag 22. december 2025`` or how many days from when to when."""
    if len(days) == 1:
        return danish.long_day(days[0])
    first, last = danish.long_day(days[0]), danish.long_day(days[-1])
    return f"{danish.count(len(days), 'dag', 'dage')} fra {first} til {last}"


def _reopen(session: Session, span: list[date]) -> None:
    with session.write("kontor lukkedage") as writer:
        removed = [day for day in span if office_changes.remove_closing_day(writer, day)]
        if not removed:
            raise NotFoundError(
                f"Kontoret har ingen lukkedag {_said(span)}. Se dem med klage kontor lukkedage."
            )
    say(f"Kontoret holder ikke længere lukket {_said(removed)}.", NOT_MOVED)


@command_help("""
    Eksempler:

      klage kontor aabningstid
      klage kontor aabningstid --dag man-tor --aabner 9 --lukker 15.30
      klage kontor aabningstid --dag fredag --lukket

    Åbningstiden er den tid, hvor kontoret kan ringe til borgerne. Uden for
    den siger klage, hvornår der senest skal ringes inden for den. Løftet om
    24 timer er det samme.
""")
def aabningstid(
    ctx: typer.Context,
    days: Annotated[
        list[str] | None,
        typer.Option("--dag", metavar="UGEDAG", help="Fx mandag eller man-fre; kan skrives flere gange."),
    ] = None,
    opens: Annotated[
        str | None, typer.Option("--aabner", "--åbner", metavar="KL", help="Hvornår der åbnes.")
    ] = None,
    closes: Annotated[str | None, typer.Option("--lukker", metavar="KL", help="Hvornår der lukkes.")] = None,
    closed: Annotated[bool, typer.Option("--lukket", help="Der er lukket den dag.")] = False,
    json: options.Json = False,
    csv: options.Csv = False,
    plain: options.Plain = False,
) -> None:
    """Show or set the opening hours."""
    session: Session = ctx.obj
    only_with({"--dag": days or None}, {"--aabner": opens, "--lukker": closes, "--lukket": closed})
    only_one({"--dag": days or None, "--json": json, "--csv": csv})
    if not days:
        options.show(session, week_list(session), json=json, csv=csv, plain=plain, names=False)
        return
    only_one({"--lukket": closed, "--aabner": opens})
    only_one({"--lukket": closed, "--lukker": closes})
    _set_hours(session, _weekdays(days), None if closed else _times(opens, closes))


def week_list(session: Session) -> Listing:
    """Return the week, a row a day."""
    hours = office.opening_hours(session.register)
    rows = []
    for number, name in enumerate(danish.WEEKDAYS, 1):
        opens, closes = hours.get(number, (None, None))
        rows.append((number, name, number in hours, _clock(opens), _clock(closes)))
    return Listing(
        columns=(
            Column("weekday", "Ugedag", "number", only="data"),
            Column("name", "Dag"),
            Column("is_open", "Åbent", "flag"),
            Column("opens", "Fra", screen=_with_point),
            Column("closes", "Til", screen=_with_point),
        ),
        rows=rows,
        things=("dag", "dage"),
        empty="",
    )


def _clock(at: time | None) -> str | None:
    return f"{at:%H:%M}" if at else None


def _with_point(text: str) -> str:
    return text.replace(":", ".")


def _weekdays(texts: list[str]) -> list[int]:
    days = sorted({day for text in texts for day in office_words.weekdays_from(text)})
    if days[-1] not in office_words.WORKDAYS:
        raise RefusedError(
            "Lørdag og søndag er ikke hverdage, så der kan ikke sættes en åbningstid. Der er ikke gemt noget."
        )
    return days


def _times(opens: str | None, closes: str | None) -> tuple[time, time]:
    if opens is None or closes is None:
        raise InvalidValueError("Skriv både --aabner og --lukker, fx --aabner 9 --lukker 15, eller --lukket.")
    times = clock_from(opens, "--aabner"), clock_from(closes, "--lukker")
    if times[1] <= times[0]:
        raise InvalidValueError("--lukker skal ligge efter --aabner på dagen.")
    return times


def _set_hours(session: Session, weekdays: list[int], times: tuple[time, time] | None) -> None:
    session.create()
    with session.write("kontor aabningstid") as writer:
        for weekday in weekdays:
            if times:
                office_changes.set_opening_hours(writer, weekday, *times)
            else:
                office_changes.close_weekday(writer, weekday)
        hours = office.opening_hours(session.register)
        if not hours:
            # The report would count every call as outside opening hours, and none as late.
            raise RefusedError("Kontoret skal have åbent mindst én dag om ugen. Der er ikke gemt noget.")
    say(office_words.week_sentence(hours), NOT_MOVED)
