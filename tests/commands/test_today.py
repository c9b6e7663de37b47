"""``klage`` alone where there is a register: today's list; the first day has a file of its own."""

from tests.desk import Desk, uncoloured


def test_an_empty_register(desk: Desk) -> None:
    """Where there is no case at all, klage says what fills the register, in a pipe too."""
    desk("kontor", "navn", "Havnsø Kommune")
    for shown in (desk.terminal().stdout, desk().stdout):
        assert shown.startswith("Fredag 20. november 2026 kl. 10.00.\nDer er ingen klager i registret endnu.")
        for command in ("klage ny", "klage import", "klage demo"):
            assert command in " ".join(shown.split())
    desk("luk", desk.new(), "--metode", "moede", "--resultat", "medhold")
    assert "endnu" not in desk().stdout


def test_no_register_in_a_pipe(desk: Desk) -> None:
    """A script is told with 3."""
    assert "Der er intet register her endnu." in desk.refused(code=3)


def test_the_day(desk: Desk) -> None:
    """What is open and what came, who is to be called, and what one may do next."""
    desk.new(text="En", received_at="2026-11-18T10:00", citizen_name="Anna Åse")
    desk("luk", desk.new(text="To"), "--metode", "moede", "--resultat", "medhold")
    lines = uncoloured(desk.terminal().stdout).splitlines()
    assert lines[:2] == [
        "Fredag 20. november 2026 kl. 10.00.",
        "1 åben sag, 1 modtaget og 1 afsluttet i dag.",
    ]
    assert "Anna Åse" in lines[4]
    assert lines[-1] == "Ring til den næste med klage ring."
    assert "Anna" not in desk().stdout
    assert desk("today").stdout == desk().stdout


def test_nobody_to_call(desk: Desk) -> None:
    """An empty list says so."""
    desk("opkald", desk.new(), "--udfald", "talt_med")
    assert desk.terminal().stdout.splitlines()[2:] == [
        "Ingen opkald inden for 24 timer.",
        "Registrér en klage med klage ny.",
    ]


def test_a_child_concern_stands_on_top(desk: Desk) -> None:
    """Before everything else, also when the citizen has been spoken with, and in a pipe."""
    desk("opkald", desk.new("--underretning"), "--udfald", "talt_med")
    for shown in (desk.terminal().stdout, desk().stdout):
        assert shown.startswith("2026-0001: bekymring for et barn.")


def test_the_morning_run_that_did_not_come(desk: Desk) -> None:
    """When cron has run once, its absence at noon of a weekday is told, and that of a weekend is none."""
    desk.new()
    assert "Morgenlisten" not in desk.at("2026-11-20T13:00").terminal().stdout
    desk.at("2026-11-19T07:00")("frister", "--cron")
    assert "Morgenlisten" not in desk.at("2026-11-20T08:00").terminal().stdout
    missed = "Morgenlisten er sidst kørt torsdag 19. november 2026 kl. 07.00. Se efter linjen i crontab"
    assert missed in " ".join(desk.at("2026-11-20T13:00").terminal().stdout.split())
    desk.at("2026-11-20T07:00")("frister", "--cron")
    assert "Morgenlisten" not in desk.at("2026-11-23T09:00").terminal().stdout


def test_a_list_of_today_writes_nothing(desk: Desk) -> None:
    """Looking changes nothing."""
    desk.new()
    before = desk.content()
    desk.terminal()
    desk()
    assert desk.content() == before
