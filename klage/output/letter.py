"""A letter as plain text for a mail, wrapped at 72 columns, or as Markdown.

What was written freely is put on one line before it is wrapped, so that no line of it passes for a heading.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import wrap
from typing import NamedTuple

from klage.domain import danish
from klage.domain.learning.letter import ActionTold, LessonTold, Letter
from klage.domain.statistics.suppression import SMALLEST
from klage.output.documents.markdown import escaped
from klage.output.safe import visible

WIDTH = 72
WHOLE = {"forvaltning": "hele forvaltningen", "kommune": "hele kommunen"}


class Block(NamedTuple):
    """A part of a letter: a heading, a paragraph, or a list of points."""

    heading: str = ""
    text: str = ""
    points: tuple[str, ...] = ()


def as_text(letter: Letter, themes: Mapping[str, str]) -> str:
    """Return a letter as text for a mail; ``themes`` are the office's labels."""
    return "\n".join(_text_of(block) for block in blocks(letter, themes))


def as_markdown(letter: Letter, themes: Mapping[str, str]) -> str:
    """Return a letter as a Markdown document."""
    return "\n".join(_markdown_of(block) for block in blocks(letter, themes))


def _text_of(block: Block) -> str:
    heading = _wrapped(block.heading)
    if heading:
        heading.append("-" * max(map(len, heading)))
    points = [line for point in block.points for line in _wrapped(point, "- ")]
    return "".join(f"{line}\n" for line in (*heading, *_wrapped(block.text), *points))


def _wrapped(text: str, first: str = "") -> list[str]:
    return wrap(
        _flat(text),
        WIDTH,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_on_hyphens=False,
    )


def _markdown_of(block: Block) -> str:
    parts = [f"## {escaped(_flat(block.heading))}\n"] if block.heading else []
    parts += [f"{escaped(_flat(block.text))}\n"] if block.text else []
    parts += ["".join(f"- {escaped(_flat(point))}\n" for point in block.points)] if block.points else []
    return "\n".join(parts)


def _flat(text: str) -> str:
    return " ".join(visible(text).split())


def blocks(letter: Letter, themes: Mapping[str, str]) -> Iterator[Block]:
    """Yield a letter's parts in order."""
    yield Block(text=danish.long_day(letter.today).capitalize())
    yield Block(text=f"Kære {letter.ambassador or f'alle i {letter.department}'}")
    yield Block(
        text=f"Her er, hvad klagerne har lært os om {letter.department} i perioden {letter.period.label}. "
        "Brug det på jeres næste møde. Det handler om, hvordan arbejdet er lagt til rette, og ikke om personer."
    )
    yield from _figures(letter, themes)
    for number, lesson in enumerate(letter.lessons, 1):
        yield from _lesson(number, lesson)
    if letter.questions:
        yield Block("Tag det op på et møde", points=letter.questions)
    yield Block("Svar mig gerne inden 14 dage", points=letter.answers)
    yield Block(
        text="Små tal og alt, en borger kan kendes på, er udeladt. Ring til mig, hvis noget er uklart."
    )
    yield Block(text="Venlig hilsen")
    yield Block(text="Borgervejlederen")


def _figures(letter: Letter, themes: Mapping[str, str]) -> Iterable[Block]:
    if letter.complaints is None:
        yield Block("Klagerne", f"Der er færre end {SMALLEST} klager i perioden, så de er ikke talt op her.")
        return
    n = danish.count(letter.complaints, "klage", "klager")
    points = tuple(f"{themes.get(theme, theme)}: {danish.number(count)}" for theme, count in letter.themes)
    text = f"Der er kommet {n}."
    if points:
        text += " En klage kan handle om flere ting. Det handler de oftest om:"
    elif letter.has_hidden_themes:
        text += " Hvad de handler om, er ikke talt op her, fordi nogle af tallene er små."
    yield Block("Klagerne", text, points)


def _lesson(number: int, lesson: LessonTold) -> Iterator[Block]:
    where = f" (gælder {WHOLE[lesson.level]})" if lesson.level in WHOLE else ""
    facts = (
        f"Det skete: {lesson.observation}" if lesson.observation else "",
        f"Årsag: {lesson.cause}" if lesson.cause else "",
        f"Det lærer vi: {lesson.insight}" if lesson.insight else "",
        f"Med en borgers ord: »{lesson.words}«" if lesson.words else "",
    )
    yield Block(f"Læring {number}{where}", points=tuple(filter(None, facts)))
    if lesson.actions:
        yield Block(text="Det er foreslået, aftalt eller gjort:", points=_actions(lesson.actions))
    else:
        yield Block(text="Der er ikke aftalt noget om det endnu.")


def _actions(found: Sequence[ActionTold]) -> tuple[str, ...]:
    return tuple(
        " ".join((f"Handling {each.number}: {_closed(each.what)}", each.state, *map(_closed, each.more)))
        for each in found
    )


def _closed(text: str) -> str:
    """Return a text that ends as a sentence."""
    text = text.rstrip()
    return text if text.endswith((".", "?", "!")) else f"{text}."
