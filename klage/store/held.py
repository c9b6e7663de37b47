"""Finding the cases of one person: by number, by what is or was noted of the citizen, and by the words of texts."""

from collections.abc import Iterator

from klage.domain.held import Known, Why, matches
from klage.store import cases, failures, search
from klage.store.register import Register

MOST = 1000
"""How many cases in whose texts the words stand."""

_NOW = "select id, citizen_name, phone from complaint where citizen_name is not null or phone is not null"
_EARLIER = """
select e.case_id, json_extract(v.value, '$.citizen_name'), json_extract(v.value, '$.phone')
from event e join event_content c on c.event_id = e.id join json_each(c.content) j
    join json_each(json_array(json_extract(j.value, '$[2]'), json_extract(j.value, '$[3]'))) v
where e.case_id is not null and json_extract(j.value, '$[0]') = 'complaint' and v.type = 'object'
    and (json_extract(v.value, '$.citizen_name') is not null or json_extract(v.value, '$.phone') is not null)
"""


def find(register: Register, typed: str, case_id: int | None) -> dict[int, Why]:
    """Return the cases that may be a person's, in order of their number, with why each was found.

    Args:
        register: Where to look.
        typed: A name, or part of one, or a telephone number, or a case number.
        case_id: The case that it names, if it can be read as one.
    """
    with failures.understood(), register.snapshot():
        found = matches(typed, _known(register))
        for key in search.find(register, typed, limit=MOST):
            found.setdefault(key, "mentioned")
        if case_id is not None and (cases.exists(register, case_id) or _was_there(register, case_id)):
            found[case_id] = "number"
    return dict(sorted(found.items()))


def _known(register: Register) -> Iterator[Known]:
    for sql, is_now in ((_NOW, True), (_EARLIER, False)):
        for key, name, number in register.rows(sql):
            yield Known(int(str(key)), _text(name), _text(number), is_now)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _was_there(register: Register, case_id: int) -> bool:
    return register.one("select 1 from event where case_id = ?", (case_id,)) is not None
