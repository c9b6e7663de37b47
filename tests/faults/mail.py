"""Mails that are made to harm whoever reads them, and real ones with parts of them changed by chance.

By hand, ten thousand changed ones: ``python -m tests.faults.mail 10000``. Each is read or refused in a
sentence, by the process that reads it, within five seconds and 512 MiB.
"""

import base64
import json
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from io import BytesIO

from klage.errors import InvalidValueError
from klage.intake.mail import child as mail_child
from klage.intake.mail import file as mail_file
from tests.intake.mails import FOLDER, mail

KIB, MIB = 1024, 1024 * 1024
FEW_SECONDS = 5.0


def _nested(depth: int) -> bytes:
    parts = [f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth)]
    return b"From: a@b.dk\n" + "".join(parts).encode() + b"\nHej\n"


def _wrapped(depth: int) -> bytes:
    return b"From: a@b.dk\nContent-Type: message/rfc822\n\n" * depth + b"Subject: x\n\nHej\n"


def _html(body: str) -> bytes:
    return mail(body, kind="text/html; charset=utf-8")


def _kind(kind: str) -> bytes:
    return mail("Hej", kind=kind)


def _file(disposition: str) -> bytes:
    return mail(
        f"--x\nContent-Disposition: {disposition}\n\nabc\n--x--\n", kind="multipart/mixed; boundary=x"
    )


def _zip_of_nothing() -> bytes:
    return (
        b"From: a@b.dk\nContent-Type: application/zip\nContent-Transfer-Encoding: base64\n\n"
        + base64.encodebytes(bytes(20 * MIB))
    )


