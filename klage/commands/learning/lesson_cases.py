"""The cases a lesson comes from: more of them, told to their citizens, and the end of a lesson."""

from typing import TYPE_CHECKING, Annotated

import typer

from klage.commands import options
from klage.commands.learning.lessons import BY_KEY, On, cases_named, day_meant
from klage.commands.learning.lessons_shown import Number, of_cases
from klage.danish_cli import command_help
from klage.domain import danish
from klage.domain.case_number import number_text
from klage.domain.learning import lesson as rules
from klage.domain.learning.learning import Source
from klage.errors import InvalidValueError, NotFoundError, RefusedError
from klage.store.learning import lessons

if TYPE_CHECKING:
    from klage.domain.learning.learning import Learning
    from klage.session import Session


@command_help("""
    Eksempler:

      klage laering tilfoej 3 61
      klage laering tilfoej 3 61 64 --fjern

    Når en ny klage lærer jer det samme, så føj den til det læringspunkt, der
    er. --fjern tager sagerne ud igen; den sidste bliver.
""")
def tilfoej(
    ctx: typer.Context,
    number: Number,
    numbers: Annotated[list[str], typer.Argument(metavar="NR...", help="Sagernes numre.")],
    remove: Annotated[bool, typer.Option("--fjern", help="Tag sagerne ud af læringspunktet igen.")] = False,
) -> None:
    """Let a lesson come from more cases, or from fewer."""
    session: Session = ctx.obj
    learning = lessons.get(session.register, number)
    rules.check_in_force(learning.lesson)
    wanted = {options.case_id(session, each): None for each in numbers}
    known = [source.case_id for source in learning.sources]
    if remove:
        _detach(session, learning, wanted)
        return
    new = [case.id for case in cases_named(session, numbers) if case.id not in known]
    texts = [(BY_KEY[key].label, getattr(learning.lesson, key)) for key in rules.TEXTS]
    rules.refuse_names(texts, lessons.names(session.register, new))
    if not new:
        options.say(session, f"Læringspunkt {number} kommer allerede fra de sager.")
        return
    with session.write("laering tilfoej") as writer:
        for case_id in new:
            lessons.attach(writer, number, Source(case_id))
    total = danish.count(len(known) + len(new), "sag", "sager")
    options.say(session, f"Læringspunkt {number} kommer nu fra {total}.")


def _detach(session: "Session", learning: "Learning", wanted: dict[int, None]) -> None:
    known = {source.case_id for source in learning.sources}
    for case_id in wanted:
        _must_come_from(learning, case_id)
    if not known - wanted.keys():
        raise RefusedError(
            "Et læringspunkt skal komme fra mindst én sag. Gælder det ikke mere, så lad det udgå med "
            f"klage laering udgaa {learning.number}."
        )
    with session.write("laering tilfoej") as writer:
        for case_id in wanted:
            lessons.detach(writer, learning.number, case_id)
    total = danish.count(len(known - wanted.keys()), "sag", "sager")
    options.say(session, f"Læringspunkt {learning.number} kommer nu fra {total}.")


def _must_come_from(learning: "Learning", case_id: int) -> None:
    if case_id not in [source.case_id for source in learning.sources]:
        raise NotFoundError(f"Læringspunkt {learning.number} kommer ikke fra sag {number_text(case_id)}.")


@command_help("""
    Eksempler:

      klage laering udgaa 3
      klage laering udgaa 3 --genopliv

    Et læringspunkt, der er skrevet om eller ikke holder, udgår. Det bliver
    stående med sine sager, men vises ikke mere på listen.
""")
def udgaa(
    ctx: typer.Context,
    number: Number,
    revive: Annotated[bool, typer.Option("--genopliv", help="Lad læringspunktet gælde igen.")] = False,
) -> None:
    """Withdraw a lesson, or let it be in force again."""
    session: Session = ctx.obj
    learning = lessons.get(session.register, number)
    waiting = [str(each.number) for each in learning.actions if each.action.is_open]
    if waiting and not revive:
        raise RefusedError(
            f"Læringspunktet har handlinger, der ikke er gjort færdige (nr. {danish.enumeration(waiting)}). "
            "Gennemfør eller afvis dem først med klage laering status."
        )
    is_withdrawn = learning.lesson.withdrawn_on is not None
    if is_withdrawn == revive:
        with session.write("laering udgaa") as writer:
            lessons.change(writer, number, {"withdrawn_on": None if revive else session.today})
    adverb = "nu" if is_withdrawn == revive else "allerede"
    options.say(
        session,
        f"Læringspunkt {number} {'gælder' if revive else 'er'} {adverb}{'' if revive else ' udgået'}.",
    )


@command_help("""
    Eksempler:

      klage laering orienteret 3 42
      klage laering orienteret 3 42 57 --den "i går"

    Notér, når du har fortalt borgeren, hvad klagen førte til. Klager lærer kun
    kommunen noget for alvor, når den, der klagede, også hører om det.
""")
def orienteret(
    ctx: typer.Context,
    number: Number,
    numbers: Annotated[list[str], typer.Argument(metavar="NR...", help="Sagernes numre.")],
    on: On = None,
) -> None:
    """Note that citizens have heard what came of their complaints."""
    session: Session = ctx.obj
    learning = lessons.get(session.register, number)
    day = day_meant(session, on)
    if day < learning.lesson.formulated_on:
        raise InvalidValueError("--den ligger før den dag, læringspunktet blev formuleret. Ret dagen.")
    wanted = list(dict.fromkeys(options.case_id(session, each) for each in numbers))
    for case_id in wanted:
        _must_come_from(learning, case_id)
    with session.write("laering orienteret") as writer:
        for case_id in wanted:
            lessons.told(writer, number, case_id, day)
    who = "Borgeren" if len(wanted) == 1 else "Borgerne"
    options.say(
        session,
        f"{who} i {of_cases(wanted)} har {danish.long_day(day)} hørt, hvad klagen førte til.",
    )
