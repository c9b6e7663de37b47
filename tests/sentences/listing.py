"""The listing: one file for each part of klage, its modules as headings and their texts below, a line each."""

from collections.abc import Iterator
from pathlib import Path

from tests.sentences.reading import KLAGE, sources, texts_of

FOLDER = Path(__file__).parent


def listing() -> dict[str, str]:
    """Return what each file of the listing is to hold, by its name: the whole, written anew from the source."""
    parts: dict[str, list[str]] = {}
    for path in sources():
        texts = texts_of(path)
        if texts:
            place = path.relative_to(KLAGE)
            name = ".".join(place.parent.parts) or "klage"
            parts.setdefault(f"{name}.txt", []).append(_module(place, texts))
    return {name: "\n".join(modules) for name, modules in parts.items()}


def _module(place: Path, texts: list[str]) -> str:
    lines = [f"## {place.as_posix()}", *(text.replace("\n", "\n    ") for text in texts)]
    return "".join(f"{line}\n" for line in "\n".join(lines).replace("    \n", "\n").split("\n"))


def written() -> dict[str, str]:
    """Return what the files hold now."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.txt"))}


def rewrite() -> None:
    """Write the listing anew, and remove the files of parts that are gone."""
    wanted = listing()
    for path in FOLDER.glob("*.txt"):
        if path.name not in wanted:
            path.unlink()
    for name, content in wanted.items():
        (FOLDER / name).write_text(content, encoding="utf-8")


def every_text() -> Iterator[tuple[str, str]]:
    """Yield each text with the module it stands in."""
    for path in sources():
        for text in texts_of(path):
            yield path.relative_to(KLAGE).as_posix(), text
