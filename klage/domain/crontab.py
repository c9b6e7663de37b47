"""The lines that cron runs for klage, and how they stand among the user's own in a crontab.

They stand between two marks, so that they can be renewed and removed without touching anything else.
Written for Debian's cron (crontab(5)): a ``%`` ends a command unless it is escaped, a line may hold 998
characters, ``CONTENT_TYPE`` says what the mail is written in, and ``CRON_TZ`` means nothing.
"""

import re
import shlex
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta, tzinfo
from typing import NamedTuple

from klage.clock import to_local
from klage.errors import InvalidValueError, RefusedError

BEGIN = "# >>> klage (skrevet af klage kontor cron; skriv dine egne linjer oven over)"
END = "# <<< klage"
MORNING = time(7)
LONGEST_LINE = 998

_BEGINS, _ENDS = "# >>> klage", "# <<< klage"
_JOBS = (
    ("Morgenlisten, på hverdage kl. 7:", f"0 {MORNING.hour} * * 1-5", ("frister", "--cron", "--stille")),
    ("Sikkerhedskopien, hver dag kl. 12.30:", "30 12 * * *", ("backup", "--stille")),
)
# What Debian's cron takes for an address; with anything else it sends no mail, and says so in its log only.
_ADDRESSES = re.compile(r"[\w+.][\w+.@,:-]*", re.ASCII)
_MAILTO = re.compile(r'MAILTO="(.*)"')


class Plan(NamedTuple):
    """What is to run, and who gets the mail.

    Attributes:
        program: The command that starts klage, by absolute paths.
        variables: What klage needs from the environment, where cron has none of it.
        mail_to: Where the mail goes; without it, to the mailbox of the crontab's owner.
    """

    program: Sequence[str]
    variables: Mapping[str, str]
    mail_to: str | None = None


def command(plan: Plan, arguments: Sequence[str]) -> str:
    """Return one command for ``sh``; the variables are set for it alone, not for the lines below it.

    Raises:
        InvalidValueError: A path cannot stand in a crontab.
    """
    # Python decides by the locale how it writes, and cron's may be anything.
    variables = {"LC_ALL": "C.UTF-8", **plan.variables}
    words = ["/usr/bin/env", *(f"{name}={value}" for name, value in variables.items()), *plan.program]
    line = shlex.join([*words, *arguments])
    if not line.isprintable() or "\\%" in line:
        raise InvalidValueError(
            "Stien til klage eller til registret har tegn, som ikke kan stå i en crontab. Flyt det til en mappe "
            "med et enklere navn."
        )
    return line


def block(plan: Plan) -> list[str]:
    """Return the lines for the crontab, between their marks.

    Raises:
        InvalidValueError: The address or a path cannot stand in a crontab.
    """
    head = [BEGIN, 'CONTENT_TYPE="text/plain; charset=UTF-8"']
    if plan.mail_to is not None:
        head.append(f'MAILTO="{_address(plan.mail_to)}"')
    jobs = [line for label, when, words in _JOBS for line in (f"# {label}", f"{when} {_job(plan, words)}")]
    return [*head, *jobs, END]


def _job(plan: Plan, words: Sequence[str]) -> str:
    line = command(plan, words).replace("%", "\\%")
    if len(line.encode()) > LONGEST_LINE:
        raise InvalidValueError("Stien til klage eller til registret er for lang til en crontab.")
    return line


def _address(text: str) -> str:
    if not _ADDRESSES.fullmatch(text):
        raise InvalidValueError("Skriv en e-mailadresse uden mellemrum, æ, ø og å, fx bv@kommunen.dk.")
    return text


def mail_to(crontab: str) -> str | None:
    """Return the address that klage's own lines send to now, so that renewing them keeps it."""
    inside = False
    for line in _lines(crontab):
        inside = line.startswith(_BEGINS) or (inside and not line.startswith(_ENDS))
        found = _MAILTO.fullmatch(line) if inside else None
        if found:
            return found[1]
    return None


def merged(crontab: str, lines: Sequence[str]) -> str:
    """Return the crontab with klage's lines in place of those that stood there, or at its end.

    Every other line stays as and where it is; no lines at all remove klage's.

    Raises:
        RefusedError: The marks do not fit each other, so nobody can tell which lines are klage's.
    """
    kept: list[str] = []
    place: int | None = None
    inside = False
    for line in _lines(crontab):
        if line.startswith(_BEGINS if not inside else _ENDS):
            inside = not inside
            place = len(kept) if place is None else place
        elif line.startswith((_BEGINS, _ENDS)):
            raise RefusedError(_BROKEN_MARKS)
        elif not inside:
            kept.append(line)
    if inside:
        raise RefusedError(_BROKEN_MARKS)
    place = len(kept) if place is None else place
    whole = [*kept[:place], *lines, *kept[place:]]
    return "".join(f"{line}\n" for line in whole)


def _lines(crontab: str) -> list[str]:
    # Not splitlines(): what cron takes for a part of a line stays one.
    return crontab.removesuffix("\n").split("\n") if crontab else []


_BROKEN_MARKS = (
    "I din crontab hører mærkerne # >>> klage og # <<< klage ikke sammen to og to, så klage rører den ikke. "
    "Ret den med crontab -e."
)


def keeps_danish_time(zone: tzinfo, now: datetime) -> bool:
    """Tell whether a clock in this zone shows what Danish clocks show, summer and winter."""
    moments = (now, now + timedelta(days=91), now + timedelta(days=182), now + timedelta(days=273))
    return all(moment.astimezone(zone).utcoffset() == to_local(moment).utcoffset() for moment in moments)


def zone_warning(zone: tzinfo, now: datetime) -> str | None:
    """Return what to say when cron's seven o'clock is not seven in Denmark; nothing when it is."""
    if keeps_danish_time(zone, now):
        return None
    runs_at = to_local(datetime.combine(now.astimezone(zone).date(), MORNING, zone))
    return (
        f"Maskinens ur går ikke efter dansk tid: Det, der er sat til kl. 7, kører kl. {runs_at:%H.%M} i Danmark. "
        "Debians cron ser bort fra CRON_TZ. Ret uret med »sudo timedatectl set-timezone Europe/Copenhagen«, og "
        "genstart cron."
    )
