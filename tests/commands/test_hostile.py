"""Hostile text through every field and every command that prints: data, never a command to a terminal."""

import json
import re
import shutil
import unicodedata
from pathlib import Path

import pytest
import typer

from klage.cli import COMMANDS
from klage.danish_cli import CommandRow
from klage.store import cases
from tests.cli import Result, Run
from tests.desk import Desk, uncoloured

FORGED = "2026-9999"
NASTY = (
    "\x1b[31mrød\x1b]8;;http://ond.dk\x07link\x1b]52;c;AAAA\x07\x1bP1\x1b\\ \x9b31m \x85 \x7f \x08\r"
    f"\u202eegnelav\u2066 \u200f [/] [red]x[/red] [link=file:x]y :smile: =1+1 \n{FORGED}\tlukket\u2028{FORGED}"
)
NEEDLES = (
    "Nålenavn",
    "20123456",
    "20 12 34 56",
    "Nåletekst",
    "Nåleord",
    "Nåleaftale",
    "Nåleskridt",
    "Nålgrund",
)
WIDTHS = (80, 120, 200)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a register in which every text that can be written is hostile and holds a needle."""
    desk = Desk(Run(tmp_path_factory.mktemp("filled")))
    complaint = {
        "summary": f"Nåletekst {NASTY}", "citizen_name": f"Nålenavn {NASTY}", "phone": "20123456",
        "department": f"Afd {NASTY}", "journal_no": f"J {NASTY}", "wanted_outcome": f"Nåletekst {NASTY}",
        "consequence": f"Nåletekst {NASTY}", "themes": "vejledning", "child_concern": True,
    }  # fmt: skip
    call = {
        "result": "talt_med", "concern": f"Nåleord {NASTY}", "agreement": f"Nåleaftale {NASTY}",
        "next_step": f"Nåleskridt {NASTY}", "next_due": "2026-12-01", "owner": f"Ansvarlig {NASTY}",
        "late_reason": f"Nålgrund {NASTY}", "call_again_at": "2026-11-20T15:00",
    }  # fmt: skip
    for number in ("1", "2"):
        desk("ny", "--json", "-", "--alligevel", stdin=json.dumps(complaint))
        desk("opkald", number, "--json", "-", stdin=json.dumps(call))
    desk(
        "luk",
        "2",
        "--metode",
        "moede",
        "--resultat",
        "henlagt",
        "--begrundelse",
        "-",
        stdin=f"Nålgrund {NASTY}",
    )
    desk.new(
        text=f"Nåletekst {NASTY} " + "lang" * 3000, department="Nær", citizen_name="Nålenavn " + "a" * 400
    )
    return desk.path


@pytest.fixture
def dirty(desk: Desk, filled: Path) -> Desk:
    """Return a desk with the hostile register."""
    shutil.copy(filled, desk.path)
    return desk


LINES: tuple[tuple[str, ...], ...] = (
    (), ("frister",), ("frister", "--alle"), ("frister", "--forklar"), ("frister", "--cron"), ("liste", "--alle"),
    ("soeg", "nåletekst"), ("vis", "1"), ("vis", "2"), ("vis", "3"), ("ret", "1", "--haster"),
    ("opkald", "1", "--udfald", "talt_med"), ("luk", "1", "--metode", "moede", "--resultat", "medhold"),
    ("liste", "--afdeling", "Nar"), ("liste", "--afdeling", "Afdrød"), ("vis", "99"), ("frister", NASTY),
    ("ny", "--afdeling", NASTY[:180], "--tekst", "-"),
)  # fmt: skip


def assert_harmless(result: Result) -> None:
    """Fail if anything in the output is obeyed by a terminal, or passes for a line of klage's own."""
    for text in (result.stdout, result.stderr):
        shown = uncoloured(text)
        bad = {char for char in shown if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}}
        assert bad <= {"\n", "\t"}, bad
        assert not re.search(rf"^{FORGED}", shown, re.MULTILINE)
        assert "😄" not in shown


@pytest.mark.parametrize(
    "line", LINES, ids=lambda line: " ".join(line)[:40].encode("ascii", "replace").decode()
)
def test_no_output_is_obeyed(dirty: Desk, line: tuple[str, ...]) -> None:
    """No C0 but newline and tab, no C1, no bidi and no forged line: at terminals, in pipes, in errors."""
    refused = {"99": 3, "Nar": 3, "Afdrød": 3, "frister": 2}
    code = next((refused[word] for word in line if word in refused and word != line[0]), 0)
    code = 2 if line[:1] == ("frister",) and len(line) == 2 and line[1].startswith("\x1b") else code
    content, typed = dirty.path.read_bytes(), "\n\n\n\nx\nx\n\n\n\n"
    for width in WIDTHS:
        dirty.path.write_bytes(content)
        assert_harmless(dirty(*line, stdin=typed, terminal=True, width=width, code=code))
    for options in ([], ["--med-navne"] if _takes(line, "--med-navne") else []):
        dirty.path.write_bytes(content)
        assert_harmless(dirty(*line, *options, stdin="x", code=code))


