"""Changing what the office has set: themes, opening hours, closing days and ambassadors.

Apart from ``office``, which the daily lists read and which therefore loads no more than they need.
"""

from datetime import date, time, timedelta

from klage.domain import danish
from klage.domain.folding import fold
from klage.errors import RefusedError
from klage.store.office import Ambassador, Theme
from klage.store.writing import Writer


def add_theme(writer: Writer, theme: Theme) -> None:
    """Add a theme after the others.

    Raises:
        RefusedError: Its code or its label is taken.
    """
    _refuse_taken(writer, theme.label, theme.code)
    _refuse_taken(writer, theme.code)
    (position,) = writer.connection.execute("select coalesce(max(position), 0) + 1 from theme").fetchone()
    row = {"code": theme.code, "label": theme.label, "theme_group": theme.group, "position": position}
    writer.insert("theme", {**row, "active": int(theme.active)})


def change_theme(writer: Writer, theme: Theme) -> bool:
    """Give a theme another label or group, retire it or take it back; tell whether anything was different.

    Raises:
        RefusedError: Another theme has that label.
    """
    _refuse_taken(writer, theme.label, theme.code)
    values = {"label": theme.label, "theme_group": theme.group, "active": int(theme.active)}
    return writer.update("theme", theme.code, values)


def _refuse_taken(writer: Writer, name: str, besides: str = "") -> None:
    """Refuse a name that would make it doubtful which theme is meant: they are found by code and by label."""
    for code, label in writer.connection.execute("select code, label from theme where code <> ?", (besides,)):
        if fold(name) in {fold(code), fold(label)}:
            raise RefusedError(f"Der er allerede et tema, der hedder {label} ({code}). Vælg et andet navn.")


def set_opening_hours(writer: Writer, weekday: int, opens: time, closes: time) -> None:
    """Open the office at these times on an ISO weekday."""
    values = {"opens": f"{opens:%H:%M}", "closes": f"{closes:%H:%M}"}
    if _has(writer, "opening_hours", "weekday", weekday):
        writer.update("opening_hours", weekday, values)
    else:
        writer.insert("opening_hours", {"weekday": weekday, **values})


def close_weekday(writer: Writer, weekday: int) -> None:
    """Close the office on an ISO weekday."""
    if _has(writer, "opening_hours", "weekday", weekday):
        writer.delete("opening_hours", weekday)


def set_closing_day(writer: Writer, day: date, label: str) -> None:
    """Add a closing day, or change what it is called."""
    if _has(writer, "closing_day", "day", day.isoformat()):
        writer.update("closing_day", day.isoformat(), {"label": label})
    else:
        writer.insert("closing_day", {"day": day.isoformat(), "label": label})


def remove_closing_day(writer: Writer, day: date) -> bool:
    """Remove one of the office's own closing days; tell whether there was one."""
    found = _has(writer, "closing_day", "day", day.isoformat())
    if found:
        writer.delete("closing_day", day.isoformat())
    return found


def appoint(writer: Writer, department_id: int, ambassador: Ambassador) -> None:
    """Make someone a department's ambassador from a day on; the one before ends the day before.

    Raises:
        RefusedError: There is one who begins later.
    """
    row = {"name": ambassador.name, "leader": ambassador.leader}
    current = _last_ambassador(writer, department_id)
    if current and current[1] == ambassador.first_day:
        writer.update("ambassador", current[0], row)
        return
    dismiss(writer, department_id, ambassador.first_day)
    first_day = ambassador.first_day.isoformat()
    writer.insert("ambassador", {"department_id": department_id, "first_day": first_day, **row})


def dismiss(writer: Writer, department_id: int, day: date) -> bool:
    """Let a department be without an ambassador from a day on; tell whether there was one.

    Who would have begun that very day never became it, and the row goes.

    Raises:
        RefusedError: There is one who begins later.
    """
    current = _last_ambassador(writer, department_id)
    if current is None:
        return False
    key, first_day = current
    if first_day > day:
        raise RefusedError(
            f"Afdelingens ambassadør begynder først {danish.long_day(first_day)}. Skriv den dag eller en senere med --fra."
        )
    if first_day == day:
        writer.delete("ambassador", key)
    else:
        last_day = day - timedelta(days=1)
        writer.update("ambassador", key, {"last_day": last_day.isoformat()})
    return True


def _last_ambassador(writer: Writer, department_id: int) -> tuple[int, date] | None:
    """Return the key and first day of the ambassador who has no last day."""
    row = writer.connection.execute(
        "select id, first_day from ambassador where department_id = ? and last_day is null", (department_id,)
    ).fetchone()
    return (row[0], date.fromisoformat(row[1])) if row else None


def _has(writer: Writer, table: str, column: str, key: object) -> bool:
    sql = f"select 1 from {table} where {column} = ?"  # noqa: S608 -- names are ours
    return writer.connection.execute(sql, (key,)).fetchone() is not None
