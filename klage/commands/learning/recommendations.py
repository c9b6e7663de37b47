"""What is recommended to the leadership, and what it answers: both stand in the beretning."""

from typing import TYPE_CHECKING, Annotated

import typer

from klage.commands import asking, options
from klage.commands.learning.lessons import On, day_meant
from klage.commands.office.options import only_with
from klage.commands.showing import pairs
from klage.danish_cli import command_help
from klage.domain import danish
from klage.domain.fields import by_key
from klage.domain.learning import recommendation as rules
from klage.domain.learning.recommendation import Numbered, Recommendation
from klage.output import page
from klage.output.listing import Column, Listing
from klage.store.learning import lessons, recommendations

if TYPE_CHECKING:
    from klage.session import Session

BY_KEY = by_key(rules.FIELDS)
WHAT = "Hvad skal ændres, og hvad bygger du det på?"
ANSWER = "Hvad har ledelsen svaret?"

Number = Annotated[int, typer.Argument(metavar="A", min=1, help="Anbefalingens nummer.")]


@command_help("""
    Eksempler:

      klage laering anbefaling --hvem Direktøren --tekst -
      klage laering anbefaling 2
      klage laering anbefaling 2 --hvem Socialudvalget

    En anbefaling går til ledelsen og står i beretningen sammen med svaret.
    Notér svaret med klage laering svar. Så længe der ikke er svaret, kan
    anbefalingen rettes.
""")
def anbefaling(
    ctx: typer.Context,
    number: Annotated[
        int | None,
        typer.Argument(metavar="A", min=1, help="Vis eller ret den, der er.", show_default=False),
    ] = None,
    text: Annotated[
        str | None, typer.Option("--tekst", metavar="-", help="Læs anbefalingen fra standardinput.")
    ] = None,
    to: Annotated[str | None, typer.Option("--hvem", metavar="HVEM", help="Hvem den går til.")] = None,
    lesson: Annotated[
        int | None,
        typer.Option("--punkt", metavar="N", min=1, help="Læringspunktet, den bygger på."),
    ] = None,
    on: On = None,
    plain: options.Plain = False,
    keep_numbers: options.KeepNumbers = False,
) -> None:
    """Write a recommendation, or show or change one."""
    session: Session = ctx.obj
    if number is not None:
        only_with({"en ny anbefaling": None}, {"--den": on})
    found = recommendations.get(session.register, number) if number is not None else None
    given: dict[str, object] = {"addressed_to": to, "lesson_id": lesson}
    if lesson is not None:
        lessons.get(session.register, lesson)
    given |= {"what": _text(session, text, is_new=found is None)}
    values = {key: value for key, value in given.items() if value is not None}
    if found is not None and not values:
        _show(session, found, plain=plain)
        return
    if not keep_numbers:
        values = asking.masked(session, values, rules.FIELDS)
    values = asking.reader(session, keep_numbers=True).record(values, rules.TYPED)
    if found is None:
        _add(session, {"given_on": day_meant(session, on), **values})
    else:
        _change(session, found, values)


def _text(session: "Session", text: str | None, *, is_new: bool) -> str | None:
    if text is None and not is_new:
        return None
    if session.interactive:
        return asking.text(session, WHAT)
    if text is None:
        options.needs_terminal("Skriv anbefalingen på standardinput med --tekst -.")
    return options.piped_text(text, session, WHAT)


def _add(session: "Session", values: dict[str, object]) -> None:
    if session.interactive and "addressed_to" not in values:
        typed = asking.answer(
            session, "Hvem går den til? (Enter, hvis det er ledelsen)", BY_KEY["addressed_to"]
        )
        values["addressed_to"] = typed or None
    kept = {key: value for key, value in values.items() if value is not None}
    one = rules.check(Recommendation(**{"what": "", **kept}), session.today)  # type: ignore[arg-type]
    with session.write("laering anbefaling") as writer:
        number = recommendations.add(writer, one)
    to = f" til {one.addressed_to}" if one.addressed_to else ""
    options.say(
        session,
        f"Anbefaling {number}{to} er skrevet. Notér svaret med klage laering svar {number}.",
    )