def _takes(line: tuple[str, ...], option: str) -> bool:
    return line[:1] in {("liste",), ("soeg",), ("vis",)} and option == "--med-navne"


@pytest.mark.parametrize(
    "line", [("frister", "--alle"), ("liste", "--alle"), ("soeg", "nåletekst"), ("vis", "1")]
)
def test_json_is_harmless_and_lossless(dirty: Desk, line: tuple[str, ...]) -> None:
    """JSON escapes what a terminal would obey, and gives the text back as it was written."""
    out = dirty(*line, "--json", "--med-navne").stdout
    assert not {char for char in out if unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp"}} - {"\n"}
    found = json.loads(out)
    if line[0] in ("liste", "soeg"):
        assert f"Nåletekst {NASTY}".strip() in {row["summary"] for row in found}


@pytest.mark.parametrize("line", [("frister", "--alle"), ("liste", "--alle"), ("soeg", "nåletekst")])
def test_csv_is_harmless(dirty: Desk, line: tuple[str, ...]) -> None:
    """CSV holds no control characters but its own line ends, and no cell that begins a formula."""
    dirty(
        "ny", "--json", "-", stdin='{"summary": "=1+1 nåletekst", "citizen_name": "+x", "department": "@A"}'
    )
    out = dirty(*line, "--csv", "--med-navne").stdout
    assert not {char for char in out if unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp"}} - {
        "\n", "\r", "\ufeff",
    }  # fmt: skip
    assert not re.search(r"[;\n]\"?[=+@]", out)


def test_rich_markup_is_shown_as_written(dirty: Desk) -> None:
    """Brackets and :smile: are letters like others."""
    page = uncoloured(dirty.terminal("vis", "1", width=200).stdout)
    assert "[/] [red]x[/red] [link=file:x]y :smile: =1+1" in " ".join(page.split())


# --- names, phones and texts stay on the screen ----------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [(), ("frister",), ("frister", "--alle"), ("frister", "--json", "--alle"), ("frister", "--csv"),
     ("frister", "--forklar", "--alle"), ("frister", "--cron", "--alle"), ("liste", "--alle"),
     ("liste", "--alle", "--json"), ("liste", "--alle", "--csv"), ("liste", "--alle", "--plain"),
     ("soeg", "afd"), ("soeg", "afd", "--json"), ("vis", "1"), ("vis", "1", "--plain"), ("vis", "1", "--json"),
     ("vis", "2"), ("vis", "2", "--json"), ("ret", "1", "--haster"), ("opkald", "1", "--udfald", "talt_med"),
     ("opkald", "2", "--udfald", "talt_med", "--ind"), ("luk", "1", "--metode", "moede", "--resultat", "medhold"),
     ("ny", "--json", "-")],
    ids=" ".join,
)  # fmt: skip
def test_nothing_personal_leaves_the_screen(dirty: Desk, line: tuple[str, ...]) -> None:
    """No name, phone, summary or word of a call is in what a pipe or a mail gets."""
    stdin = json.dumps({"summary": "Nåletekst", "citizen_name": "Nålenavn", "phone": "20123456"})
    result = dirty(*line, stdin=stdin if line[:1] == ("ny",) else "")
    assert not [needle for needle in NEEDLES if needle in result.stdout + result.stderr]


def test_cron_at_a_terminal_has_no_names_either(dirty: Desk) -> None:
    """What is tried out at a terminal is what the mail will hold."""
    shown = dirty.terminal("frister", "--cron", "--alle").stdout
    assert not [needle for needle in NEEDLES if needle in shown]


@pytest.mark.parametrize(
    ("args", "content"),
    [
        (("ny", "--json", "-"), {"summary": "Nåletekst", "Nålenavn": 1}),
        (("ny", "--json", "-"), {"summary": ["Nåletekst"]}),
        (("ny", "--json", "-"), {"summary": "Nåletekst", "received_at": "Nålenavn"}),
        (("ny", "--json", "-"), {"summary": "Nåletekst", "channel": "Nålenavn"}),
        (("ny", "--json", "-"), {"summary": "Nåletekst", "citizen_name": "Nålenavn" * 100}),
        (("ny", "--json", "-"), {"summary": "Nåletekst", "themes": "Nålenavn"}),
        (("ret", "1", "--json", "-"), {"citizen_name": "Nålenavn", "phone": {"Nåletekst": 1}}),
        (("opkald", "1", "--json", "-"), {"result": "Nåleord", "concern": "Nåleord"}),
    ],
)  # fmt: skip
def test_no_error_repeats_what_was_written(
    dirty: Desk, args: tuple[str, ...], content: dict[str, object]
) -> None:
    """An error names the field and never the value."""
    said = dirty.refused(*args, stdin=json.dumps(content), code=2)
    assert not [needle for needle in NEEDLES if needle in said]


