"""``klage tjek``: look the register through, say what is wrong and what to do, and mend what is safe to mend."""

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from klage.commands import options
from klage.danish_cli import command_help
from klage.domain.checkup import GROUPS, LEVELS, Checked, Finding, is_damaged, is_well, summary
from klage.domain.danish import enumeration
from klage.errors import DamagedError, NoRegisterError
from klage.output.listing import Column, Listing
from klage.output.page import Field, Page, Section
from klage.output.progress import bar
from klage.store.inspect import backups as inspect_backups
from klage.store.inspect import examination
from klage.store.inspect.inspection import Inspection

if TYPE_CHECKING:
    from klage.session import Session

SAID_WITH_QUIET = ("fejl", "advarsel")
HEADINGS = {"fejl": "Fejl", "advarsel": "Advarsler", "raad": "Råd"}
NOT_LOOKED_AT = "ikke_undersoegt"


@command_help("""
    Eksempler:

      klage tjek
      klage tjek --stille

    Ser hele registret igennem: filen, historikken, sagerne, søgningen,
    adgangen til filerne, sikkerhedskopien, uret og morgenlisten. Intet bliver
    ændret. Mens de lange prøver kører, må andre vente med at skrive.

    Med --stille står der kun noget, når der er noget at gøre; så kan linjen
    stå i crontab. Kommandoen slutter med 6, når registret er beskadiget.

    --ret laver søgeindekset forfra, sætter en tæller op, der står for lavt,
    lukker for andres adgang og sletter halve filer. Seglet bliver aldrig sat
    på ny: Det ville sige god for det, der er ændret. Brug en sikkerhedskopi.
""")
def tjek(
    ctx: typer.Context,
    quiet: Annotated[bool, typer.Option("--stille", help="Skriv kun fejl og advarsler.")] = False,
    mend: Annotated[bool, typer.Option("--ret", help="Ret det, der kan rettes uden fare.")] = False,
    quick: Annotated[bool, typer.Option("--hurtig", help="Spring de lange prøver over.")] = False,
    json: options.Json = False,
    plain: options.Plain = False,
) -> None:
    """Examine the register; nothing is written unless ``--ret`` is given."""
    session: Session = ctx.obj
    options.style_of(session, json=json, csv=False, plain=plain)
    checks, rescue = _examined(session, quick=quick, mend=mend)
    if json:
        options.show(session, listing(checks, rescue), json=True, csv=False, plain=False, names=False)
    elif quiet:
        options.say(session, *_lines(checks, rescue))
    else:
        page = Page(summary(checks), list(_sections(checks, rescue)))
        options.show_page(session, page, plain=plain)
    if is_damaged(checks):
        raise typer.Exit(DamagedError.exit_code)


def _examined(session: "Session", *, quick: bool, mend: bool) -> tuple[list[Checked], str]:
    """Make every check, mend if asked to, and return them with the way out where the register is damaged."""
    with bar("Ser registret igennem", 100, sys.stderr) as advance:
        inspection = Inspection(
            session.path, session.now, on_progress=lambda at, total: advance(100 * at // max(1, total))
        )
        try:
            checks = list(examination.examine(inspection, quick=quick))
            if mend:
                checks = examination.mend(inspection, checks, command="tjek", actor=session.actor)
            return checks, inspect_backups.rescue(session.path) if is_damaged(checks) else ""
        except NoRegisterError as error:
            raise NoRegisterError(
                f"{error.sentence} {inspect_backups.left_behind(session.path)}".strip()
            ) from error
        finally:
            inspection.close()


def listing(checks: Sequence[Checked], rescue: str) -> Listing:
    """Return the checks as rows, one for each finding and one for each check that found nothing."""
    columns = (
        Column("key", "Prøve"),
        Column("group", "Gruppe", "code", labels=GROUPS),
        Column("level", "Niveau", "code", labels=LEVELS),
        Column("message", "Fundet"),
        Column("advice", "Råd"),
        Column("mended", "Rettet", "list"),
    )
    rows = [
        (check.key, check.group, level, message, advice, check.mended)
        for check in checks
        for level, message, advice in _findings(check, rescue)
    ]
    return Listing(columns, rows, empty="")


def _findings(check: Checked, rescue: str) -> list[tuple[str, str | None, str | None]]:
    return [
        (finding.level, finding.message, _advice(finding, rescue) or None) for finding in check.findings
    ] or [("ok", None, None)]


def _advice(finding: Finding, rescue: str) -> str:
    return finding.advice or (rescue if finding.level == "fejl" else "")


def _lines(checks: Sequence[Checked], rescue: str) -> Iterator[str]:
    """Yield a line for each thing that has to be said also when it is quiet, and what to do about damage last."""
    yield from _mended(checks)
    if is_well(checks):
        return
    for check in checks:
        for finding in check.findings:
            if finding.level in SAID_WITH_QUIET:
                yield f"{LEVELS[finding.level]}: {finding.message} {finding.advice}".rstrip()
    yield rescue


def _mended(checks: Sequence[Checked]) -> list[str]:
    return list(dict.fromkeys(sentence for check in checks for sentence in check.mended))


def _sections(checks: Sequence[Checked], rescue: str) -> Iterator[Section]:
    """Yield what must be done first, and then what is well, in a few lines."""
    yield Section("Rettet", paragraphs=_mended(checks))
    for level, heading in HEADINGS.items():
        yield Section(heading, fields=list(_told(checks, level)))
        if level == "fejl":
            yield Section("Sådan kommer du videre", paragraphs=[rescue])
    yield Section("Ikke undersøgt", paragraphs=list(_not_looked_at(checks)))
    well = {
        heading: [check.label.lower() for check in checks if check.group == group and not check.findings]
        for group, heading in GROUPS.items()
    }
    yield Section("I orden", fields=[Field(heading, enumeration(labels)) for heading, labels in well.items()])


def _told(checks: Sequence[Checked], level: str) -> Iterator[Field]:
    for check in checks:
        for finding in check.findings:
            if finding.level == level:
                said = f"{finding.message} {finding.advice}".rstrip()
                yield Field(check.label, said, mark="late" if level == "fejl" else None)


def _not_looked_at(checks: Sequence[Checked]) -> Iterator[str]:
    reasons = [
        finding.message for check in checks for finding in check.findings if finding.level == NOT_LOOKED_AT
    ]
    for reason in dict.fromkeys(reasons):
        labels = [
            check.label.lower() for check in checks if reason in {each.message for each in check.findings}
        ]
        yield f"{enumeration(labels).capitalize()}: {reason}"
