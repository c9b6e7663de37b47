"""What the columns of a file were said to be: outside the history, kept by the layout of the file.

The headings of a spreadsheet are no case work, and what is said of them may be said anew each time.
"""

import json
from datetime import datetime

from klage import clock
from klage.store.register import Register


def find(register: Register, key: str) -> dict[str, str]:
    """Return what was said of the columns of a layout, by folded heading; nothing if nothing was."""
    row = register.one("select columns from file_layout where key = ?", (key,))
    return {} if row is None else dict(json.loads(str(row[0])))


def keep(register: Register, key: str, columns: dict[str, str], now: datetime) -> None:
    """Keep what was said of the columns of a layout, in a transaction of its own."""
    register.write_aside(
        "insert into file_layout (key, at, columns) values (?, ?, ?)"
        " on conflict (key) do update set at = excluded.at, columns = excluded.columns",
        (key, clock.to_text(now), json.dumps(columns, ensure_ascii=False)),
    )


def forget(register: Register, key: str) -> bool:
    """Forget what was said of a layout; tell whether anything was."""
    return register.write_aside("delete from file_layout where key = ?", (key,)) > 0
