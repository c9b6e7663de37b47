"""Pages as HTML, read back by an HTML parser: whatever the data, it is never markup."""

import re
from collections import Counter
from collections.abc import Sequence
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klage.output.chart import Chart
from klage.output.documents.html import STYLE, as_html, policy
from klage.output.listing import Column, Listing
from klage.output.page import Field, Page, Section
from klage.output.report.page import as_page
from klage.output.safe import visible
from tests.output.report_samples import FACTS, made
from tests.output.samples import HOSTILE

CSS = STYLE.read_text(encoding="utf-8")
ALLOWED = set(
    re.split(
        " ",
        "html head meta title style body a div header h1 h2 h3 nav p ul li main section dl dt dd br"
        " figure figcaption svg desc rect text line circle table caption thead tbody tr th td",
    )
)
VOID = {"meta", "br"}


class Reader(HTMLParser):
    """What a parser sees: every tag with its attributes, the text, and whether the tags fit each other."""

    def __init__(self, document: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.strange: list[str] = []
        self.feed(document)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        assert len({name for name, _ in attrs}) == len(attrs)
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that closes itself."""
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """See that the tag that ends is the one that began last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        """Note what a page of klage's never has."""
        self.strange.append(data)

    handle_pi = handle_comment
    unknown_decl = handle_comment

    def named(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of each tag of a name."""
        return [attributes for name, attributes in self.tags if name == tag]


def page_of(text: str, cells: Sequence[str] = ("a", "b")) -> Page:
    """Return a page with a text in every place that holds one."""
    listing = Listing(
        [Column("label", text), Column("n", text, "number"), Column("words", "Ord")],
        [(cell, place + 1, text) for place, cell in enumerate(cells)],
        text,
    )
    chart = Chart("bars", text, "label", ("n",), text)
    fields = [Field(text, text), Field("Tom", None)]
    sections = [
        Section(paragraphs=[text]),
        Section(text, fields, [text, text], level=1),
        Section(text, listing=listing, chart=chart),
        Section(text, listing=listing, chart=chart._replace(kind="columns", values=("n", "n"))),
        Section(text, listing=listing, chart=chart._replace(kind="timeline", values=("words",))),
        Section("Tom", listing=Listing(listing.columns, [], text)),
    ]
    return Page(text, sections)


def shape(found: Reader) -> Counter[tuple[str, tuple[str, ...]]]:
    """Return how often each tag comes with just which attributes, but for breaks and paragraphs."""
    return Counter((tag, (*attributes,)) for tag, attributes in found.tags if tag not in ("br", "p"))


PLAIN = Reader(as_html(page_of("Ord")))


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.text(max_size=80), st.sampled_from(HOSTILE)))
def test_a_text_is_never_markup(text: str) -> None:
    """With any text in any place the document has the tags and attributes that it has with a plain word."""
    found = Reader(as_html(page_of(text or "Ord", (text, f"{text}<b>"))))
    # A long label may take more lines of a drawing, and an empty one of them none.
    more = {tag for tag, _ in shape(found) - shape(PLAIN)}
    assert more <= {"text"}
    assert {*shape(found)} <= {*shape(PLAIN)}
    assert not found.strange
    assert not found.open
    assert {tag for tag, _ in found.tags} <= ALLOWED


@pytest.mark.parametrize(
    "text",
    [
        "</style><script>alert(1)</script>",
        '" onload="alert(1)',
        "<!--x-->",
        "<img src=http://ond.dk>",
        "]]><x>",
        "&lt;b&gt;",
    ],
)
def test_what_was_written_can_be_read(text: str) -> None:
    """Markup is shown as the characters it was written with, in headings, cells and drawings."""
    found = Reader(as_html(page_of(text)))
    assert found.texts.count(text) >= 12
    assert Counter(tag for tag, _ in found.tags)["script"] == 0


def test_nothing_hidden_comes_through() -> None:
    """Control characters and text direction are shown as marks, as everywhere else."""
    document = as_html(page_of("a\u202eb\x00c\x1bd\ud800e"))
    assert document.encode()
    assert not set(document) & {"\u202e", "\x00", "\x1b"}
    assert "⟨U+202E⟩" in document


def report() -> Reader:
    """Return the report that has something in every table."""
    return Reader(as_html(as_page(made(FACTS))))


def test_it_asks_for_nothing_outside_itself() -> None:
    """No address but of its own headings, no script, no style but the one whose hash the policy names."""
    found = report()
    names = {name for _, attributes in found.tags for name in attributes}
    assert not names & {"src", "srcset", "style", "onclick", "xlink:href", "action"}
    targets = {str(attributes["href"]) for attributes in found.named("a")}
    ids = {f"#{attributes['id']}" for _, attributes in found.tags if "id" in attributes}
    assert targets <= ids
    assert len(found.named("style")) == 1
    assert "url(" not in CSS
    assert "@import" not in CSS
    rules = [a["content"] for a in found.named("meta") if a.get("http-equiv") == "Content-Security-Policy"]
    assert rules == [policy(CSS)]
    assert str(rules[0]).startswith("default-src 'none'; style-src 'sha256-")


def test_ids_are_each_other_unlike_and_all_that_is_named_is_there() -> None:
    """Every reference of a description, a region or a list of contents has its goal."""
    found = report()
    ids = [attributes["id"] for _, attributes in found.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    references = [
        name for _, attributes in found.tags for name in str(attributes.get("aria-labelledby") or "").split()
    ]
    assert references
    assert {*references} <= {*ids}


def test_headings_come_in_order() -> None:
    """One of the first rank, and none skips a rank; without parts the sections are of the second."""
    ranks = [int(tag[1]) for tag, _ in report().tags if re.fullmatch("h[1-6]", tag)]
    assert ranks.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in zip([0, *ranks], ranks, strict=False))
    flat = Reader(as_html(Page("Side", [Section("Et", paragraphs=["a"]), Section("To", paragraphs=["b"])])))
    assert [tag for tag, _ in flat.tags if tag in ("h1", "h2", "h3")] == ["h1", "h2", "h2"]


def test_tables_can_be_heard() -> None:
    """Each has a caption, a header for every column and row, and a region to scroll that keys can reach."""
    found = report()
    tables = len(found.named("table"))
    assert tables > 10
    assert len(found.named("caption")) == tables
    assert {attributes["scope"] for attributes in found.named("th")} == {"col", "row"}
    regions = [attributes for attributes in found.named("div") if attributes.get("role") == "region"]
    assert [attributes["tabindex"] for attributes in regions] == ["0"] * tables


def test_drawings_have_words() -> None:
    """Each has a title, a description and a caption, and the table with the same numbers stands beside it."""
    found = report()
    drawings = [attributes for attributes in found.named("svg") if attributes.get("role") == "img"]
    assert len(drawings) >= 4
    assert len(found.named("desc")) == len(found.named("figcaption")) == len(drawings)
    text = " ".join(found.texts)
    assert "Figur 1. Klager år for år. Antal klager, der kom i hvert kalenderår." in text


def test_only_what_is_shown_is_written() -> None:
    """Names stay out unless they are asked for, and a page of one section needs no contents."""
    columns = [Column("name", "Navn", personal=True), Column("n", "Antal", "number")]
    listing = Listing(columns, [("Bo", 1), ("Ib", 2)], "Ingen.")
    chart = Chart("bars", "Navne", "name", ("n",), "Antal.")
    page = Page(
        "Side", [Section("Folk", [Field("Navn", "Eva", personal=True)], listing=listing, chart=chart)]
    )
    without, with_names = as_html(page), as_html(page, with_names=True)
    assert not any(name in without for name in ("Bo", "Ib", "Eva", "<svg", "<nav"))
    assert all(name in with_names for name in ("Bo", "Ib", "Eva", "<svg"))


def test_lines_are_kept() -> None:
    """A break stays a break, and an empty line begins a new paragraph."""
    document = as_html(Page("Side", [Section(paragraphs=["en\nto\n\ntre"])]))
    assert "<p>en<br>to</p>\n<p>tre</p>" in document
    assert visible("en\nto") == "en\nto"


# --- colours -------------------------------------------------------------------------------------------


def palette(block: str) -> dict[str, str]:
    """Return the colours that a part of the style sheet names."""
    return dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", block))


LIGHT = palette(CSS.split("@media")[0])
DARK = palette(CSS.split("prefers-color-scheme: dark")[1].split("\n}\n")[0])


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_contrast_of_known_colours() -> None:
    """Black on white is 21, and the grey that WCAG's notes give as an example is 4.54."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_everything_can_be_seen(colours: dict[str, str]) -> None:
    """Text has 4.5 on the paper and on the tint (1.4.3); drawings and the focus have 3 (1.4.11)."""
    assert colours.keys() == LIGHT.keys()
    for ground in (colours["paper"], colours["tint"]):
        assert all(contrast(colours[name], ground) >= 4.5 for name in ("ink", "quiet", "accent"))
    assert all(contrast(colours[name], colours["paper"]) >= 3 for name in ("accent", "second", "focus"))


def test_no_colour_is_named_anywhere_else() -> None:
    """Outside the palettes only the page number on paper has a colour of its own, and that has contrast."""
    rest = CSS.split("* { box-sizing")[1]
    assert set(re.findall(r"#[0-9a-f]{3,6}\b", rest)) == {LIGHT["quiet"]}
