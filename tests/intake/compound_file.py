"""Writes compound files as Outlook's ``.msg`` is one: sectors of 512 bytes, small streams in one of their own.

Only for the tests: no library writes them. Source: MS-CFB 2.2 (header), 2.3 (FAT), 2.4 (mini FAT), 2.6
(directory); for the properties MS-OXMSG 2.1 and 2.4.
"""

import struct
from collections.abc import Mapping
from datetime import UTC, datetime

Tree = Mapping[str, "bytes | Tree"]

_SECTOR, _SMALL, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound_file(root: Tree) -> bytes:
    """Return a compound file with these storages and streams."""
    entries: list[list[object]] = [["Root Entry", 5, None, _FREE, _FREE, 0, 0]]
    _enter(entries, 0, root)
    sectors: list[bytes] = []
    chains: list[int] = []
    small, small_chains = b"", list[int]()
    for entry in entries[1:]:
        content = entry[2]
        if not isinstance(content, bytes):
            continue
        entry[6] = len(content)
        if len(content) >= _CUTOFF:
            entry[5] = _append(sectors, chains, content)
        elif content:
            entry[5] = len(small_chains)
            count = -(-len(content) // _SMALL)
            small_chains += [*range(len(small_chains) + 1, len(small_chains) + count), _END]
            small += content.ljust(count * _SMALL, b"\0")
        else:
            entry[5] = _END
    entries[0][5], entries[0][6] = (_append(sectors, chains, small) if small else _END), len(small)
    mini = _append(sectors, chains, _numbers(small_chains)) if small_chains else _END
    directory = _append(sectors, chains, b"".join(_packed(entry, entries) for entry in entries), pad=_blank())
    return _with_fat(sectors, chains, directory, mini, len(_numbers(small_chains)) // _SECTOR)


def _enter(entries: list[list[object]], parent: int, tree: Tree) -> None:
    """Enter a storage's members, each to the right of the one before: a tree, if a lean one."""
    before = parent
    for name, content in sorted(tree.items(), key=lambda item: (len(item[0]), item[0].upper())):
        key = len(entries)
        is_stream = isinstance(content, bytes)
        entries.append([name, 2 if is_stream else 1, content if is_stream else None, _FREE, _FREE, 0, 0])
        entries[before][4 if before == parent else 3] = key
        before = key
        if not isinstance(content, bytes):
            _enter(entries, key, content)


def _packed(entry: list[object], _entries: list[list[object]]) -> bytes:
    name, kind, _content, right, child, start, size = entry
    letters = (str(name) + "\0").encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sIQQIQ",
        letters, len(letters), kind, 1, _FREE, right, child, b"", 0, 0, 0, start, size,
    )  # fmt: skip


def _blank() -> bytes:
    return struct.pack("<64sHBBIII16sIQQIQ", b"", 0, 0, 0, _FREE, _FREE, _FREE, b"", 0, 0, 0, 0, 0)


def _append(sectors: list[bytes], chains: list[int], content: bytes, pad: bytes = b"\0") -> int:
    start = len(sectors)
    count = -(-len(content) // _SECTOR)
    full = content + pad * ((count * _SECTOR - len(content)) // len(pad))
    sectors += [full[n * _SECTOR : (n + 1) * _SECTOR] for n in range(count)]
    chains += [*range(start + 1, start + count), _END]
    return start


def _numbers(chain: list[int]) -> bytes:
    missing = -len(chain) % (_SECTOR // 4)
    return struct.pack(f"<{len(chain) + missing}I", *chain, *[_FREE] * missing)


def _with_fat(sectors: list[bytes], chains: list[int], directory: int, mini: int, minis: int) -> bytes:
    count = 1
    while count * (_SECTOR // 4) < len(chains) + count:
        count += 1
    assert count <= 109, "larger than the header has room for"
    places = [*range(len(sectors), len(sectors) + count)]
    fat = _numbers([*chains, *[_FAT] * count])
    header = struct.pack(
        "<8s16sHHHHHHIIIIIIIIII109I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, count, directory, 0, _CUTOFF,
        mini, minis, _END, 0, *places, *[_FREE] * (109 - count),
    )  # fmt: skip
    return header + b"".join(sectors) + fat


def properties(
    texts: Mapping[str, str | bytes], numbers: Mapping[int, int | datetime], *, heading: int, ansi: str = ""
) -> dict[str, "bytes | Tree"]:
    """Return the streams of a mail's or an attachment's properties.

    Args:
        texts: Texts by the four digits of their property; bytes are kept as they are (type 0102).
        numbers: Numbers and times by their property.
        heading: How long the heading of the table is: 32 of a mail, 24 of one within, 8 of an attachment.
        ansi: The code page of the texts, if they are not Unicode.
    """
    found: dict[str, bytes | Tree] = {}
    table = bytes(heading)
    for key, text in texts.items():
        kind = "0102" if isinstance(text, bytes) else "001E" if ansi else "001F"
        raw = text if isinstance(text, bytes) else text.encode(ansi or "utf-16-le")
        found[f"__substg1.0_{key}{kind}"] = raw
        table += struct.pack("<HHIII", int(kind, 16), int(key, 16), 6, len(raw) + 2, 0)
    for number, value in numbers.items():
        if isinstance(value, datetime):
            ticks = int((value - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10**7
            table += struct.pack("<HHIQ", 0x0040, number, 6, ticks)
        else:
            table += struct.pack("<HHIQ", 0x0003, number, 6, value)
    found["__properties_version1.0"] = table
    return found
