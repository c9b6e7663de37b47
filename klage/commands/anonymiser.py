"""Forgetting cases: which ones, the question before it, and what is left for the user to do."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from klage.commands import options
from klage.commands.office.options import only_one, only_with
from klage.commands.sammenlaeg import REHEARSED, Rehearsal
from klage.danish_cli import command_help
from klage.domain import danish
from klage.domain import forgetting as rules
from klage.domain.case_number import number_from, number_text
from klage.domain.forgetting import Plan
from klage.errors import KlageError, RefusedError
from klage.output.listing import Column, Listing
from klage.output.safe import one_line
from klage.store import written_files
from klage.store.forget import forgetting, purging

if TYPE_CHECKING:
    from klage.session import Session

RESULTS = {
    "anonymiseres": "Anonymiseres",
    "anonymiseres_fortrudt": "Anonymiseres (fortrudt)",
    **{code: f"Bliver: {why.lower()}" for code, why in rules.REASONS.items()},
}
UNCHANGED = "Intet er ændret."
FINISHED = "Den anonymisering, der blev afbrudt, er nu gjort færdig."
CLEANED = (
    "Søgeindekset er lavet forfra, registret er pakket om, og sikkerhedskopierne er erstattet af én ny. "
    "Det kan ikke fortrydes."
)


@command_help("""
    Eksempler:

      klage anonymiser --proev
      klage anonymiser 2019-0042

    Navn, telefonnummer, journalnummer og alle tekster slettes, også i
    historikken, søgningen og klages egne sikkerhedskopier. Datoer, temaer og
    resultater bliver, så beretningerne passer. Sager, der er lagt sammen,
    følges ad.

    Uden NR gælder det alle sager, som kontorets frist omfatter (klage kontor
    sletning); med --aar kun dem fra det år. --proev viser dem, og hvorfor
    andre bliver stående. Det kan ikke fortrydes.

    En registrering, du har fortrudt, følger med, når den ikke længere kan
    gøres igen, og senest efter 30 dage.
