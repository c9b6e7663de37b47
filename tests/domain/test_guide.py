"""The guide's small Markdown, and which topic is meant by what was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain import guide
from klage.domain.guide import Heading, Item, Paragraph, Screen, Span, Topic

TEXT = """\
# Ring til borgeren

<!-- setup
klage ny
# intet
-->

Skriv `klage ring`, og
tag telefonen.

## Bagefter

- Notér **opkaldet**,
  også uden svar.
- Hold *løftet*.
1. Først.

```console
$ klage opkald 1 \\
> --udfald ikke_truffet
Noteret.
```

<!-- setup
export KLAGE_NOW=x
-->

```text
$ ikke tastet

## ikke en overskrift
```
"""

TOPICS = [
    guide.topic(1, "ring", TEXT),
    guide.topic(2, "ny-klage", "# Registrér en klage\n\nNår borgeren ringer, så skriv det. Løftet gælder.\n"),
    guide.topic(3, "loefter", "# Hold det, du har lovet\n\nLøftet står. Løftet er løftet.\n"),
]


def test_a_topic_has_a_title_and_blocks() -> None:
    """Lines of a paragraph or a point are one text, fenced lines stay as they are, the setup is left out."""
    assert TOPICS[0].title == "Ring til borgeren"
    assert TOPICS[0].blocks == (
        Paragraph("Skriv `klage ring`, og tag telefonen."),
        Heading("Bagefter"),
        Item("-", "Notér **opkaldet**, også uden svar."),
        Item("-", "Hold *løftet*."),
        Item("1.", "Først."),
        Screen(("$ klage opkald 1 \\", "> --udfald ikke_truffet", "Noteret."), is_typed=True),
        Screen(("$ ikke tastet", "", "## ikke en overskrift"), is_typed=False),
    )
    assert "setup" not in TOPICS[0].source
    assert TOPICS[0].source.startswith("# Ring til borgeren\n\nSkriv")


def test_what_is_typed_is_known_in_console_blocks_only() -> None:
    """A line after ``$`` or ``>`` is typed; in other blocks nothing is."""
    console, other = (block for block in TOPICS[0].blocks if isinstance(block, Screen))
    assert [is_typed for _, is_typed in console.shown()] == [True, True, False]
    assert [line for line, is_typed in other.shown() if not is_typed] == [*other.lines]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ingen titel.\n",
        "# Titel\n\n| a | b |\n",
        "# Titel\n\n> citat\n",
        "# Titel\n\n```\nuden ende\n",
        "# Titel\n\n### For dybt\n",
        "# Titel\n\n![](x.png)\n",
        "# Titel\n\n    kode\n",
        "# Titel\n\n<b>fed</b>\n",
    ],
)
def test_markdown_that_nobody_could_show_is_refused(text: str) -> None:
    """A file that the terminal and the man page would spoil is a bug, found when it is read."""
    with pytest.raises(ValueError, match=r"title|known|end"):
        guide.topic(1, "x", text)


def test_marks_within_a_line() -> None:
    """Code, weight and stress; nothing within code is marked."""
    assert guide.spans("Skriv `klage *ny*` **nu**, *helst*.") == [
        Span("Skriv "),
        Span("klage *ny*", "code"),
        Span(" "),
        Span("nu", "strong"),
        Span(", "),
        Span("helst", "stress"),
        Span("."),
    ]
    assert guide.spans("") == []


@given(st.text(alphabet="ab*` ", max_size=40))
def test_no_word_is_lost(line: str) -> None:
    """Whatever the marks, the letters and spaces between them come out, in order."""
    shown = "".join(span.text for span in guide.spans(line))
    assert [char for char in shown if char in "ab "] == [char for char in line if char in "ab "]


@given(st.lists(st.text(alphabet="ab .", min_size=1, max_size=20).filter(str.strip), max_size=6))
def test_paragraphs_come_out_whole(paragraphs: list[str]) -> None:
    """Every word of running text stands in one paragraph, in order."""
    found = guide.topic(1, "x", "# T\n\n" + "\n\n".join(f"x{text}" for text in paragraphs))
    words = [word for block in found.blocks if isinstance(block, Paragraph) for word in block.text.split()]
    assert words == [word for text in paragraphs for word in f"x{text}".split()]


@pytest.mark.parametrize(
    ("typed", "slugs"),
    [
        ("2", ["ny-klage"]),
        (" 02 ", ["ny-klage"]),
        ("4", []),
        ("ring", ["ring"]),
        ("NY KLAGE", ["ny-klage"]),
        ("ny-klage", ["ny-klage"]),
        ("løfter", ["loefter"]),
        ("loft", ["loefter"]),
        ("registrér", ["ny-klage"]),
        ("Hold det, du har lovet", ["loefter"]),
        ("borgeren", ["ring"]),
        ("løftet", ["loefter", "ring", "ny-klage"]),
        ("telefonen", ["ring"]),
        ("kvittering", []),
        ("", []),
        ("!?", []),
    ],
)
def test_which_topic_is_meant(typed: str, slugs: list[str]) -> None:
    """A number, a name or the beginning of one, a word of a title; else the topics that say the word most."""
    assert [topic.slug for topic in guide.find(TOPICS, typed)] == slugs


def test_every_topic_is_found_by_its_number_and_its_name() -> None:
    """Nothing that one topic says can hide another."""
    for topic in TOPICS:
        assert guide.find(TOPICS, str(topic.number)) == [topic]
        assert guide.find(TOPICS, topic.slug) == [topic]
        assert guide.find(TOPICS, topic.title) == [topic]


@pytest.mark.parametrize(("typed", "slugs"), [("rign", ["ring"]), ("registrer", ["ny-klage"]), ("xyzzy", [])])
def test_a_word_that_is_nearly_one(typed: str, slugs: list[str]) -> None:
    """What was typed wrong is held against the names and the titles."""
    assert [topic.slug for topic in guide.near(TOPICS, typed)] == slugs


@given(st.text(max_size=20))
def test_any_text_at_all_may_be_typed(typed: str) -> None:
    """Finding and offering never fail, and each topic is named once."""
    for found in (guide.find(TOPICS, typed), guide.near(TOPICS, typed)):
        assert all(isinstance(topic, Topic) for topic in found)
        assert len(found) == len({topic.number for topic in found})
