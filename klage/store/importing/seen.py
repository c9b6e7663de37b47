"""Which cases there are already when many are taken in: in the register, and in the file so far."""

import sqlite3

from klage.domain.case_number import number_text
from klage.domain.learning.learning import Source
from klage.errors import InvalidValueError
from klage.store import cases
from klage.store.writing import FORGETS

SAME = "select received_at from complaint where fingerprint = ? and received_at = ?"
_BY_KEY = "select received_at from complaint where id = ?"
_MOVED = """
select c.id, c.fingerprint, change.value -> 2 ->> 'received_at'
from event e join event_content t on t.event_id = e.id join complaint c on c.id = e.case_id, json_each(t.content) change
where e.command = 'ret' and change.value ->> 0 = 'complaint' and change.value -> 2 ->> 'received_at' is not null
"""
"""When cases were received as they first came, where that has been corrected since."""
_FORGOTTEN = """
select distinct case_id from event where command = ? and case_id is not null
and case_id not in (select id from complaint)
"""
_LIKE_FORGOTTEN = """
select c.id from complaint c left join department d on d.id = c.department_id
where c.received_at = ? and c.anonymised_at is not null and d.name is ?
"""


class Seen:
    """What is known of the cases there are: in the register, and in the file so far.

    Cases of the file are first kept in memory. Once settled, they are in the register itself, or in a
    rehearsal in a nameless temporary database, which holds numbers only and which SQLite removes.
    """

    def __init__(self, register: sqlite3.Connection, *, is_stored: bool) -> None:
        self._places = [register]
        self._aside: sqlite3.Connection | None = None
        if not is_stored:
            self._aside = sqlite3.connect("", isolation_level=None)
            self._aside.execute("create table complaint (id integer primary key, fingerprint, received_at)")
            self._aside.execute("create index fingerprint on complaint(fingerprint, received_at)")
            self._aside.execute("begin")
            self._places.append(self._aside)
        self._prints: set[tuple[int, str]] = set()
        moved = register.execute(_MOVED).fetchall()
        self._moved = {(print_, at) for _, print_, at in moved}
        self._moved_keys = {(key, at) for key, _, at in moved}
        self._forgotten = {key for (key,) in register.execute(_FORGOTTEN, (FORGETS,))}
        self._mails: set[int] = set()
        self._received: dict[int, str] = {}
        self._rows: list[tuple[int, int, str]] = []

    @property
    def pending(self) -> int:
        """Return how many cases are not settled yet."""
        return len(self._rows)

    def knows(self, case_id: int | None, fingerprint: int, received_at: str) -> bool:
        """Tell whether the case is there: by its number if it has one, otherwise by all that it said at first.

        A list that is kept by hand still says it as it was, however much was corrected in the register.

        Raises:
            InvalidValueError: The number is that of a case received at another time, or of one that was
                undone and then forgotten.
        """
        if case_id in self._forgotten:
            raise InvalidValueError("Sagsnr.: Sagen med det nummer er fortrudt og derefter anonymiseret.")
        if case_id is None:
            print_ = (fingerprint, received_at)
            known = print_ in self._prints or print_ in self._moved
            return known or self._find(SAME, print_) is not None
        found = self._received.get(case_id) or self._find(_BY_KEY, (case_id,))
        if found not in (None, received_at) and (case_id, received_at) not in self._moved_keys:
            raise InvalidValueError("Sagsnr.: Nummeret er brugt af en anden sag.")
        return found is not None

    def knows_mail(self, mail_print: int) -> bool:
        """Tell whether a mail is there, and take note of it."""
        is_known = mail_print in self._mails or cases.of_mail(self._places[0], mail_print) is not None
        self._mails.add(mail_print)
        return is_known

    def refuse_forgotten(self, received_at: str, department: str | None) -> None:
        """Refuse a case without a number that may be one whose citizen was forgotten.

        Nothing personal is left to know it by, so a case is taken for it that was received at the same time
        and belongs to the same department; a list that is kept by hand must not bring a citizen back.

        Raises:
            InvalidValueError: There is such a case.
        """
        row = self._places[0].execute(_LIKE_FORGOTTEN, (received_at, department)).fetchone()
        if row:
            raise InvalidValueError(
                f"Klagen ligner sag {number_text(row[0])}, der er anonymiseret: samme modtagelse og samme afdeling."
                " Er det den, så tag den ud. Er det en anden klage, så registrér den med klage ny."
            )

    def has(self, case_id: int) -> bool:
        """Tell whether there is a case with this number."""
        return case_id in self._received or self._find(_BY_KEY, (case_id,)) is not None

    def find(self, source: Source) -> list[int]:
        """Return the cases that a lesson names: by number, or else by when they were received; all are settled."""
        column, value = ("id", source.case_id) if source.case_id else ("received_at", source.receipt)
        sql = f"select id from complaint where {column} = ?"  # noqa: S608 -- names are ours
        return [int(row[0]) for place in self._places for row in place.execute(sql, (value,))]

    def add(self, case_id: int, fingerprint: int, received_at: str) -> None:
        """Take note of a case that is new."""
        self._prints.add((fingerprint, received_at))
        self._received[case_id] = received_at
        self._rows.append((case_id, fingerprint, received_at))

    def settle(self) -> None:
        """Forget what has been written by now; in a rehearsal, set it aside."""
        if self._aside is not None:
            self._aside.executemany("insert into complaint values (?, ?, ?)", self._rows)
        self._prints.clear()
        self._received.clear()
        self._rows.clear()

    def _find(self, sql: str, parameters: tuple[object, ...]) -> str | None:
        for place in self._places:
            row = place.execute(sql, parameters).fetchone()
            if row:
                return str(row[0])
        return None