""")
def anonymiser(
    ctx: typer.Context,
    number: Annotated[
        str | None, typer.Argument(metavar="NR", help="En enkelt sags nummer.", show_default=False)
    ] = None,
    year: Annotated[
        int | None,
        typer.Option("--aar", "--år", metavar="ÅR", min=1900, max=2100, help="Kun sager med det års numre."),
    ] = None,
    rehearsal: Rehearsal = False,
    yes: Annotated[bool, typer.Option("--ja", help="Anonymisér uden at spørge.")] = False,
    json: options.Json = False,
    csv: options.Csv = False,
    plain: options.Plain = False,
) -> None:
    """Forget closed cases: wipe what may identify a citizen, and keep the counts."""
    session: Session = ctx.obj
    only_one({"NR": number, "--aar": year})
    only_with({"--proev": rehearsal}, {"--json": json, "--csv": csv, "--plain": plain})
    if rehearsal:
        found = _listing(_plan(session, number, year), everything=bool(number or year))
        options.show(session, found, json=json, csv=csv, plain=plain, names=False)
        sys.stdout.flush()  # the list first, also where both go into one pipe
        options.say(session, REHEARSED, err=True)
        return
    if _finish_what_was_begun(session) and number is None and year is None:
        return
    plan = _plan(session, number, year)
    if number is not None:
        rules.require(plan)
    count = rules.counted(plan.going)
    if not count:
        options.say(session, "Der er ingen sager at anonymisere.", _staying(plan))
    elif yes or _agreed(session, plan, count):
        _forget(session, plan, number, year)
    else:
        options.say(session, UNCHANGED)


def _plan(session: "Session", number: str | None, year: int | None) -> Plan:
    """Return which cases go and which stay.

    Raises:
        RefusedError: Several are asked for, and the office has set no rule; or the case is forgotten already.
    """
    rule = forgetting.rule(session.register)
    if number is not None:
        # The office's period is for what goes unasked; a single case is the user's own decision.
        at_once = rule._replace(months=0) if rule else None
        found = [forgetting.candidate_of(session.register, number_from(number, session.today.year))]
        return rules.sorted_out(
            [each._replace(may_be_redone=False) for each in found], at_once, session.today
        )
    found = [each for each in forgetting.candidates(session.register) if year in (None, each.year)]
    if rule is None:
        # What was undone is not held by any period.
        plan = rules.sorted_out([each for each in found if each.undone_at], None, session.today)
        if plan.going:
            return plan
        raise RefusedError(rules.NO_RULE)
    return rules.sorted_out(found, rule, session.today)


def _agreed(session: "Session", plan: Plan, count: int) -> bool:
    """Ask for the number of cases, so that nobody says yes to more than they think."""
    if not session.interactive:
        options.needs_terminal("Skriv --ja for at anonymisere, eller --proev for at se, hvad der ville ske.")
    cases = danish.count(count, "sag", "sager")
    options.say(
        session,
        f"{cases} bliver anonymiseret{_which(plan)}. Navne, telefonnumre, journalnumre og alle tekster slettes, også i "
        "historikken og i klages egne sikkerhedskopier. Det kan ikke fortrydes.",
        _see_first(plan),
        _undone(plan, count),
        _staying(plan),
        err=True,
    )
    typed = session.prompter.ask(
        f"Skriv antallet af sager ({danish.number(count)}) for at gå videre", default="nej"
    )
    return typed.replace(".", "") == str(count)


def _see_first(plan: Plan) -> str:
    """Say how to see which cases go, where they are too many to be named."""
    return "" if _which(plan) else "Se først, hvilke det er, med --proev."


def _which(plan: Plan) -> str:
    keys = [key for each in plan.going for key in each.ids]
    return f": {danish.enumeration(list(map(number_text, keys)))}" if len(keys) <= 10 else ""


def _undone(plan: Plan, count: int) -> str:
    """Say how many of the cases were undone, and what that means."""
    undone = rules.counted(each for each in plan.going if each.undone_at)
    if not undone:
        return ""
    which = (
        "Registreringen er"
        if count == 1
        else "De er"
        if undone == count
        else f"Heraf er {danish.number(undone)}"
    )
    return f"{which} fortrudt og kan bagefter ikke gøres igen med klage fortryd --om."


def _staying(plan: Plan) -> str:
    if not plan.staying:
        return ""
    return f"{danish.count(rules.counted(each for each, _ in plan.staying), 'sag', 'sager')} bliver stående; se hvorfor med --proev."


# --- doing it -------------------------------------------------------------------------------------


def _finish_what_was_begun(session: "Session") -> bool:
    """Finish an erasure that was broken off, and tell whether there was one."""
    session.tells_of_purge = False
    if not session.register.has_pending_purge:
        return False
    purging.finish(session.for_writing(), session.now)
    options.say(session, FINISHED, *_files(session))
    return True


def _forget(session: "Session", plan: Plan, number: str | None, year: int | None) -> None:
    purging.require_space(session.for_writing())
    with session.write("anonymiser") as writer:
        # Asked again, because another klage may have been here while the user thought.
        if _plan(session, number, year).going != plan.going:
            raise RefusedError(f"Registret blev ændret imens. {UNCHANGED} Prøv igen.")
        forgetting.forget(writer, session.register, [key for each in plan.going for key in each.ids])
    count = rules.counted(plan.going)
    done = f"{danish.count(count, 'sag', 'sager')} er anonymiseret{_which(plan)}."
    try:
        purging.finish(session.register, session.now)
    except KlageError as error:
        raise type(error)(f"{done} Men oprydningen er ikke færdig. {error.sentence}") from error
    options.say(session, done, CLEANED, *_files(session))


def _files(session: "Session") -> list[str]:
    """Name the files that klage has written earlier, as only the user knows what they are for."""
    found = written_files.existing(session.register)
    if not found:
        return []
    return [
        "Her har klage skrevet før, og det kan rumme det, der er slettet. Slet det, du ikke skal bruge:",
        *(f"  {one_line(str(file.path))} ({file.kind}, {danish.long_instant(file.at)})" for file in found),
    ]


# --- showing --------------------------------------------------------------------------------------


def _listing(plan: Plan, *, everything: bool) -> Listing:
    """Return who goes, and who stays although the period is over; asked for by name or year, all of them."""
    late = {"aaben", "for_ny"} if not everything else set[str]()
    rows = [(each, f"anonymiseres{'_fortrudt' if each.undone_at else ''}") for each in plan.going]
    rows += [(each, why) for each, why in plan.staying if why not in late]
    left_out = [each for each, why in plan.staying if why in late]
    more = danish.number(rules.counted(left_out))
    note = f"Desuden bliver åbne sager og sager, der er afsluttet for nylig, stående: {more}."
    return Listing(
        columns=(
            Column("case_no", "Sag"),
            Column("merged_cases", "Lagt sammen med", "list", spare=True),
            Column("closed_at", "Afsluttet", "instant"),
            Column("undone_at", "Fortrudt", "instant", only="data"),
            Column("result", "Udfald", "code", labels=RESULTS),
        ),
        rows=[
            (
                number_text(each.ids[0]),
                tuple(map(number_text, each.ids[1:])),
                each.closed_at,
                each.undone_at,
                result,
            )
            for each, result in rows
        ],
        things=("sag", "sager"),
        empty="Der er ingen sager at anonymisere.",
        note=note if left_out else None,
    )
