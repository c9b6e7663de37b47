"""The citizens' words that belong to a lesson: written down, shown as they will be read, and approved for sharing."""

from typing import TYPE_CHECKING

import typer

from klage.commands import asking, options
from klage.commands.learning import sharing
from klage.commands.learning.lessons import BY_KEY, work_text
from klage.commands.learning.lessons_shown import Number
from klage.danish_cli import command_help
from klage.domain import danish
from klage.domain.learning import lesson as rules
from klage.domain.learning.sharing import Text
from klage.errors import InvalidValueError
from klage.output.safe import set_in
from klage.store.learning import lessons

if TYPE_CHECKING:
    from klage.domain.learning.learning import Learning
    from klage.session import Session

QUESTION = "Hvad sagde borgeren? Ingen må kunne kendes på det."


@command_help("""
    Eksempler:

      klage laering ord 3
      klage laering ord 3 --tekst -
      klage laering ord 3 --godkend

    Borgernes egne ord siger tit mere end et skema. De kommer kun med i
    beretningen og i brevet til afdelingen, når du har godkendt dem. Rettes
    ordene, skal de godkendes igen. Står der et navn, et nummer eller en
    adresse i dem, kan de ikke godkendes.
""")
def ord_(
    ctx: typer.Context,
    number: Number,
    text: sharing.Words = None,
    approve: sharing.Approve = False,
    withdraw: sharing.Withdraw = False,
    names: options.WithNames = False,
    keep_numbers: options.KeepNumbers = False,
) -> None:
    """Show, write or approve the citizens' words of a lesson."""
    session: Session = ctx.obj
    sharing.only_one_wish({"--godkend": approve, "--træk": withdraw})
    sharing.only_one_wish({"--tekst": text, "--træk": withdraw})
    learning = lessons.get(session.register, number)
    rules.check_in_force(learning.lesson)
    before = learning.lesson.words
    words = _written(session, learning, text, keep_numbers=keep_numbers)
    if words == before and not (approve or withdraw or session.interactive):
        _say(session, learning, names=names)
        return
    if not words:
        raise InvalidValueError("Der er ingen ord at godkende. Skriv dem med --tekst -.")
    is_approved = approve or (not withdraw and learning.lesson.words_approved_on and words == before)
    if approve:
        sharing.check(session, _named(number), _texts(words))
    elif session.interactive and not withdraw and not is_approved:
        is_approved = sharing.is_approved_now(session, _named(number), _texts(words), f"»{words}«")
    _save(session, learning, words, is_approved=bool(is_approved))


def _named(number: int) -> str:
    return f"Borgernes ord til læringspunkt {number}"


def _texts(words: str) -> list[Text]:
    return [Text("teksten", words)]


def _written(session: "Session", learning: "Learning", text: str | None, *, keep_numbers: bool) -> str | None:
    """Return the words as they are to stand: those given, those asked for where there are none, or the old."""
    names = lessons.names(session.register, [source.case_id for source in learning.sources])
    words = learning.lesson.words
    if session.interactive and (text is not None or words is None):
        words = work_text(session, QUESTION, BY_KEY["words"], names, required=True)
    elif text is not None:
        words = options.piped_text(text, session, QUESTION)
    if words == learning.lesson.words:
        return words
    words = (words or "").strip()
    rules.refuse_names([(BY_KEY["words"].label, words)], names)
    return words if keep_numbers else asking.without_cpr(session, words, BY_KEY["words"].label)


def _save(session: "Session", learning: "Learning", words: str, *, is_approved: bool) -> None:
    lesson = learning.lesson
    kept = lesson.words_approved_on if words == lesson.words else None
    approved_on = (kept or session.today) if is_approved else None
    changes = {"words": words, "words_approved_on": approved_on}
    if (words, approved_on) != (lesson.words, lesson.words_approved_on):
        with session.write("laering ord") as writer:
            lessons.change(writer, learning.number, changes)
    name = _named(learning.number)
    if approved_on is not None:
        options.say(session, f"{name} er godkendt til deling {danish.long_day(approved_on)}.")
    else:
        options.say(
            session, f"{name} er gemt, men ikke godkendt. De bliver først delt, når du skriver --godkend."
        )


def _say(session: "Session", learning: "Learning", *, names: bool) -> None:
    """Say what stands there; off a terminal words that are not approved need ``--med-navne``."""
    lesson = learning.lesson
    if lesson.words is None:
        options.say(session, f"Læringspunkt {learning.number} har ingen ord fra borgerne.")
    elif lesson.words_approved_on is not None:
        options.say(
            session,
            f"»{set_in(lesson.words)}«",
            f"Godkendt til deling {danish.long_day(lesson.words_approved_on)}.",
        )
    else:
        shown = f"»{set_in(lesson.words)}«" if names else "Ordene vises kun med --med-navne."
        options.say(session, shown, "Ikke godkendt til deling.")
