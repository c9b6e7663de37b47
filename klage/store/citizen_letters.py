"""The office's own letters: each a setting, in place of the one that klage comes with."""

from klage.domain.citizen_letter import TEMPLATES
from klage.store import office
from klage.store.register import Register
from klage.store.writing import Writer


def _setting(code: str) -> str:
    return f"letter:{code}"


def own(register: Register, code: str) -> str | None:
    """Return the office's own text of a letter, if it has one."""
    return office.setting(register, _setting(code))


def text(register: Register, code: str) -> str:
    """Return the text a letter is written from."""
    return own(register, code) or TEMPLATES[code].text


def put(writer: Writer, code: str, new: str) -> None:
    """Put the office's own text in place of klage's."""
    office.set_setting(writer, _setting(code), new)


def reset(writer: Writer, code: str) -> bool:
    """Go back to the text that klage comes with; tell whether there was another."""
    found = writer.connection.execute("select 1 from setting where key = ?", (_setting(code),)).fetchone()
    if found:
        writer.delete("setting", _setting(code))
    return bool(found)
