"""``klage kontor ordning``: the phases of the 24-hour service."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated

import typer

from klage.commands import options
from klage.commands.office.options import day_from, only_one, only_with, say
from klage.danish_cli import command_help
from klage.domain import danish, office_words
from klage.domain.matching import code_for
from klage.domain.promise import Policy, policy_on
from klage.domain.vocabulary import ADDRESSEE_LEVELS, COUNTINGS
from klage.errors import NotFoundError
from klage.output.listing import Column, Listing
from klage.session import Session
from klage.store import departments, office

KEPT = "Sager, der allerede er registreret, beholder det, de blev lovet."
STATUSES = {"tidligere": "Tidligere", "gaelder": "Gælder", "kommer": "Kommer"}


@command_help("""
    Eksempler:

      klage kontor ordning
      klage kontor ordning --fra 21.10.2014 --adressat raadmand \\
          --adressat direktoer --adressat forvaltningschef
      klage kontor ordning --fra 1.4.2015
      klage kontor ordning --fra 1.1.2026 --timer 48 --regn hverdage
      klage kontor ordning --fjern 1.4.2015

    En fase gælder fra sin første dag, indtil den næste begynder. Det er
    fasen på den dag, klagen blev modtaget, der tæller. Uden --adressat og
    --afdeling er alle omfattet. Så længe der ingen faser er, er alle klager
    omfattet, og der ringes inden 24 timer. En fase, der begynder samme dag
    som en anden, afløser den helt. Med --regn hverdage tæller timerne i
    weekender og på andre lukkede dage ikke med.

    NIVEAU er raadmand, direktoer, forvaltningschef, afdelingsleder,
    medarbejder, byraad_udvalg, borgerraadgiver, andet eller ukendt.
""")
def ordning(
    ctx: typer.Context,
    first_day: Annotated[
        str | None, typer.Option("--fra", metavar="DATO", help="Sæt en fase, der begynder den dag.")
    ] = None,
    levels: Annotated[
        list[str] | None,
        typer.Option("--adressat", metavar="NIVEAU", help="Er omfattet; kan skrives flere gange."),
    ] = None,
    units: Annotated[
        list[str] | None,
        typer.Option("--afdeling", metavar="NAVN", help="Er omfattet; kan skrives flere gange."),
    ] = None,
    hours: Annotated[
        int | None,
        typer.Option(
            "--timer",
            metavar="TAL",
            min=1,
            max=8760,
            show_default="24",
            help="Inden hvor mange timer der ringes.",
        ),
    ] = None,
    counting: Annotated[
        str | None,
        typer.Option(
            "--regn", metavar="doegn|hverdage", show_default="doegn", help="Hvilke timer der tæller."
        ),
    ] = None,
    remove: Annotated[
        str | None, typer.Option("--fjern", metavar="DATO", help="Fjern fasen, der begynder den dag.")
    ] = None,
    json: options.Json = False,
    csv: options.Csv = False,
    plain: options.Plain = False,
) -> None:
    """List, set or remove the phases of the scheme."""
    session: Session = ctx.obj
    covered = {"--adressat": levels or None, "--afdeling": units or None}
    only_one({"--fra": first_day, "--fjern": remove, "--json": json, "--csv": csv})
    only_with({"--fra": first_day}, {**covered, "--timer": hours, "--regn": counting})
    if first_day is not None:
        _set(session, _phase(session, first_day, levels or (), units or (), hours or 24, counting or "doegn"))
    elif remove is not None:
        _remove(session, remove)
    else:
        options.show(session, phases(session), json=json, csv=csv, plain=plain, names=False)


def phases(session: Session) -> Listing:
    """Return the phases as a list, oldest first."""
    policies = office.policies(session.register)
    ends = office_words.last_days(policies)
    now = policy_on(policies, session.today) if policies else None
    rows = [
        (
            policy.first_day,
            ends[policy.first_day],
            tuple(office_words.ordered_levels(policy.levels)),
            tuple(office_words.ordered_departments(policy.departments)),
            policy.hours,
            policy.counting,
            _status(policy, now),
        )
        for policy in policies
    ]
    return Listing(
        columns=(
            Column("first_day", "Fra", "date"),
            Column("last_day", "Til og med", "date"),
            Column("levels", "Adressater", "list", labels=ADDRESSEE_LEVELS, screen=_levels, flexible=True),
            Column("departments", "Afdelinger", "list", screen=_names, flexible=True),
            Column("hours", "Timer", "number"),
            Column("counting", "Regnes", "code", labels={"doegn": "døgn", "hverdage": "hverdage"}),
            Column("status", "Status", "code", labels=STATUSES),
        ),
        rows=rows,
        things=("fase", "faser"),
        empty=f"Kontoret har ingen faser sat. {office_words.default_sentence()}",
    )


def _status(policy: Policy, now: Policy | None) -> str:
    if policy is now:
        return "gaelder"
    before = now and now.first_day and policy.first_day and policy.first_day < now.first_day
    return "tidligere" if before else "kommer"


def _levels(codes: tuple[str, ...]) -> str:
    return ", ".join(ADDRESSEE_LEVELS[code] for code in codes) or "alle"


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "alle"


def _phase(
    session: Session, first_day: str, levels: Iterable[str], units: Iterable[str], hours: int, counting: str
) -> Policy:
    """Return the phase that was typed; a department must be known, for a slip would cover nobody."""
    return Policy(
        first_day=day_from(session, first_day, "--fra"),
        hours=hours,
        counting=code_for(counting, COUNTINGS, "Måden at regne på"),
        levels=frozenset(code_for(text, ADDRESSEE_LEVELS, "Adressaten") for text in levels),
        departments=frozenset(departments.require(session.register, name).name for name in units),
    )


def _set(session: Session, policy: Policy) -> None:
    session.create()
    before = office.policies(session.register)
    with session.write("kontor ordning") as writer:
        office.set_policy(writer, policy)
    say(office_words.phase_sentence(policy), *_around(policy, before), KEPT)


def _around(policy: Policy, before: list[Policy]) -> list[str]:
    """Return what the phase replaces, and where it begins and ends among the others."""
    replaced = [old for old in before if old.first_day == policy.first_day and old != policy]
    others = [old for old in before if old.first_day != policy.first_day]
    last_day = office_words.last_days([*others, policy])[policy.first_day]
    sentences = [f"Før stod der: {office_words.phase_sentence(old)}" for old in replaced]
    if last_day:
        sentences.append(f"Fasen gælder til og med {danish.long_day(last_day)}.")
    if policy_on(others, policy.first_day or date.min) is None or not others:
        # Said because it surprises: without phases everyone was covered, also before that day.
        sentences.append("Klager, der er modtaget før den dag, er ikke omfattet.")
    return sentences


def _remove(session: Session, text: str) -> None:
    day = day_from(session, text, "--fjern")
    with session.write("kontor ordning") as writer:
        if not office.remove_policy(writer, day):
            raise NotFoundError(
                f"Der er ingen fase, der begynder {danish.long_day(day)}. Se faserne med klage kontor ordning."
            )
    say(f"Fasen fra {danish.long_day(day)} er fjernet.", _holds_now(session), KEPT)


def _holds_now(session: Session) -> str:
    policies = office.policies(session.register)
    if not policies:
        return office_words.default_sentence()
    now = policy_on(policies, session.today)
    return office_words.phase_sentence(now) if now else "I dag er ingen klager omfattet."