HOSTILE: dict[str, Callable[[], bytes]] = {
    "quotes in From": lambda: mail("x", 'From: "' + "\\" * 20_000 + '" <a@b.dk>'),
    "half a megabyte of quotes in From": lambda: mail("x", "From: " + '"' * (MIB // 2)),
    "a comment in a comment": lambda: mail("x", "From: " + "(" * 100_000 + ")" * 100_000 + " a@b.dk"),
    "a million words in From": lambda: mail("x", "From: " + "a " * MIB + "<a@b.dk>"),
    "twenty thousand receivers": lambda: mail(
        "x", "To: " + ", ".join(f"n{n} <n{n}@b.dk>" for n in range(20_000))
    ),
    "@ signs": lambda: mail("x", "From: " + "@" * MIB),
    "encoded words": lambda: mail("x", "Subject: " + "=?utf-8?q?a?= " * 100_000),
    "encoded words that never end": lambda: mail("x", "Subject: " + "=?utf-8?q?" * 100_000),
    "encoded words of no character set": lambda: mail("x", "Subject: =?zip?b?" + "A" * 100_000 + "?="),
    "a subject of five megabytes": lambda: mail("x", "Subject: " + "a" * (5 * MIB)),
    "a folded header": lambda: mail("x", "Subject: a" + "\n " * 200_000 + "b"),
    "a hundred thousand headers": lambda: mail("x", *[f"X-{n}: y" for n in range(100_000)]),
    "a header of NULs": lambda: mail("x", "Subject: " + "\0" * 10_000),
    "a header of line ends": lambda: mail("x", "Subject: a\r\r\r\r\rFrom: b"),
    "a hundred thousand Received": lambda: mail("x", *["Received: by a; x"] * 100_000),
    "the year 1e12": lambda: mail("x", "Date: Mon, 19 Oct 1000000000000 08:00:00 +0000"),
    "a zone of a thousand hours": lambda: mail("x", "Date: Mon, 19 Oct 2026 08:00:00 +100000"),
    "a date of brackets": lambda: mail("x", "Date: " + "(" * 100_000),
    "five thousand RFC 2231 pieces": lambda: _file(
        "attachment; " + "; ".join(f"filename*{n}=a" for n in range(5000))
    ),
    "semicolons in Content-Type": lambda: _kind("text/plain" + ";" * 50_000),
    "quotes in Content-Type": lambda: _kind('text/plain; charset="' + '\\"' * 100_000),
    "no such character set": lambda: _kind("text/plain; charset=" + "x" * 100_000),
    "a codec that unpacks": lambda: _kind("text/plain; charset=zlib"),
    "a codec that turns round": lambda: _kind("text/plain; charset=idna"),
    "a NUL in the character set": lambda: _kind("text/plain; charset=\0"),
    "a file name out of the folder": lambda: _file('attachment; filename="../../../../etc/passwd"'),
    "a file name of a megabyte": lambda: _file('attachment; filename="' + "a" * MIB + '"'),
    "multiparts in each other": lambda: _nested(1500),
    "many multiparts in each other": lambda: _nested(20_000),
    "mails in each other": lambda: _wrapped(1500),
    "fifty thousand parts": lambda: mail("--x\n\n\n" * 50_000, kind="multipart/mixed; boundary=x"),
    "a boundary of half a megabyte": lambda: _kind('multipart/mixed; boundary="' + "b" * (MIB // 2) + '"'),
    "HTML in HTML": lambda: _html("<div>" * 100_000 + "Hej"),
    "HTML that is never closed": lambda: _html("<!--" * 200_000 + "<a " * 200_000 + "&" * 200_000),
    "blockquotes in each other": lambda: _html("<blockquote>x" * 20_000),
    "a packed attachment": _zip_of_nothing,
    "fifty megabytes of lines": lambda: mail("\n" * (50 * MIB)),
}
"""The kinds of reliability.md S11, by what is in them."""

LONG_TEXTS: dict[str, Callable[[], bytes]] = {
    "greetings": lambda: mail("Med venlig hilsen\n" * 50_000),
    "header lines": lambda: mail("Fra: a\n" * 50_000, "Subject: VS: x"),
    "mails sent on in mails sent on": lambda: mail(
        "-- Videresendt besked --\nFra: a <a@b.dk>\nSendt: x\nEmne: VS: y\n\n" * 5000, "Subject: VS: x"
    ),
    "half quotations": lambda: mail("Den " + "skrev " * 50_000),
    "lines that are quoted now and then": lambda: mail("> a\nb\n" * 50_000),
    "digits": lambda: mail("2" * MIB + " 2" * MIB),
    "phone words": lambda: mail("sagsnr. 20 12 34 " * 30_000),
    "one line of a megabyte": lambda: mail("a" * MIB),
    "CPR numbers": lambda: mail("010190-1234 " * 30_000),
}
"""Texts that are made to take long to cut apart."""


def changed(raw: bytes, chance: random.Random) -> bytes:
    """Return a mail with a few of its bytes or pieces changed, taken out or written twice."""
    found = bytearray(raw)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(found) + 1)
        end = min(len(found), at + chance.choice((1, 1, 4, 40, 400)))
        kind = chance.randrange(5)
        if kind == 0:
            found[at:end] = bytes(chance.randrange(256) for _ in range(end - at))
        elif kind == 1:
            del found[at:end]
        elif kind == 2:
            found[at:at] = found[at:end] * chance.choice((1, 2, 50))
        elif kind == 3:
            found[at:at] = chance.choice(
                (b"\n", b"\0", b"=?", b"--", b"\r", b'"', b"<", b"\n\n", b";", b"\xff")
            )
        else:
            found[at:end] = bytes(reversed(found[at:end]))
    return bytes(found)


def samples() -> list[bytes]:
    """Return the fictional mails as they lie."""
    return [path.read_bytes() for path in sorted(FOLDER.iterdir())]


def outcome(raw: bytes) -> str:
    """Return ``read``, or in which sentence a mail is refused, by the process that reads mails."""
    try:
        mail_file.read_stream(BytesIO(raw))
    except InvalidValueError as error:
        return error.sentence
    return "read"


def outcome_here(raw: bytes) -> str:
    """Return the same, read in this process."""
    found = json.loads(mail_child.answer(BytesIO(raw)))
    return "read" if "mail" in found else str(found["refused"])


def main(count: int) -> None:
    """Read so many changed mails, and all that are made to harm, and say how they fared."""
    chance = random.Random(11)
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    plain = samples()
    for nth in range(count):
        raw = changed(chance.choice(plain), chance)
        start = time.process_time()
        outcomes[outcome_here(raw)] += 1
        slowest = max(slowest, time.process_time() - start)
        if nth % 1000 == 999:
            print(nth + 1, round(slowest, 2), dict(outcomes), flush=True)
    for name, make in {**HOSTILE, **LONG_TEXTS}.items():
        raw = make()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.monotonic()
        said = outcome(raw)
        took = time.monotonic() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(
            f"{took:5.2f} s {spent:5.2f} CPU {after.ru_maxrss // KIB:4} MiB so far  {name}: {said}",
            flush=True,
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
