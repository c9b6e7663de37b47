"""The demo: a year of its own that ends now, beside a register that is never touched."""

import os
import shutil
from pathlib import Path

import pytest

from tests.desk import Desk
from tests.faults.notes import Typist

DEMO = "klage-demo.db"


def demo_of(desk: Desk) -> Path:
    """Return where the demo's register lies."""
    return desk.run.home / DEMO


def test_the_demo_shows_a_list_a_case_and_a_report(desk: Desk) -> None:
    """And says how to go on; the user's own register stays as it was."""
    desk.new()
    before = (desk.run.home / "klage.db").read_bytes()
    shown = desk("demo").stdout
    assert "opdigtede klager fra Havnsø Kommune er klar." in shown
    for heading in ("Dagens liste, fredag 20. november 2026 kl. 10.00:", "En af sagerne:", "Beretningen:"):
        assert heading in shown
    assert "Opkald inden for et døgn" in shown
    assert f"klage --register {demo_of(desk)} frister" in shown
    assert (desk.run.home / "klage.db").read_bytes() == before


def test_the_demo_goes_on_where_it_was_left(desk: Desk) -> None:
    """What the user tried stays, until the demo is begun afresh."""
    desk("demo")
    first = desk("--register", str(demo_of(desk)), "liste", "--alle").stdout
    desk("--register", str(demo_of(desk)), "ny", "--tekst", "-", stdin="Min egen klage.")
    assert "opdigtede" not in desk("demo").stdout.splitlines()[0]
    assert desk("--register", str(demo_of(desk)), "liste", "--alle").stdout != first
    desk("demo", "--forfra")
    assert desk("--register", str(demo_of(desk)), "liste", "--alle").stdout == first


def test_the_demo_writes_the_report_for_a_browser(desk: Desk) -> None:
    """Beside its register, without names, again each time, and no longer when the demo is begun afresh."""
    page = demo_of(desk).with_suffix(".html")
    shown = desk("demo").stdout
    assert str(page) in shown
    document = page.read_text(encoding="utf-8")
    assert "<h2 id=" in document
    assert "<svg role=" in document
    assert page.stat().st_mode & 0o777 == 0o600
    desk.at("2026-11-21T10:00")("demo")
    assert page.read_text(encoding="utf-8") != document
    desk("demo", "--forfra")
    assert page.read_text(encoding="utf-8") == document


def test_a_page_of_somebody_else_is_left_alone(desk: Desk) -> None:
    """What lies there under that name, and the demo has not written, is not replaced."""
    page = demo_of(desk).with_suffix(".html")
    page.write_text("Min egen side.", encoding="utf-8")
    for options in ((), ("--forfra",)):
        assert "findes allerede" in desk("demo", *options, code=2).stderr
    assert page.read_text(encoding="utf-8") == "Min egen side."


def test_a_register_that_is_no_demo_is_not_removed(desk: Desk) -> None:
    """Somebody's cases may lie under that name."""
    desk("--register", str(demo_of(desk)), "ny", "--tekst", "-", stdin="En rigtig klage.")
    before = demo_of(desk).read_bytes()
    refused = desk("demo", "--forfra", code=9)
    assert "bliver ikke slettet" in refused.stderr
    assert demo_of(desk).read_bytes() == before


def test_there_is_something_to_do_every_day_of_the_week(desk: Desk) -> None:
    """Whatever the weekday, the list of the demo is not empty."""
    for day in range(16, 23):
        shown = desk.at(f"2026-11-{day}T09:00")("demo", "--forfra").stdout
        assert "Sådan leger du videre" in shown
        assert desk.at(f"2026-11-{day}T09:00")("--register", str(demo_of(desk)), "frister").stdout


def test_the_demo_at_a_terminal(desk: Desk) -> None:
    """Names and bars are shown on a screen, and nowhere else."""
    assert "▌" in desk("demo", terminal=True).stdout or "█" in desk("demo", terminal=True).stdout
    assert "█" not in desk("demo").stdout


def test_a_department_can_be_followed_from_complaint_to_effect(desk: Desk) -> None:
    """Lessons with actions in every status, and some of them due."""
    desk("demo")
    register = ("--register", str(demo_of(desk)))
    for status in ("foreslået", "aftalt", "i gang", "gennemført", "effekt vurderet", "afvist"):
        assert f"1 {status}" in desk(*register, "laering", "liste").stdout
    assert desk(*register, "frister", "--alle").stdout.count("\nnr. ") == 4
    assert "Handling 1: effekt vurderet" in desk(*register, "laering", "vis", "1").stdout
    assert "Før:" in desk(*register, "laering", "effekt", "1").stdout


@pytest.mark.skipif(shutil.which("less") is None, reason="no pager")
def test_how_to_go_on_stands_after_the_pager(desk: Desk) -> None:
    """The list comes first and stays until it is read; what to do next is left on the screen."""
    typist = Typist(desk.path, "demo", TERM="xterm", LINES="24", PATH=os.environ["PATH"])
    typist.wait_for("q slutter")
    assert "Dagens liste" in typist.shown
    assert "Beretningen" not in typist.shown
    typist.press(b"q")
    assert typist.end() == 0
    assert "Sådan leger du videre" in typist.shown