def _change(session: "Session", found: Numbered, values: dict[str, object]) -> None:
    after = rules.changed(found.recommendation, values, session.today)
    if after == found.recommendation:
        options.say(session, f"Anbefaling {found.number} er uændret.")
        return
    with session.write("laering anbefaling") as writer:
        recommendations.change(writer, found.number, after)
    options.say(session, f"Anbefaling {found.number} er rettet.")


def _show(session: "Session", found: Numbered, *, plain: bool) -> None:
    one = found.recommendation
    known = [field for field in rules.FIELDS if field.key not in ("what", "answer")]
    options.show_page(
        session,
        page.Page(
            f"Anbefaling {found.number}",
            [
                page.Section(fields=pairs(one, known)),
                page.Section("Det anbefaler jeg", paragraphs=[one.what]),
                page.Section("Ledelsens svar", paragraphs=[one.answer or "Der er ikke svaret endnu."]),
            ],
        ),
        plain=plain,
    )


@command_help("""
    Eksempler:

      klage laering svar 2 --tekst -
      klage laering svar 2 --den "i går" --tekst -

    Notér, hvad ledelsen har svaret på en anbefaling. Et senere svar træder i
    stedet for det første, som bliver i historikken.
""")
def svar(
    ctx: typer.Context,
    number: Number,
    text: Annotated[
        str | None, typer.Option("--tekst", metavar="-", help="Læs svaret fra standardinput.")
    ] = None,
    on: On = None,
    keep_numbers: options.KeepNumbers = False,
) -> None:
    """Record what the leadership answered."""
    session: Session = ctx.obj
    found = recommendations.get(session.register, number)
    day = day_meant(session, on)
    if text is None and not session.interactive:
        options.needs_terminal("Skriv svaret på standardinput med --tekst -.")
    answer = options.piped_text(text or "-", session, ANSWER) or ""
    if not keep_numbers:
        answer = asking.without_cpr(session, answer, BY_KEY["answer"].label)
    after = rules.answered(found.recommendation, answer.strip(), day, session.today)
    with session.write("laering svar") as writer:
        recommendations.change(writer, number, after)
    options.say(session, f"Svaret på anbefaling {number} er noteret {danish.long_day(day)}.")


@command_help("""
    Eksempler:

      klage laering anbefalinger
      klage laering anbefalinger --json

    Viser anbefalingerne til ledelsen; først dem, der ikke er besvaret.
""")
def anbefalinger(
    ctx: typer.Context,
    json: options.Json = False,
    csv: options.Csv = False,
    plain: options.Plain = False,
) -> None:
    """List the recommendations."""
    session: Session = ctx.obj
    found = recommendations.all_of(session.register)
    options.show(session, listing(found), json=json, csv=csv, plain=plain, names=False)


def listing(found: list[Numbered]) -> Listing:
    """Return recommendations as rows."""
    return Listing(
        columns=(
            Column("recommendation_no", "Nr.", "number"),
            Column("given_on", "Givet", "date"),
            Column("addressed_to", "Til", flexible=True),
            Column("lesson_no", "Læringspunkt", "number", only="data"),
            Column("what", "Anbefaling", flexible=True, long=True),
            Column("answered_on", "Besvaret", "date"),
            Column("answer", "Svar", only="data"),
        ),
        rows=[
            (number, one.given_on, one.addressed_to, one.lesson_id, one.what, one.answered_on, one.answer)
            for number, one in found
        ],
        empty="Der er ingen anbefalinger. Skriv en med klage laering anbefaling.",
        whole="klage laering anbefaling NR",
        things=("anbefaling", "anbefalinger"),
    )
