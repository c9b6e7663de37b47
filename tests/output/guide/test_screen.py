"""The guide on a terminal and as lines that are read aloud."""

import io

import pytest

from klage.domain import guide
from klage.intake import guide as source
from klage.output.guide import screen
from klage.output.styles import NO_PEN, Pen
from tests.desk import uncoloured

TOPIC = guide.topic(
    1,
    "ring",
    "# Ring\n\nSkriv `klage ring` *nu*.\n\n## Bagefter\n\n- Notér det.\n- Hold det.\n\n2. Luk.\n\n"
    "```console\n$ klage luk 1 \\\n> --metode andet\nSag      Navn\n─────────────\n  [b]:smile:\n```\n",
)


def shown(width: int = 80, *, pen: Pen = NO_PEN) -> str:
    """Return what is written for the topic."""
    stream = io.StringIO()
    screen.print_topics([TOPIC], stream=stream, width=width, pen=pen)
    return stream.getvalue()


def test_a_topic_on_a_terminal() -> None:
    """Headings, points with a dot, transcripts set in; Rich's own marks are shown as they are written."""
    assert [line.rstrip() for line in shown().splitlines()] == [
        "Ring", "", "Skriv klage ring nu.", "", "Bagefter", "",
        "  • Notér det.", "  • Hold det.", "  2. Luk.", "",
        "    $ klage luk 1 \\", "    > --metode andet", "    Sag      Navn", "    ─────────────", "      [b]:smile:",
    ]  # fmt: skip


def test_words_carry_the_meaning() -> None:
    """What is typed is bold on a terminal; without bold the same words stand there."""
    styled = shown(pen=Pen(bold=True))
    assert "\x1b[1m$ klage luk 1 \\\x1b[0m" in styled
    assert uncoloured(styled) == shown()


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_every_topic_fits(width: int) -> None:
    """No line is wider than the terminal, nor than what can be read."""
    stream = io.StringIO()
    screen.print_topics(source.topics(), stream=stream, width=width)
    assert max(map(len, stream.getvalue().splitlines())) <= min(width, screen.READABLE_WIDTH)


def test_read_aloud() -> None:
    """What is typed is said to be typed, nothing is drawn, and nothing is wrapped."""
    assert screen.spoken([TOPIC]) == (
        "Ring\n\nSkriv klage ring nu.\n\nBagefter\n\n- Notér det.\n\n- Hold det.\n\n2. Luk.\n\n"
        "Skriv: klage luk 1\n  --metode andet\nSag, Navn\n[b]:smile:\n"
    )


def test_two_topics_have_a_line_between_them() -> None:
    """One topic after the other, in both forms."""
    stream = io.StringIO()
    screen.print_topics([TOPIC, TOPIC], stream=stream, width=80)
    assert "\n\nRing\n" in stream.getvalue()
    assert screen.spoken([TOPIC, TOPIC]).count("\n\nRing\n") == 1


def test_nothing_is_drawn_for_who_listens() -> None:
    """The whole guide read aloud holds no line of boxes."""
    assert screen._RULE not in "".join(
        line for line in screen.spoken(source.topics()).splitlines() if not line.strip("─ ")
    )
