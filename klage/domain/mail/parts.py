"""The text of a mail cut apart: the writer's own words, the greeting, and the older mails below.

Nothing is left out: each line stands in one of the parts. Where answers stand between quoted lines, all
of it is the writer's own words.
"""

import re
from dataclasses import dataclass

from klage.domain.mail import headers as mail_headers

_ATTRIBUTION = re.compile(
    r"(?:den|on|d\.|på|le|\w{3,9}dag)\b.{0,250}\b(?:skrev|wrote)\b.{0,200}:", re.IGNORECASE | re.DOTALL
)
_SIGN_OFF = re.compile(
    r"(?:(?:med )?(?:de )?(?:rigtig )?(?:venlig|venlige|kærlig|kærlige|bedste|mange|hjertelig) hilsen(?:er)?\b.{0,40}"
    r"|(?:m\.? ?v\.? ?h\.?|v\.? ?h\.?|k\.? ?h\.?|db\.?h\.?|hilsen|hilsner)(?:[,.!]? .{0,40}|[,.!]?)"
    r"|(?:(?:with )?(?:best|kind|warm) )?regards\b.{0,40}|(?:yours )?sincerely\b.{0,40}"
    r"|sendt (?:fra|via) (?:min|mit|outlook|mail|yahoo|e-boks)\b.{0,60}|sent from (?:my|mail|outlook)\b.{0,60}"
    r"|(?:hent|get) outlook (?:til|for)\b.{0,60})",
    re.IGNORECASE,
)
_LONGEST_SIGNATURE = 14
_SEPARATOR = re.compile(
    r"\s*(?:[_-]{5,}|-{2,} ?(?:original message|oprindelig (?:meddelelse|besked|mail)) ?-{2,})\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Parts:
    """The text of a mail.

    Attributes:
        words: What its writer wrote this time.
        signature: The greeting and what stands under it.
        history: The older mails that it answers.
        cover: What was written above it by those who sent it on, and the lines that say whose it is.
    """

    words: str
    signature: str = ""
    history: str = ""
    cover: str = ""


@dataclass(frozen=True, slots=True)
class Original:
    """A mail that was sent on, as the mail around it shows it."""

    header: mail_headers.Shown
    subject: str
    text: str
    cover: str


def cut(text: str, cover: str = "") -> Parts:
    """Return a mail's text cut apart."""
    words, history = _without_history(text.split("\n"))
    words, signature = _without_signature(words)
    return Parts(_joined(words), _joined(signature), _joined(history), cover)


def original_in(subject: str, text: str) -> Original | None:
    """Return the innermost mail that was sent on in this one, or nothing if none was.

    Args:
        subject: The subject of the mail; "VS:" tells one that is sent on from an answer.
        text: Its text.
    """
    found: Original | None = None
    for _ in range(10):
        inner = _sent_on_in(subject, text)
        if inner is None:
            break
        cover = "\n\n".join(filter(None, (found.cover if found else "", inner.cover)))
        found = Original(inner.header, inner.subject, inner.text, cover)
        subject, text = inner.header.subject, inner.text
    return found


def _sent_on_in(subject: str, text: str) -> Original | None:
    lines = text.split("\n")
    is_marked = mail_headers.says_sent_on(subject)
    for nth, line in enumerate(lines):
        if mail_headers.is_marker(line):
            is_marked = True
            continue
        block = mail_headers.block_at(lines, nth)
        if block is None:
            continue
        if not is_marked:
            return None
        inner, end = block
        rest = _joined(_unquoted(lines[end:]))
        above = _joined([line for line in lines[:nth] if not _is_rule(line)])
        shown = _joined([line.lstrip("> ") for line in lines[nth:end]])
        cover = "\n\n".join(filter(None, (above, shown)))
        return Original(inner, mail_headers.bare(inner.subject or subject), rest, cover)
    return None


def _is_rule(line: str) -> bool:
    """Tell whether a line only stands between two mails."""
    return line.strip() == ">" or mail_headers.is_marker(line) or bool(_SEPARATOR.fullmatch(line))


def _unquoted(lines: list[str]) -> list[str]:
    """Return the lines without the mark before each, if each has one."""
    said = [line for line in lines if line.strip()]
    if said and all(line.startswith(">") for line in said):
        return [line[1:].removeprefix(" ") for line in lines]
    return lines


def _without_history(lines: list[str]) -> tuple[list[str], list[str]]:
    for nth in range(len(lines)):
        if mail_headers.block_at(lines, nth) is not None:
            while nth and (not lines[nth - 1].strip() or _SEPARATOR.fullmatch(lines[nth - 1])):
                nth -= 1  # noqa: PLW2901 -- the line above belongs to the older mail
            return lines[:nth], lines[nth:]
        if height := _attribution_at(lines, nth):
            return _cut_at(lines, nth, nth + height)
    quoted = [nth for nth, line in enumerate(lines) if line.startswith(">")]
    return _cut_at(lines, quoted[0], quoted[0]) if quoted else (lines, [])


def _attribution_at(lines: list[str], nth: int) -> int:
    """Return over how many lines "Den … skrev …:" goes from here; 0 if it does not stand here."""
    if _ATTRIBUTION.fullmatch(lines[nth][:500].strip()):
        return 1
    if (
        not lines[nth].strip()
        or len(lines[nth]) > 200
        or not re.match(r"den |on |\w{3,9}dag ", lines[nth], re.IGNORECASE)
    ):
        return 0
    two = " ".join(line.strip() for line in lines[nth : nth + 2])
    return 2 if len(two) < 500 and _ATTRIBUTION.fullmatch(two) else 0


def _cut_at(lines: list[str], start: int, below: int) -> tuple[list[str], list[str]]:
    """Cut out the older mail that begins here: to the end, or as far as its lines are marked as quoted."""
    rest = lines[below:]
    said = [nth for nth, line in enumerate(rest) if line.strip()]
    if not said or not rest[said[0]].startswith(">"):
        return lines[:start], lines[start:]
    own = next((nth for nth in said if not rest[nth].startswith(">")), len(rest))
    if any(line.startswith(">") for line in rest[own:]):
        return lines, []
    return [*lines[:start], *rest[own:]], lines[start : below + own]


def _without_signature(lines: list[str]) -> tuple[list[str], list[str]]:
    said = [nth for nth, line in enumerate(lines) if line.strip()]
    for nth in said[1:]:
        is_close = sum(other >= nth for other in said[-_LONGEST_SIGNATURE - 1 :]) <= _LONGEST_SIGNATURE
        is_sign_off = lines[nth].rstrip() == "--" or _SIGN_OFF.fullmatch(lines[nth].strip()[:200])
        if is_close and is_sign_off:
            return lines[:nth], lines[nth:]
    return lines, []


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n ")
