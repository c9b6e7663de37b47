"""``klage`` alone: what today holds, or the first day where there is no register yet."""

import sys
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import typer

from klage import clock
from klage.commands import frister, options
from klage.danish_cli import command_help
from klage.domain import danish, draft, upkeep
from klage.store import drafts, marks, overview

if TYPE_CHECKING:
    from klage.session import Session

EMPTY = (
    "Der er ingen klager i registret endnu. Registrér den første med klage ny.",
    "Har du klager i et regneark, så hent dem med klage import. Se dig om med klage demo.",
)


@command_help("""
    Eksempler:

      klage
      klage today

    Viser dagen i dag: hvem der skal ringes til, og hvad der ellers er åbent.
""")
def today(ctx: typer.Context) -> None:
    """Show today's list and what is open; at a terminal without a register, begin one."""
    session: Session = ctx.obj
    if not session.has_register and sys.stdout.isatty() and session.interactive:
        from klage.commands import first_day  # once in the life of a register

        first_day.begin(ctx)
        return
    if not overview.cases_up_to_two(session.register):
        options.say(session, f"{danish.long_instant(session.now).capitalize()}.", *EMPTY)
        return
    found = frister.read(session, timedelta(hours=24))
    frister.warn(session, found, to_screen=True)
    options.say(session, *_headline(session))
    listing = frister.listing(session, found)
    options.show(session, listing, json=False, csv=False, plain=False, names=False)
    if sys.stdout.isatty():
        options.say(session, *_hints(session, waiting=bool(found.entries)))


def _headline(session: "Session") -> tuple[str, str]:
    numbers = overview.numbers(session.register, _start_of_day(session.now))
    counts = (
        f"{danish.count(numbers.open, 'åben sag', 'åbne sager')}, "
        f"{danish.number(numbers.received)} modtaget og {danish.number(numbers.closed)} afsluttet i dag."
    )
    return f"{danish.long_instant(session.now).capitalize()}.", counts


def _start_of_day(now: datetime) -> datetime:
    return clock.local_day_bounds(clock.to_local(now).replace(tzinfo=None))[0]


def _hints(session: "Session", *, waiting: bool) -> list[str]:
    """Say what one may want to do next, and when the morning run has not come."""
    hints = ["Ring til den næste med klage ring." if waiting else "Registrér en klage med klage ny."]
    lying = (
        f"{draft.lies_about(each, session.now)} {draft.advice(each)}"
        for each in drafts.all_of(session.register)
    )
    missed = upkeep.morning_run(session.now, marks.last(session.register, "cron"), has_cases=False)
    return [*lying, *hints, *(f"{finding.message} {finding.advice}" for finding in missed)]
