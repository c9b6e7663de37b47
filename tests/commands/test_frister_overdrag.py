"""``klage frister --overdrag``: every open case for the one who takes over, as it is typed."""

import io
from pathlib import Path

import pytest

from klage.store import drafts, handover, written_files
from tests.cli import assert_danish
from tests.desk import Desk, uncoloured
from tests.store.support import NOW, mode, opened

SECRETS = ("Anna Åse", "20 12 34 56", "20123456", "støtten", "Anna får brev")


@pytest.fixture
def full(desk: Desk) -> Desk:
    """Return a desk with a case to call, one promised something, one closed, one without a date, and a child."""
    secret = {"citizen_name": "Anna Åse", "phone": "20123456"}
    desk.new(department="Jobcenter", text="Brevet om støtten kom ikke.", **secret)
    desk("kontor", "navn", "Havnsø Kommune", "--kontor", "Vejledningen", "--telefon", "12 34 56 78")
    desk.new(text="Et løfte.")
    talked = ("opkald", "2", "--udfald", "talt_med", "--senest", "1.12.2026", "--ansvarlig", "leder")
    desk(*talked, "--aftale", "-", stdin="Anna får brev.")
    desk.new(text="Lukket.")
    desk("opkald", "3", "--udfald", "talt_med")
    desk("luk", "3", "--metode", "telefonsamtale", "--resultat", "loest_i_dialog")
    desk.new(text="Uden aftale.")
    desk("opkald", "4", "--udfald", "talt_med")
    desk.new(text="Barnet er alene.", child_concern=True, received_at="2026-11-19T18:00")
    return desk


def test_the_handover_has_each_open_case_once(full: Desk) -> None:
    """Children first, then calls, promises and the rest; closed cases are not there, and nothing is written."""
    before = full.content()
    said = full("frister", "--overdrag")
    places = [said.stdout.index(f"\nSag 2026-000{number}\n") for number in (5, 1, 2, 4)]
    assert places == sorted(places)
    assert "2026-0003" not in said.stdout
    assert "Her er 4 sager" in said.stdout
    assert "2 borgere skal ringes op, og 1 løfte skal holdes." in said.stdout
    assert "Vejledningen, Havnsø Kommune, tlf. 12 34 56 78. Åbent mandag til fredag" in said.stdout
    assert "klage loefte 2026-0002 holdt" in said.stdout
    assert_danish(said.stdout)
    assert full.content() == before


def test_names_and_texts_are_on_the_screen_and_elsewhere_only_when_asked_for(full: Desk) -> None:
    """As everywhere; and what lacks them says so."""
    piped = full("frister", "--overdrag").stdout
    assert not [word for word in SECRETS if word in piped]
    assert "er ikke med her" in piped
    for shown in (
        full("frister", "--overdrag", "--med-navne").stdout,
        full.terminal("frister", "--overdrag").stdout,
    ):
        text = " ".join(uncoloured(shown).split())
        assert "Anna Åse, 20 12 34 56" in text
        assert "Brevet om støtten kom ikke." in text
        assert "Anna får brev." in text
        assert "er ikke med her" not in text


@pytest.mark.parametrize("name", ["over.txt", "over.md", "over.html", "OVER.TXT"])
def test_a_file_is_private_and_noted_only_when_it_has_names(full: Desk, tmp_path: Path, name: str) -> None:
    """In every format the same cases; without names it is not one of those that forgetting names."""
    file = tmp_path / name
    said = full("frister", "--overdrag", "--ud", str(file))
    assert said.stdout.startswith(f"Overdragelsen er skrevet i {file}. Navne og tekster er udeladt")
    text = file.read_text(encoding="utf-8")
    assert mode(file) == 0o600
    assert not [word for word in SECRETS if word in text]
    assert [number for number in range(1, 6) if f"Sag 2026-000{number}" in text] == [1, 2, 4, 5]
    with opened(full.path) as register:
        assert written_files.existing(register) == []
    full("frister", "--overdrag", "--med-navne", "--ud", str(file), "--overskriv")
    assert "Anna Åse" in file.read_text(encoding="utf-8")
    with opened(full.path) as register:
        assert [(found.path, found.kind) for found in written_files.existing(register)] == [(file, "frister")]


