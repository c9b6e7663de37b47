"""The guide as it lies in the package."""

from klage.intake import guide
from tests.faults.lines import named


def test_the_topics_are_read_in_order() -> None:
    """Each file is one topic, numbered from 1, and found by the word in its file name."""
    topics = guide.topics()
    files = sorted(guide.FOLDER.glob("*.md"))
    assert [topic.number for topic in topics] == list(range(1, len(files) + 1))
    assert [f"_{topic.slug.replace('-', '_')}.md" for topic in topics] == [file.name[2:] for file in files]
    assert len({topic.slug for topic in topics}) == len(topics)
    assert len({topic.title for topic in topics}) == len(topics)


def test_the_parts_stand_in_order() -> None:
    """Each part is one stretch of the guide, named by the number of its first file."""
    parts = [topic.part for topic in guide.topics()]
    assert list(dict.fromkeys(parts)) == [*guide.PARTS.values()]
    assert parts == sorted(parts, key=[*guide.PARTS.values()].index)


def test_every_command_stands_in_the_guide() -> None:
    """Those of ``laering`` and ``kontor`` too: what the guide does not tell of, nobody finds."""
    told = " ".join(word for topic in guide.topics() for word in topic.source.split())
    assert [name for name in named() if name and f"klage {name}" not in told] == []
