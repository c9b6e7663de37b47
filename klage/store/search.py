"""The search index: folded words of every case, and the distinct words for looking inside compounds.

One FTS5 row a case, with the case's key as rowid. ``search_word`` holds every distinct word once, so
that ``pleje`` is found in ``Ældreplejen``. Rows are written by klage itself, never by triggers: FTS5
flushes at every triggered row (1,309 rows a second against 9,342).
"""

import sqlite3
from collections.abc import Iterable, Sequence

from klage.domain import folding, phone
from klage.store.register import Register

MOST_WORDS = 200
"""How many words containing the one asked for are looked up; the shortest first."""

KNOWN = 10_000
"""How many words an import remembers to have stored; then it forgets and asks again, to stay flat."""

MOST_COMPOUNDS = 20
"""Up to so many words of a query are also looked for inside others."""

RANKED = 1000
"""How many of the newest hits are ranked: bm25 over all hits is linear in the register."""

# The condition of the index, as it stands in the schema: a word with a letter is inside no number.
INSIDE = """
select word from search_word where word glob '*[^0-9]*' and instr(word, :word) and word != :word
order by length(word), word limit :limit
"""
INSIDE_NUMBERS = INSIDE.replace("word glob '*[^0-9]*' and ", "")
NEWEST = "select rowid from search where search match :match order by rowid desc limit :limit"
BEST = """
select rowid from search
where search match :match and rowid >= (
    select min(rowid) from (
        select rowid from search where search match :match order by rowid desc limit :ranked))
order by bm25(search), rowid desc limit :limit
"""


def document(parts: Iterable[str | None]) -> str:
    """Return the folded text of a case from all that may be searched in it."""
    return folding.fold(" ".join(filter(None, parts)))


def index(connection: sqlite3.Connection, case_id: int, text: str, *, is_new: bool = False) -> None:
    """Put the folded text of a case into the index, in place of what stood there."""
    gone = set[str]() if is_new else _take_out(connection, [case_id])
    connection.execute("insert into search (rowid, text) values (?, ?)", (case_id, text))
    words = set(text.split())
    connection.executemany("insert or ignore into search_word (word) values (?)", [(word,) for word in words])
    _forget(connection, gone - words)


def remove(connection: sqlite3.Connection, case_ids: Sequence[int]) -> None:
    """Take cases out of the index, and with them the words that no other case has."""
    _forget(connection, _take_out(connection, case_ids))


def _take_out(connection: sqlite3.Connection, case_ids: Sequence[int]) -> set[str]:
    """Delete the texts of cases, and return the words that were in them."""
    words: set[str] = set()
    for case_id in case_ids:
        row = connection.execute("select text from search where rowid = ?", (case_id,)).fetchone()
        if row is not None:
            words.update(row[0].split())
            connection.execute("delete from search where rowid = ?", (case_id,))
    return words


def _forget(connection: sqlite3.Connection, words: Iterable[str]) -> None:
    """Delete those of the words that no case has any more; a folded word holds no quotation mark."""
    connection.executemany(
        "delete from search_word where word = :word"
        " and not exists (select 1 from search where search match '\"' || :word || '\"')",
        [{"word": word} for word in words],
    )


def gather(connection: sqlite3.Connection, *, many: bool) -> None:
    """Let FTS5 gather 16 MB of words before it writes them, or 1 MB as it does by itself.

    With 1 MB an import of 100,000 cases spends a third of its indexing on merging what it has written.
    """
    size = 2**24 if many else 2**20
    connection.execute("insert into search (search, rank) values ('hashsize', ?)", (size,))


def index_many(connection: sqlite3.Connection, documents: Sequence[tuple[int, str]], known: set[str]) -> None:
    """Put many new cases into the index; ``known`` remembers the words that are stored already."""
    connection.executemany("insert into search (rowid, text) values (?, ?)", documents)
    words: set[str] = set()
    for _, text in documents:
        words.update(text.split())
    _store_words(connection, words, known)


def _store_words(connection: sqlite3.Connection, words: Iterable[str], known: set[str]) -> None:
    fresh = set(words) - known
    connection.executemany("insert or ignore into search_word (word) values (?)", [(word,) for word in fresh])
    if len(known) > KNOWN:
        known.clear()
    known |= fresh


def rebuild(connection: sqlite3.Connection) -> None:
    """Make the index and the words anew from the texts that are there; the caller has begun a transaction.

    Otherwise the words of a text that was replaced stay in them: FTS5 notes only that it is gone.
    """
    connection.execute("insert into search (search) values ('rebuild')")
    connection.execute("delete from search_word")
    known: set[str] = set()
    for (text,) in connection.execute("select text from search"):
        _store_words(connection, text.split(), known)


def find(register: Register, query: str, *, limit: int, ranked: bool = False) -> list[int]:
    """Return the keys of the cases that hold every word of the query, newest first.

    Any text at all is a valid query. A word is also found inside a compound.

    Args:
        register: Where to look.
        query: What was typed.
        limit: At most so many keys.
        ranked: The best first instead, among the newest ``RANKED`` hits.
    """
    match = _match(register, query)
    if match is None:
        return []
    rows = register.rows(BEST if ranked else NEWEST, {"match": match, "limit": limit, "ranked": RANKED})
    return [int(str(row[0])) for row in rows]


def _match(register: Register, query: str) -> str | None:
    """Return the FTS5 expression for a query, in each way it can be read, or ``None`` for no words."""
    readings = dict.fromkeys((tuple(folding.words(query)), tuple(folding.words(_as_number(query)))))
    return " OR ".join(_all_of(register, words) for words in readings if words) or None


def _as_number(query: str) -> str:
    """Return the query as a phone number is stored, for one typed with its country or in odd pieces."""
    number = phone.normalised(query) or ""
    return number if number.removeprefix("+").isdigit() else ""


def _all_of(register: Register, words: Sequence[str]) -> str:
    """Return an expression for every word, each also where it is part of another.

    A text that was pasted in is looked up as it is written: each word inside a compound costs a walk
    through all the words there are.
    """
    inside = len(words) <= MOST_COMPOUNDS
    forms = ([word, *_compounds(register, word)] if inside else [word] for word in dict.fromkeys(words))
    return f"({' AND '.join(f'({_any_of(words)})' for words in forms)})"


def _any_of(forms: Iterable[str]) -> str:
    return " OR ".join(f'"{form}"' for form in forms)


def _compounds(register: Register, word: str) -> list[str]:
    """Return the words that contain ``word``; one or two letters are inside nearly everything."""
    if len(word) < 3:
        return []
    rows = register.rows(INSIDE_NUMBERS if word.isdigit() else INSIDE, {"word": word, "limit": MOST_WORDS})
    return [str(row[0]) for row in rows]
