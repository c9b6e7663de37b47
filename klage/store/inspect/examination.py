"""The whole examination: every check in its order, and what may be mended."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from klage.domain.checkup import NOT_NOW, OLDER, SKIPPED, Checked, Finding, damage, is_damaged
from klage.errors import DamagedError
from klage.store import failures, place, writing
from klage.store.file import VERSION
from klage.store.inspect import backups as inspect_backups
from klage.store.inspect import content as inspect_content
from klage.store.inspect import file as inspect_file
from klage.store.inspect import habits as inspect_habits
from klage.store.inspect import history as inspect_history
from klage.store.inspect import mending
from klage.store.inspect import words as inspect_words
from klage.store.inspect.inspection import Inspection
from klage.store.register import open_register

Look = Callable[[Inspection], Iterable[Finding]]


class Check(NamedTuple):
    """One check.

    Attributes:
        key: The stable English key.
        group: One of ``checkup.GROUPS``.
        label: What is looked at, in Danish.
        look: What looks.
        reads: Whether it reads the tables, which must then be those of this klage.
        slow: Whether ``--hurtig`` passes it over.
    """

    key: str
    group: str
    label: str
    look: Look
    reads: bool = True
    slow: bool = False


CHECKS = (
    Check("header", "file", "Begyndelse og længde", inspect_file.header, reads=False),
    Check("version", "file", "Udgave", inspect_file.version, reads=False),
    Check("pages", "file", "Sider og indekser", inspect_file.pages, reads=False, slow=True),
    Check("structure", "file", "Tabeller og vagter", inspect_file.structure),
    Check("references", "file", "Henvisninger", inspect_file.references, slow=True),
    Check("journal", "file", "Afbrudte ændringer", inspect_file.journal, reads=False),
    Check("guards", "history", "Kun tilføjelser", inspect_file.guards),
    Check("chain", "history", "Kæden af hændelser", inspect_history.chain, slow=True),
    Check("contents", "history", "Hændelsernes indhold", inspect_history.contents),
    Check("kept_heads", "history", "Slutningen mod morgenlisten", inspect_history.kept_heads),
    Check("backup_head", "history", "Slutningen mod sikkerhedskopien", inspect_backups.grown),
    Check("tables", "history", "Sagerne mod historikken", inspect_history.tables, slow=True),
    Check("seal", "content", "Seglet", inspect_content.sealed),
    Check("numbers", "content", "Sagsnumre", inspect_content.numbers),
    Check("open_cases", "content", "Åbne og lukkede sager", inspect_content.open_cases, slow=True),
    Check("search_index", "content", "Søgeindekset", inspect_content.search_index, slow=True),
    Check("search_texts", "content", "Søgningen mod sagerne", inspect_content.search_texts, slow=True),
    Check("codes", "content", "Koder", inspect_words.codes, slow=True),
    Check("themes", "content", "Temaer", inspect_words.themes),
    Check("departments", "content", "Afdelinger", inspect_words.departments),
    Check("permissions", "place", "Adgang", place.permissions, reads=False),
    Check("way", "place", "Sti", place.way, reads=False),
    Check("disk", "place", "Disk", place.disk, reads=False),
    Check("room", "place", "Plads", place.room, reads=False),
    Check("encryption", "place", "Kryptering", place.encryption, reads=False),
    Check("leftovers", "place", "Halve filer", place.leftovers, reads=False),
    Check("backups", "habits", "Sikkerhedskopi", inspect_backups.age),
    Check("restore", "habits", "Prøve på gendannelse", inspect_backups.readable, reads=False, slow=True),
    Check("morning_run", "habits", "Morgenlisten", inspect_habits.morning_run),
    Check("clock", "habits", "Uret", inspect_habits.clock_time),
    Check("time_zone", "habits", "Dansk tid", inspect_habits.time_zone, reads=False),
    Check("closing_days", "habits", "Lukkedage", inspect_habits.closing_days),
    Check("drafts", "habits", "Kladder", inspect_habits.lying_drafts),
    Check("purge", "habits", "Anonymisering", inspect_habits.purge),
    Check("undone", "habits", "Fortrudte sager", inspect_habits.undone_cases),
)


QUICK: dict[str, Look] = {"pages": inspect_file.pages_quickly}
"""What ``--hurtig`` looks at instead of a slow check."""


def examine(inspection: Inspection, *, quick: bool = False) -> Iterator[Checked]:
    """Make every check, one after the other; what a damaged file keeps from being looked at is said.

    Args:
        inspection: The register.
        quick: Pass over what takes long.

    Raises:
        NoRegisterError: There is no file.
        NewerRegisterError: A newer klage has written it.
        PermissionRefusedError: It may not be read.
        BusyError: Another program held it for longer than a command waits.
    """
    done: list[Checked] = []
    for check in CHECKS:
        done.append(_made(check, inspection, done, quick=quick))
        yield done[-1]


def _made(check: Check, inspection: Inspection, earlier: Sequence[Checked], *, quick: bool) -> Checked:
    blank = Checked(check.key, check.group, check.label)
    look = QUICK.get(check.key) if quick and check.slow else check.look
    if look is None:
        return blank._replace(findings=(NOT_NOW,))
    try:
        with failures.understood():
            if check.reads and inspection.version < VERSION:
                return blank._replace(findings=(OLDER,))
            return blank._replace(findings=tuple(look(inspection)))
    except DamagedError as error:
        # The first says what; the others would only say it again.
        return blank._replace(findings=(SKIPPED if is_damaged(earlier) else damage(error.sentence),))
    except _NONSENSE:
        if not is_damaged(earlier):
            raise  # a bug of ours, and no fault of the file's
        return blank._replace(findings=(SKIPPED,))


_NONSENSE = (ValueError, TypeError, LookupError, ArithmeticError, sqlite3.Error)
"""What becomes of values that klage never wrote, in a file that is known to be damaged."""


def mend(inspection: Inspection, checks: Sequence[Checked], *, command: str, actor: str) -> list[Checked]:
    """Mend what is safe to mend, look at it again, and return the checks as they are now.

    Files are closed to others and swept whatever else is wrong. The register itself is written only when
    everything that cannot be mended is in order.
    """
    wanted = {finding.mend for check in checks for finding in check.findings if finding.mend}
    done: dict[str, str] = {}
    for key in sorted(wanted & mending.OF_FILES.keys()):
        done[key] = mending.OF_FILES[key](inspection.path)
    if wanted & mending.OF_REGISTER.keys() and _only_mendable(checks):
        inspection.close()
        done |= _mend_register(inspection, sorted(wanted & mending.OF_REGISTER.keys()), command, actor)
    return [_again(check, inspection, done) for check in checks]


def _mend_register(inspection: Inspection, keys: Sequence[str], command: str, actor: str) -> dict[str, str]:
    """Mend in one transaction, and return what was done: nothing, where the damage goes too deep for it."""
    try:
        register = open_register(inspection.path, writing=True)
        try:
            with writing.write(register, command=command, actor=actor, now=inspection.now) as writer:
                return {key: mending.OF_REGISTER[key](writer, register) for key in keys}
        finally:
            register.close()
    except DamagedError:
        return {}


def _only_mendable(checks: Sequence[Checked]) -> bool:
    found = [finding for check in checks for finding in check.findings if finding.level == "fejl"]
    return all(finding.mend in mending.OF_REGISTER for finding in found)


def _again(checked: Checked, inspection: Inspection, done: dict[str, str]) -> Checked:
    if not any(finding.mend for finding in checked.findings):
        return checked
    mended = [done[key] for key in dict.fromkeys(finding.mend for finding in checked.findings) if key in done]
    if not mended:
        # What --ret could not do is not advised again.
        return checked._replace(findings=tuple(each._replace(advice="") for each in checked.findings))
    check = next(each for each in CHECKS if each.key == checked.key)
    return _made(check, inspection, (), quick=False)._replace(mended=tuple(mended))