def explode(ctx: typer.Context) -> None:
    """Fail with the case in the error, in its cause and in every variable around it."""
    case = cases.get(ctx.obj.register, 2026000001)
    try:
        {}[case.complaint.citizen_name]  # type: ignore[index]
    except KeyError as error:
        raise ValueError(f"{case!r}") from error


def test_a_bug_with_a_case_in_its_hands(dirty: Desk) -> None:
    """The crash log and the sentence hold nothing of the case that was being handled."""
    broken = CommandRow("brag", "tests.commands.test_hostile:explode", "bang", "Test", "Gå i stykker.")
    run = Run(dirty.run.home, (*COMMANDS, broken))
    result = run("brag", code=1)
    log = (run.home / "state" / "klage" / "fejl.log").read_text()
    assert "explode" in log
    assert not [needle for needle in NEEDLES if needle in result.stderr + log]


# --- CPR numbers -----------------------------------------------------------------------------------

CPR = "010190-1234"


def test_cpr_is_masked_off_a_terminal_and_said(desk: Desk) -> None:
    """In every field that is written freely, whatever the dash."""
    fields = {"summary": f"Mit nummer er {CPR}.", "citizen_name": "Anna 0101901234", "phone": "610190 – 1234",
              "journal_no": "cpr-010190-1234", "wanted_outcome": "010190 1234"}  # fmt: skip
    said = desk("ny", "--json", "-", stdin=json.dumps(fields)).stderr
    assert said.count("De sidste fire cifre er skjult; behold det med --behold-tal.\n") == 5
    assert said.startswith("Kort beskrivelse: Der stod et tal, der ligner et CPR-nummer.")
    assert "1234" not in json.dumps(desk.case("1"))
    desk.new("--behold-tal", text=f"Faktura {CPR}")
    assert desk.case("2")["summary"] == f"Faktura {CPR}"
    desk.new(text="Udland", phone="+6101901234")
    assert desk.case("3")["phone"] == "+6101901234"


def test_cpr_is_asked_about_at_a_terminal(desk: Desk) -> None:
    """The user decides; masked is the answer of Enter."""
    for typed in ("\n", "nej\n"):
        desk.terminal("ny", typed=f"\n\n\n\n\n{CPR} og {CPR}\n\n{typed}\n")
    assert [desk.case(n)["summary"] for n in "12"] == ["010190-XXXX og 010190-XXXX", f"{CPR} og {CPR}"]
    asked = desk.terminal("ny", "--alligevel", typed=f"\n\n\n\n\n{CPR} og {CPR}\n\n\n\n")
    # The last line of a long question is the prompt, which stands where the answer is typed.
    assert "Der står 2 tal, der ligner CPR-numre. Vil du skjule de\n" in asked.stderr
    assert "sidste fire cifre? [J/n]" in asked.stdout


def test_cpr_in_calls_closings_and_corrections(desk: Desk) -> None:
    """Everywhere the same: masked and said, kept with --behold-tal."""
    desk.new()
    lines = {
        "concern": ("opkald", "1", "--udfald", "talt_med", "--ord", "-"),
        "agreement": ("opkald", "1", "--udfald", "talt_med", "--aftale", "-"),
        "reason": ("luk", "1", "--metode", "moede", "--resultat", "henlagt", "--begrundelse", "-"),
        "again": ("genaabn", "1", "--begrundelse", "-"),
    }
    for line in lines.values():
        assert "er skjult" in desk(*line, stdin=f"Nr. {CPR}").stderr
    assert "er skjult" in desk("ret", "1", "--json", "-", stdin=json.dumps({"summary": CPR})).stderr
    assert "er skjult" in desk("opkald", "1", "--udfald", "besked", "--ansvarlig", CPR).stderr
    assert "1234" not in json.dumps(desk.case("1"))
    for line in lines.values():
        desk(*line, "--behold-tal", stdin=f"Nr. {CPR}")
    desk("ret", "1", "--json", "-", "--behold-tal", stdin=json.dumps({"summary": CPR}))
    assert json.dumps(desk.case("1")).count(CPR) == 5
