"""Read the Danish texts out of klage's source: from the syntax tree, the style sheets and the migrations.

What Python joins is joined: an f-string is one text with ``{…}`` where a value comes, and ``{en|to}`` where it
is one of two. Docstrings, types, SQL, patterns and codes are no texts. Nothing is run, so a text that no test
ever prints is read as well.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from inspect import cleandoc
from pathlib import Path

KLAGE = Path(__file__).parent.parent.parent / "klage"

NO_TEXTS_IN = frozenset(
    [
        "compile",
        "fullmatch",
        "match",
        "sub",
        "finditer",
        "findall",
        "execute",
        "executemany",
        "executescript",
        "rows",
        "one",
        "import_module",
        "getattr",
        "cast",
        "TypeVar",
        "strftime",
        "encode",
        "decode",
        "removeprefix",
        "removesuffix",
        "startswith",
        "endswith",
        "partition",
        "rpartition",
        "split",
        "qn",
        "pop",
        "get",
        "setdefault",
        "open",
        "with_suffix",
        "with_name",
        "glob",
        "rglob",
        "translate",
        "maketrans",
    ]
)
"""Functions whose own texts are for Python, SQLite or a file, and are never shown."""

NOT_SHOWN = frozenset(
    [
        "Caption",
        "Heading",
        "Normal",
        "Title",
        "Calibri",
        "Prompter",
        "Parts",
        "Target",
        "General",
        "Library",
        "Local",
    ]
)
"""Words that are names in a file format or a module, although they look like a label."""

TYPED = frozenset({"WORDS"})
"""Tables of what users may type by mistake: they are understood, and never said."""

DANISH = frozenset(
    [
        "af",
        "alle",
        "alt",
        "andet",
        "at",
        "bare",
        "begge",
        "bliver",
        "blive",
        "blev",
        "borger",
        "borgeren",
        "da",
        "dag",
        "dage",
        "de",
        "dem",
        "den",
        "denne",
        "der",
        "deres",
        "det",
        "dette",
        "dig",
        "din",
        "disse",
        "du",
        "efter",
        "eller",
        "ellers",
        "en",
        "endnu",
        "er",
        "et",
        "fik",
        "fil",
        "filen",
        "flere",
        "fra",
        "fx",
        "får",
        "før",
        "først",
        "gang",
        "give",
        "gør",
        "ham",
        "han",
        "har",
        "hele",
        "hver",
        "hvad",
        "hvem",
        "hvis",
        "hvor",
        "hvordan",
        "hvorfor",
        "ifølge",
        "igen",
        "ikke",
        "indtil",
        "ingen",
        "intet",
        "jer",
        "jeres",
        "kan",
        "kl",
        "klage",
        "klagen",
        "klager",
        "kommer",
        "kun",
        "lad",
        "lige",
        "læs",
        "lov",
        "man",
        "med",
        "mellem",
        "men",
        "mens",
        "mente",
        "mere",
        "mindst",
        "måneder",
        "navn",
        "ned",
        "nu",
        "når",
        "næste",
        "og",
        "også",
        "om",
        "opkald",
        "over",
        "på",
        "sag",
        "sagen",
        "sager",
        "sammen",
        "samme",
        "se",
        "selv",
        "senest",
        "siden",
        "sig",
        "skal",
        "skrevet",
        "skriv",
        "som",
        "stadig",
        "står",
        "svar",
        "sådan",
        "så",
        "tabel",
        "tal",
        "tid",
        "til",
        "timer",
        "træk",
        "ud",
        "uden",
        "uge",
        "under",
        "ved",
        "vi",
        "vil",
        "vis",
        "være",
        "åbent",
        "år",
        "hænger",
        "tegn",
    ]
)
"""Words that tell a Danish text from an English one; those that both languages have are left out."""

_SQL = re.compile(
    r"^\s*\(?(select|insert|update|delete|with|create|drop|pragma|begin|from|where|order by|group by|and|or|union|join"
    r"|left join|on|having|case|when|exists|sum|iif|coalesce|strftime|limit|values|not|in|closing|call|action|max|min)\b"
    r"|\b(is null|is not null|complaint_id|order by|json_each|coalesce)\b|\b[a-z]\.[a-z_]+ (=|in|is|and|<)|= [:?]"
)
_PATTERN = re.compile(r"\(\?|\\[bdswSW]|\[\^|\[a-z|\{\d,|\]\*|\]\+")
_PROGRAM = re.compile(r"^\.TH |sys\.|\bimport klage\b|\|\||http://schemas|\w\([a-z]\.|^\([a-z]\.")
_WORD_LIST = re.compile(r"(?:[a-zæøå]+\s+){15,}[a-zæøå]*")
_CODE = re.compile(r"[\x00-\x7f]*", re.DOTALL)
_TAG = re.compile(r"<[^>]*>?|^[^<]*\">")
_LABEL = re.compile(r"[A-ZÆØÅ][a-zæøå]+(?:-?[a-zæøå]+)*[.:?]?")


def texts_of(path: Path) -> list[str]:
    """Return the texts of a source file in the order they stand, each once."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        found: Iterable[str] = _Reader().texts(ast.parse(source))
    else:
        found = re.findall(r"content: \"([^\"]+)\"", source) + re.findall(
            r"raise\(abort, '([^']+)'", source, re.IGNORECASE
        )
    return list(dict.fromkeys(part for text in found for part in _parts(text) if is_text(part)))