def test_word_has_the_same(full: Desk, tmp_path: Path) -> None:
    """With real headings, one for each case."""
    docx = pytest.importorskip("docx", reason="the extra kontor is not installed")
    file = tmp_path / "over.docx"
    full("frister", "--overdrag", "--med-navne", "--ud", str(file))
    document = docx.Document(io.BytesIO(file.read_bytes()))
    headings = [found.text for found in document.paragraphs if found.style.name.startswith("Heading")]
    assert [text for text in headings if text.startswith("Sag 2")] == [
        f"Sag 2026-000{n}" for n in (5, 1, 2, 4)
    ]
    assert any("Anna Åse, 20 12 34 56" in found.text for found in document.paragraphs)


def test_a_closed_case_with_a_promise_is_handed_over(desk: Desk) -> None:
    """The citizen still waits for it."""
    desk("opkald", desk.new(), "--udfald", "talt_med", "--senest", "1.12.2026")
    desk("luk", "1", "--metode", "telefonsamtale", "--resultat", "loest_i_dialog")
    assert "Sag 2026-0001, afsluttet\n" in desk("frister", "--overdrag").stdout


def test_a_draft_of_a_call_is_named_and_not_told(full: Desk) -> None:
    """Somebody has talked with the citizen and not noted it: the one who takes over must know."""
    with opened(full.path, writing=True) as register:
        first, *_ = handover.waiting(register)
        drafts.keep(register, "opkald", first.id, {"concern": "Anna får brev"}, NOW)
    shown = full("frister", "--overdrag").stdout
    assert shown.count("Kladde: Et opkald er begyndt") == 1
    assert "Fortsæt med klage ring 2026-0001." in shown
    assert "Anna får brev" not in shown


def test_nothing_open_is_said(desk: Desk) -> None:
    """And what a stand-in needs to know is there all the same; the office need not have said anything."""
    desk("opkald", desk.new(), "--udfald", "talt_med")
    desk("luk", "1", "--metode", "telefonsamtale", "--resultat", "loest_i_dialog")
    shown = desk("frister", "--overdrag").stdout
    assert "Der er ingen åbne sager fredag 20. november 2026 kl. 10.00." in shown
    assert "\n  Åbent mandag til fredag kl. 09.00–15.00.\n" in shown
    assert "Ikke truffet: klage opkald NR" in shown


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (("--ud", "over.pdf"), 2, ".docx"),
        (("--ud", "-"), 2, ".docx"),
        (("--ud", "der.md"), 2, "findes allerede"),
        (("--ud", "ingen/mappe.md"), 3, "Mappen"),
        (("--ud", "genvej.md", "--overskriv"), 2, "registret selv"),
        (("--ud", "a.md", "--plain"), 2, "til skærmen"),
        (("--overskriv",), 2, "hører til --ud FIL"),
        (("--json",), 2, "Udelad de andre"),
        (("--csv",), 2, "Udelad de andre"),
        (("--cron",), 2, "Udelad de andre"),
        (("--forklar",), 2, "Udelad de andre"),
        (("--stille",), 2, "Udelad de andre"),
        (("--kode",), 2, "Udelad de andre"),
        (("--ics", "a.ics"), 2, "Udelad de andre"),
    ],
)
def test_what_is_refused(
    full: Desk, line: tuple[str, ...], code: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refusal is one Danish sentence with its code; nothing is written."""
    monkeypatch.chdir(full.run.home)
    (full.run.home / "der.md").write_text("min egen")
    (full.run.home / "genvej.md").symlink_to(full.path)
    sentence = full.refused("frister", "--overdrag", *line, code=code)
    assert said in sentence
    assert_danish(sentence)
    assert (full.run.home / "der.md").read_text() == "min egen"
    assert not (full.run.home / "over.pdf").exists()
