"""The examples for the beretning: a case told so that nobody can be known by it, and approved to be read."""

from typing import TYPE_CHECKING, Annotated

import typer

from klage.commands import asking, options
from klage.commands.learning import sharing
from klage.danish_cli import command_help
from klage.domain import danish
from klage.domain.case_number import number_text
from klage.domain.learning import example as rules
from klage.domain.learning.example import Example
from klage.errors import NotFoundError
from klage.output import page
from klage.output.listing import Column, Listing
from klage.store import cases
from klage.store.learning import examples

if TYPE_CHECKING:
    from klage.domain.case import Case
    from klage.session import Session
    from klage.store.learning.examples import Kept

TITLE = "Overskrift, fx Brevet, der blev væk"
STORY = "Hvad skete der, og hvad førte det til? Ingen navne."


@command_help("""
    Eksempler:

      klage laering eksempel 42
      klage laering eksempel 42 --tekst -
      klage laering eksempel 42 --godkend

    Et eksempel fortæller i beretningen om en sag, så ingen kan kendes på den.
    Første linje er overskriften, resten er fortællingen. Det kommer først med,
    når du har læst det og godkendt det, og rettes det, skal det godkendes
    igen. klage ser efter navne, numre og adresser; om historien i sig selv
    kun kan være én borgers, må du vurdere.
""")
def eksempel(
    ctx: typer.Context,
    number: options.Number,
    text: sharing.Words = None,
    approve: sharing.Approve = False,
    withdraw: sharing.Withdraw = False,
    remove: Annotated[bool, typer.Option("--slet", help="Tag eksemplet ud igen.")] = False,
    names: options.WithNames = False,
    plain: options.Plain = False,
    keep_numbers: options.KeepNumbers = False,
) -> None:
    """Show, write, approve or remove the example of a case."""
    session: Session = ctx.obj
    sharing.only_one_wish({"--godkend": approve, "--træk": withdraw, "--slet": remove})
    sharing.only_one_wish({"--tekst": text, "--træk": withdraw, "--slet": remove})
    case = options.case_to_change(session, number)
    kept = examples.of_case(session.register, case.id)
    if remove:
        _remove(session, case, kept)
        return
    after = _written(session, kept, text, keep_numbers=keep_numbers)
    if after is None:
        raise NotFoundError(
            f"Der er ikke skrevet et eksempel ud fra sag {case.number}. Skriv det med --tekst -."
        )
    if text is None and not (approve or withdraw or session.interactive):
        _show(session, case, after, names=names, plain=plain)
        return
    _settle(session, case, kept, after, approve=approve, withdraw=withdraw)


def _settle(
    session: "Session", case: "Case", kept: "Kept | None", after: Example, *, approve: bool, withdraw: bool
) -> None:
    """Approve what is to be approved, and save."""
    from dataclasses import replace

    what = f"Eksemplet ud fra sag {case.number}"
    if withdraw:
        after = replace(after, approved_on=None)
    elif approve:
        sharing.check(session, what, after.texts)
        after = rules.approved(after, session.today)
    elif session.interactive and after.approved_on is None:
        shown = f"{after.title}\n\n{after.story}"
        if sharing.is_approved_now(session, what, after.texts, shown):
            after = rules.approved(after, session.today)
    if kept is None or after != kept.example:
        with session.write("laering eksempel") as writer:
            cases.again(session.register, case)
            examples.keep(writer, case.id, after)
    options.say(session, _stands(what, after))


def _stands(what: str, example: Example) -> str:
    if example.approved_on is None:
        return f"{what} er gemt, men ikke godkendt. Det kommer først med i beretningen, når du skriver --godkend."
    return f"{what} er godkendt {danish.long_day(example.approved_on)} og kommer med i beretningen."


def _written(
    session: "Session", kept: "Kept | None", text: str | None, *, keep_numbers: bool
) -> Example | None:
    """Return the example as it is to stand: as given, as asked for where there is none, or as it is."""
    before = kept.example if kept else None
    if session.interactive and (text is not None or before is None):
        title = asking.answer(session, TITLE, rules.FIELDS[0], default=before.title if before else None)
        content = f"{title}\n{asking.text(session, STORY)}"
    elif text is not None:
        content = options.piped_text(text, session, STORY) or ""
    else:
        return before
    found = rules.from_text(content, session.today)
    title, story = found.title, found.story
    if not keep_numbers:
        title, story = (
            asking.without_cpr(session, each, field.label)
            for each, field in zip((title, story), rules.FIELDS, strict=False)
        )
    return rules.rewritten(before, title, story, session.today)


def _remove(session: "Session", case: "Case", kept: "Kept | None") -> None:
    if kept is None:
        raise NotFoundError(f"Der er ikke skrevet et eksempel ud fra sag {case.number}.")
    with session.write("laering eksempel") as writer:
        examples.remove(writer, kept)
    options.say(session, f"Eksemplet ud fra sag {case.number} er taget ud. Fortryd det med klage fortryd.")


def _show(session: "Session", case: "Case", example: Example, *, names: bool, plain: bool) -> None:
    options.show_page(
        session,
        page.Page(f"Eksempel ud fra sag {case.number}", [_section(example, None)]),
        plain=plain,
        names=names,
    )


def _section(example: Example, heading: str | None) -> page.Section:
    """Return an example as a part of a page; what is not approved is personal."""
    is_personal = example.approved_on is None
    approved = danish.long_day(example.approved_on) if example.approved_on else "ikke endnu"
    return page.Section(
        heading,
        fields=[
            page.Field("Overskrift", example.title, personal=is_personal),
            page.Field("Fortælling", example.story, personal=is_personal),
            page.Field("Godkendt", approved),
        ],
    )


# --- the list, and the page of a case ---------------------------------------------------------------


@command_help("""
    Eksempler:

      klage laering eksempler
      klage laering eksempler --json

    Viser eksemplerne til beretningen; først dem, der ikke er godkendt endnu.
""")
def eksempler(
    ctx: typer.Context,
    json: options.Json = False,
    csv: options.Csv = False,
    plain: options.Plain = False,
    names: options.WithNames = False,
) -> None:
    """List the examples."""
    session: Session = ctx.obj
    found = examples.all_of(session.register)
    options.show(session, listing(found), json=json, csv=csv, plain=plain, names=names)


def listing(found: "list[Kept]") -> Listing:
    """Return examples as rows; the title may name somebody as long as it is not approved."""
    return Listing(
        columns=(
            Column("case_no", "Sagsnr."),
            Column("approved_on", "Godkendt", "date"),
            Column("written_on", "Skrevet", "date", spare=True),
            Column("title", "Overskrift", flexible=True, personal=True),
        ),
        rows=[
            (number_text(each.case_id), each.example.approved_on, each.example.written_on, each.example.title)
            for each in found
        ],
        empty="Der er ingen eksempler. Skriv et med klage laering eksempel NR.",
        things=("eksempel", "eksempler"),
    )


def sections(session: "Session", case: "Case") -> list[page.Section]:
    """Return the example that a case has become, as a part of its page."""
    kept = examples.of_case(session.register, case.id)
    return [_section(kept.example, "Eksempel til beretningen")] if kept else []


def as_objects(session: "Session", case: "Case", names: bool) -> dict[str, object]:
    """Return the example of a case as a part of its JSON, or ``null``."""
    from klage.commands.showing import as_object

    kept = examples.of_case(session.register, case.id)
    return {"example": as_object(kept.example, rules.FIELDS, names=names) if kept else None}
