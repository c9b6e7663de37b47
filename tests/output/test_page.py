"""One case shown whole: aligned on a terminal, sensible read aloud, safe in both."""

import io

from klage.output.listing import Column, Listing
from klage.output.page import Field, Page, Section, page_as_plain
from klage.output.table import print_page
from tests.output.samples import HOSTILE

CALLS = Listing(
    (Column("called_at", "Tid"), Column("result", "Udfald"), Column("words", "Ord", personal=True)),
    (("21.10.2014 12.09", "Intet svar", None), ("21.10.2014 15.00", "Talt med borger", "Tak")),
    "Ingen opkald endnu.",
    title="Opkald",
)
PAGE = Page(
    "Sag 2014-0001",
    (
        Section(
            fields=(
                Field("Modtaget", "mandag den 20. oktober 2014 kl. 12.09"),
                Field("Navn", "Åse Berg", personal=True),
                Field("Ønsket udfald", None),
                Field("Aftale", "Ring igen fredag.\nUdfald: lukket"),
            )
        ),
        Section("Borgerens ord", paragraphs=("Hjemmehjælpen kom ikke. " * 6 + "\r\nUdfald: lukket\n", "")),
        Section("Opkald", listing=CALLS),
        Section("Genvurdering", listing=CALLS._replace(rows=())),
        Section("Tomt afsnit", fields=(Field("Ønsket udfald", ""),)),
        Section("Fortroligt", paragraphs=("Kun på skærmen.",), personal=True),
    ),
)


def drawn(page: Page, width: int, *, with_names: bool = True) -> str:
    """Return the page as a terminal shows it, without spaces at the ends of lines."""
    stream = io.StringIO()
    print_page(page, stream=stream, width=width, with_names=with_names)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines())


def test_page_at_80_columns() -> None:
    """Labels are aligned, text is wrapped, a citizen's lines are indented and empty fields left out."""
    assert (
        drawn(PAGE, 80)
        == """\
Sag 2014-0001

Modtaget  mandag den 20. oktober 2014 kl. 12.09
Navn      Åse Berg
Aftale    Ring igen fredag.
          Udfald: lukket

Borgerens ord
  Hjemmehjælpen kom ikke. Hjemmehjælpen kom ikke. Hjemmehjælpen kom ikke.
  Hjemmehjælpen kom ikke. Hjemmehjælpen kom ikke. Hjemmehjælpen kom ikke.
  Udfald: lukket

Opkald
Tid               Udfald           Ord
──────────────────────────────────────
21.10.2014 12.09  Intet svar
21.10.2014 15.00  Talt med borger  Tak

Genvurdering
Ingen opkald endnu.

Fortroligt
  Kun på skærmen."""
    )


def test_page_is_never_wider_than_readable() -> None:
    """A very wide terminal does not make lines that no eye can follow; only a list uses all of it."""
    assert max(map(len, drawn(PAGE, 300).splitlines())) <= 100
    words = Listing((Column("words", "Ord", flexible=True),), [("Hjemmehjælpen kom ikke. " * 10,)], "Ingen.")
    assert max(map(len, drawn(Page("Side", [Section(listing=words)]), 300).splitlines())) > 200


def test_page_read_aloud() -> None:
    """Plain lines say label and value, rows name their columns, and no citizen's line looks like ours."""
    assert page_as_plain(PAGE) == (
        "Sag 2014-0001\n"
        "\n"
        "Modtaget: mandag den 20. oktober 2014 kl. 12.09\n"
        "Aftale: Ring igen fredag. ⏎ Udfald: lukket\n"
        "\n"
        "Borgerens ord\n"
        f"  {'Hjemmehjælpen kom ikke. ' * 6}\n"
        "  Udfald: lukket\n"
        "\n"
        "Opkald\n"
        "Tid: 21.10.2014 12.09; Udfald: Intet svar\n"
        "Tid: 21.10.2014 15.00; Udfald: Talt med borger\n"
        "\n"
        "Genvurdering\n"
        "Ingen opkald endnu.\n"
    )


def test_names_only_when_asked_for() -> None:
    """Personal fields, columns and sections appear only with names."""
    spoken = page_as_plain(PAGE, with_names=True)
    assert "Navn: Åse Berg\n" in spoken
    assert "Ord: Tak\n" in spoken
    assert "  Kun på skærmen.\n" in spoken
    assert "Åse" not in drawn(PAGE, 80, with_names=False)


def test_hostile_texts_are_harmless_everywhere_on_a_page() -> None:
    """In title, value and paragraph alike no escape passes, and no markup is read."""
    for text in HOSTILE:
        page = Page(text, (Section("Ord", (Field("Navn", text),), (text,)),))
        for shown in (page_as_plain(page), drawn(page, 80)):
            assert not set(shown) & set("\x1b\x9b\x00\r\u202e\u2066")
            assert "[red]" not in text or shown.count("[red]rød[/red]") == 3
