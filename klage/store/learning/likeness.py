"""Finding the cases that are like one, by the full-text index.

The work is bounded: at most ``MOST_ASKED`` words are counted, each until ``MOST_COUNTED``, and bm25 (whose
cost is in how many cases its words are) is asked only about words rarer than that.
"""

from collections.abc import Iterator

from klage import clock
from klage.domain import likeness
from klage.domain.case import Case
from klage.domain.likeness import Found
from klage.store import cases
from klage.store.register import Register

MOST_COUNTED = 20_000
"""A word in so many cases tells nothing, however large the register."""

CANDIDATES = 100
"""How many of the best by words are held against theme and department."""

_FREQUENCY = "select count(*) from (select 1 from search where search match ? limit ?)"
_BEST = """
select rowid, -bm25(search), text from search where search match :match and rowid < :case
order by bm25(search), rowid desc limit :limit
"""
_CASE = """
select c.received_at, c.closed_at, d.name, c.summary, c.handling_method, c.outcome,
    (select group_concat(theme) from point where complaint_id = c.id),
    (select group_concat(id) from (select c.department_id as id
        union select department_id from point where complaint_id = c.id)),
    (select group_concat(id) from (select l.id from lesson_case lc join lesson l on l.id = lc.lesson_id
        where lc.complaint_id = c.id and l.withdrawn_on is null order by l.id))
from complaint c left join department d on d.id = c.department_id
where c.id = ? and c.merged_into is null
"""


def like(register: Register, case: Case, *, limit: int) -> tuple[dict[str, str], list[Found]]:
    """Return the telling words of a case as it spells them, and the earlier cases most like it.

    Earlier is a lower number. A case that was merged into another is found as that other.
    """
    with register.snapshot():
        spelt = likeness.spelt(case.complaint)
        most = min(MOST_COUNTED, likeness.rare(cases.count(register)))
        chosen = likeness.telling({word: _frequency(register, word, most) for word in spelt}, most)
        found = list(_candidates(register, case.id, chosen)) if chosen else []
        themes, departments = _kinship(register, case.id)
    return {word: spelt[word] for word in chosen}, likeness.alike(found, themes, departments, limit=limit)


def _frequency(register: Register, word: str, most: int) -> int:
    row = register.one(_FREQUENCY, (f'"{word}"', most))
    return int(str(row[0])) if row else 0


def _candidates(register: Register, case_id: int, chosen: list[str]) -> Iterator[Found]:
    match = " OR ".join(f'"{word}"' for word in chosen)
    for key, relevance, text in register.rows(_BEST, {"match": match, "case": case_id, "limit": CANDIDATES}):
        has = set(str(text).split())
        shared = tuple(word for word in chosen if word in has)
        yield from _found(register, int(str(key)), float(str(relevance)), shared)


def _found(register: Register, case_id: int, relevance: float, shared: tuple[str, ...]) -> Iterator[Found]:
    for received, closed, department, summary, method, outcome, *lists in register.rows(_CASE, (case_id,)):
        themes, departments, lessons = (str(joined or "").split(",") if joined else [] for joined in lists)
        yield Found(
            case_id=case_id,
            relevance=relevance,
            received_at=clock.from_text(str(received)),
            closed_at=clock.from_text(str(closed)) if closed else None,
            department=None if department is None else str(department),
            summary=str(summary),
            themes=frozenset(themes),
            departments=frozenset(map(int, departments)),
            handling_method=None if method is None else str(method),
            outcome=None if outcome is None else str(outcome),
            lessons=tuple(map(int, lessons)),
            shared=shared,
        )


_KINSHIP = """
select 'theme', theme from point where complaint_id = :case
union select 'department', department_id from point where complaint_id = :case
union select 'department', department_id from complaint where id = :case
"""


def _kinship(register: Register, case_id: int) -> tuple[frozenset[str], frozenset[int]]:
    """Return the themes and the departments that a case is about."""
    rows = [(what, value) for what, value in register.rows(_KINSHIP, {"case": case_id}) if value is not None]
    return (
        frozenset(str(value) for what, value in rows if what == "theme"),
        frozenset(int(str(value)) for what, value in rows if what == "department"),
    )
