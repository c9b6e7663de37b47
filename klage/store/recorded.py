"""Which words of a text the register has recorded as a name, a number or a case.

Only what stands in the texts is asked about: phone numbers and cases by their indexes, names and journal
numbers in one pass over the two columns that keeps nothing but what was found.
"""

import json
from collections.abc import Iterable, Iterator

from klage.domain.folding import words
from klage.domain.learning.screening import Asked, Recorded
from klage.store.register import Register

NAMES = "select citizen_name from complaint where citizen_name is not null"
STAFF = "select name from ambassador union select leader from ambassador where leader is not null"
JOURNALS = "select journal_no from complaint where journal_no is not null"
PHONES = "select distinct phone from complaint where phone in (select value from json_each(?))"
CASES = "select id from complaint where id in (select value from json_each(?))"


def recorded(register: Register, asked: Asked) -> Recorded:
    """Return what of the words and numbers asked about stands in the register."""
    with register.snapshot():
        parts, names = _names(_texts(register, NAMES), asked)
        of_staff, full = _names(_texts(register, STAFF), asked)
        phones, cases = (json.dumps(sorted(found)) for found in (asked.phones, asked.cases))
        return Recorded(
            parts=frozenset(parts | of_staff),
            names=frozenset(names | full),
            phones=frozenset(str(row[0]) for row in register.rows(PHONES, (phones,))),
            cases=frozenset(int(str(row[0])) for row in register.rows(CASES, (cases,))),
            journals=frozenset(_journals(_texts(register, JOURNALS), asked)),
        )


def _texts(register: Register, sql: str) -> Iterator[str]:
    return (str(row[0]) for row in register.rows(sql))


def _names(found: Iterable[str], asked: Asked) -> tuple[set[str], set[tuple[str, ...]]]:
    """Return the parts of names that are asked about, and the names of which every part is; initials do not count."""
    parts, names = set[str](), set[tuple[str, ...]]()
    for name in found:
        folded = [word for word in words(name) if len(word) > 1]
        hits = asked.words.intersection(folded)
        if hits:
            parts |= hits
            if len(folded) > 1 and len(hits) == len({*folded}):
                names.add(tuple(folded))
    return parts, names


def _journals(found: Iterable[str], asked: Asked) -> Iterator[str]:
    """Yield the journal numbers of which every word is asked about; a short one is a number like any other."""
    for number in found:
        folded = words(number)
        if sum(map(len, folded)) >= 4 and asked.words.issuperset(folded):
            yield " ".join(folded)


def unapproved_examples(register: Register, start: str, end: str) -> list[int]:
    """Return the cases of the examples that wait for approval, of cases received or closed in a period."""
    rows = register.rows(
        "select x.complaint_id from example x join complaint c on c.id = x.complaint_id"
        " where x.approved_on is null and ((c.received_at >= ? and c.received_at < ?) or exists ("
        "select 1 from closing k where k.complaint_id = c.id and k.kind = 'afsluttet'"
        " and k.retracted_at is null and k.at >= ? and k.at < ?)) order by x.id",
        (start, end, start, end),
    )
    return [int(str(row[0])) for row in rows]