def sources() -> list[Path]:
    """Return the files that hold texts; the guide is a text itself."""
    return sorted(path for kind in ("py", "css", "sql") for path in KLAGE.rglob(f"*.{kind}"))


def _parts(text: str) -> Iterator[str]:
    """Yield a text, or of a piece of HTML the texts between its tags."""
    if re.search(r"</?[a-zA-Z!]", text) and not _PROGRAM.search(text):
        yield from (part.strip() for part in _TAG.sub("\n", text).split("\n") if part.strip())
    else:
        yield cleandoc(text)


def is_text(text: str) -> bool:
    """Tell whether a string is something that a person reads."""
    plain = re.sub(r"\{[^{}]*\}", " ", text).strip()
    machine = (_SQL, _PATTERN, _PROGRAM)
    if not re.search(r"[a-zæøå]{2}", plain) or any(found.search(text) for found in machine):
        return False
    if _WORD_LIST.fullmatch(plain):
        return False
    words = re.findall(r"[A-Za-zÆØÅæøå]+", plain)
    if re.search(r"[æøå]", plain, re.IGNORECASE):
        return True
    if " " not in plain:
        return bool(_LABEL.fullmatch(plain)) and plain not in NOT_SHOWN
    return any(word.lower() in DANISH for word in words) or bool(
        re.match(r"[A-Z][a-z]+ .*[.?]$", plain, re.DOTALL)
    )


class _Reader(ast.NodeVisitor):
    """Collects the strings of a module that may be texts."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def texts(self, tree: ast.AST) -> list[str]:
        """Return the strings of a tree."""
        self.visit(tree)
        return self.found

    def visit_Expr(self, node: ast.Expr) -> None:
        """Pass over docstrings, those of a constant among them."""
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        """Read the options of a command, and then the body; a type is no text."""
        for argument in (*node.args.args, *node.args.kwonlyargs):
            self._options(argument.annotation)
        for each in (*node.decorator_list, *node.args.defaults, *node.args.kw_defaults, *node.body):
            if each is not None:
                self.visit(each)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        """Read the value; a type is no text."""
        if node.value is not None and getattr(node.target, "id", "") not in TYPED:
            self.visit(node.value)

    def _options(self, annotation: ast.AST | None) -> None:
        """Read what ``typer.Option`` and ``typer.Argument`` are told, which stand in a type."""
        for node in ast.walk(annotation) if annotation is not None else ():
            if isinstance(node, ast.Call):
                self.visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        """Read a value; of an ``Annotated`` type only its option."""
        if isinstance(node.value, ast.Subscript):
            self._options(node.value)
        else:
            self.visit(node.value)

    def visit_Call(self, node: ast.Call) -> None:
        """Read what a function is told, unless it is for a machine."""
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name != "split":  # "en to tre".split() is a list of words to look for
            self.visit(node.func)
        for each in (*node.args, *(keyword.value for keyword in node.keywords)):
            if not (name in NO_TEXTS_IN and isinstance(each, ast.Constant | ast.JoinedStr)):
                self.visit(each)

    def visit_Compare(self, node: ast.Compare) -> None:
        """Pass over what is compared with: that is a code."""

    def visit_Subscript(self, node: ast.Subscript) -> None:
        """Pass over a key."""
        self.visit(node.value)

    def visit_Dict(self, node: ast.Dict) -> None:
        """Read the values, and the keys that are texts themselves."""
        for key, value in zip(node.keys, node.values, strict=True):
            if (
                isinstance(key, ast.Constant)
                and isinstance(key.value, str)
                and not _CODE.fullmatch(key.value)
            ) or not isinstance(key, ast.Constant | None):
                self.visit(key)
            self.visit(value)

    def visit_Constant(self, node: ast.Constant) -> None:
        """Keep a string."""
        if isinstance(node.value, str):
            self.found.append(node.value)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Keep an f-string as one text, and read what stands inside its values."""
        self.found.append(_joined(node))
        for part in node.values:
            if isinstance(part, ast.FormattedValue) and not _is_choice(part.value):
                self.visit(part.value)


def _joined(node: ast.JoinedStr) -> str:
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else _slot(part.value)  # type: ignore[attr-defined]
        for part in node.values
    )


def _slot(value: ast.expr) -> str:
    if isinstance(value, ast.IfExp) and _is_choice(value):
        return f"{{{_shown(value.body)}|{_shown(value.orelse)}}}"
    return "{…}"


def _is_choice(value: ast.expr) -> bool:
    return (
        isinstance(value, ast.IfExp) and _shown(value.body) is not None and _shown(value.orelse) is not None
    )


def _shown(value: ast.expr) -> str | None:
    if isinstance(value, ast.JoinedStr):
        return _joined(value)
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else None
