"""sammenlaeg and skil: one matter under one number, what is said of it everywhere, and back again."""

import json

import pytest

from tests.desk import Desk, uncoloured

LATER = "2026-11-23T10:00"


@pytest.fixture
def two(desk: Desk) -> Desk:
    """Return a desk with the same complaint twice."""
    desk.new(
        citizen_name="Anna Åse", phone="20123456", department="Jobcenter", received_at="2026-11-20T08:00"
    )
    desk.new(text="Det samme i et brev.", citizen_name="Anna Å.", phone="30123456", channel="brev")
    return desk


# --- merging --------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", [("1", "2"), ("2", "1"), ("2026-0002", "2026-0001")])
@pytest.mark.parametrize("name", ["sammenlaeg", "sammenlæg", "merge"])
def test_the_oldest_number_survives(two: Desk, name: str, order: tuple[str, str]) -> None:
    """Whatever the order, and by every name of the command; the list then holds the survivor alone."""
    assert two(name, *order, "--ja").stdout == (
        "Sag 2026-0002 er lagt sammen med sag 2026-0001, som er den ældste.\n"
        "Sag 2026-0001 står stadig på listen. Ring senest lørdag 21. november 2026 kl. 08.00 (om 22 t).\n"
    )
    assert [row["case_no"] for row in two.due()] == ["2026-0001"]


def test_at_a_terminal_both_are_shown_and_it_is_asked(two: Desk) -> None:
    """A line each, a warning when the phones differ, and no is the answer of an empty line."""
    for typed, answered in (("\n", "Intet er ændret.\n"), ("j\n", "Sag 2026-0002 er lagt sammen")):
        shown = two.terminal("sammenlaeg", "1", "2", typed=typed, width=200)
        question, _, answer = shown.stdout.partition(" [j/N] ")
        assert question == "Skal sag 2026-0002 lægges sammen med sag 2026-0001?"
        assert answer.startswith(answered)
        assert "2026-0001: Anna Åse, 20 12 34 56, Jobcenter, modtaget fredag 20. november" in shown.stderr
        assert "2026-0002: Anna Å., 30 12 34 56, ingen afdeling, modtaget" in shown.stderr
        assert "Sagerne har hvert sit telefonnummer. Er det den samme borger?" in shown.stderr


def test_the_same_phone_is_not_warned_of(two: Desk) -> None:
    """Nor is a case without a name or a number a hindrance."""
    two.new(text="Nul\x1b[31mti\nlinjer")
    shown = two.terminal("sammenlaeg", "1", "3", typed="j\n", width=200).stderr
    assert "hvert sit telefonnummer" not in shown
    assert "2026-0003: navn ukendt, intet telefonnummer, ingen afdeling" in shown
    assert "\x1b[31m" not in shown
    assert "Nul␛[31mti ⏎ linjer" in shown


def test_a_rehearsal_changes_nothing(two: Desk) -> None:
    """--proev says what would happen; it needs no --ja and asks nothing."""
    before = two.content()
    for spelling in ("--proev", "--prøv"):
        assert two("sammenlaeg", "1", "2", spelling).stdout == (
            "Sag 2026-0002 bliver lagt sammen med sag 2026-0001, som er den ældste.\n"
            "Det var en prøve. Intet er ændret.\n"
        )
    assert two.content() == before


def test_twice_is_once(two: Desk) -> None:
    """Cases that are merged already are left as they are, in either order, also without --ja."""
    two("sammenlaeg", "1", "2", "--ja")
    before = two.content()
    for order in (("1", "2"), ("2", "1")):
        said = two("sammenlaeg", *order).stdout
        assert said == "Sagerne er allerede lagt sammen i sag 2026-0001. Intet er ændret.\n"
    assert two.content() == before


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("1", "1", "--ja"), 9, "Det er to gange den samme sag."),
        (("1", "99", "--ja"), 3, "Der er ingen sag 2026-0099."),
        (("1",), 2, "NR mangler"),
        (("1", "2"), 2, "Skriv --ja for at lægge sagerne sammen"),
        (("1", "4", "--ja"), 9, "Sag 2026-0004 er lagt sammen med sag 2026-0003. Brug det nummer"),
        (("5", "2", "--ja"), 9, "mærket som bekymring for et barn (barnets lov §§ 136-137)"),
        (("6", "7", "--ja"), 9, "Genåbn først den ældste med klage genaabn 2026-0006."),
    ],
)
def test_what_is_refused(two: Desk, args: tuple[str, ...], code: int, said: str) -> None:
    """A refusal has its exit code and its sentence, and changes nothing."""
    two.new(text="Tre")
    two.new(text="Fire")
    two("sammenlaeg", "3", "4", "--ja")
    two.new(text="Fem", child_concern=True)
    two.new(text="Seks")
    two("luk", "6", "--metode", "moede", "--resultat", "medhold")
    two.new(text="Syv")
    if args[:2] == ("5", "2"):
        args = ("2", "5", "--ja")
    assert said in two.refused("sammenlaeg", *args, code=code)


# --- what stands on the list ----------------------------------------------------------------------


def test_the_survivors_promise_stands(two: Desk) -> None:
    """A conversation on the number that is merged away is not copied: it is said, and the call stands."""
    two("opkald", "2", "--udfald", "talt_med")
    said = two("sammenlaeg", "1", "2", "--ja").stdout
    assert "Sag 2026-0001 står stadig på listen" in said
    assert "Borgeren er nået på sag 2026-0002, og det tæller ikke på sag 2026-0001." in said
    assert [row["case_no"] for row in two.due()] == ["2026-0001"]


def test_late_calls_are_said_without_blame(two: Desk) -> None:
    """A deadline that has passed is told as a time, with what to do."""
    said = two.at(LATER)("sammenlaeg", "1", "2", "--ja").stdout
    assert "Fristen var lørdag 21. november 2026 kl. 08.00; ring, så snart du kan." in said


def test_nothing_waits_where_nothing_did(two: Desk) -> None:
    """The survivor was reached, or both cases are closed: then no call is promised."""
    two("opkald", "1", "--udfald", "talt_med")
    assert "Sag 2026-0001 venter ikke på et opkald." in two("sammenlaeg", "1", "2", "--ja").stdout
    two("skil", "2")
    for number in ("1", "2"):
        two("luk", number, "--metode", "moede", "--resultat", "medhold")
    assert two("sammenlaeg", "1", "2", "--ja").stdout.endswith("Begge sager er afsluttet.\n")


def test_what_does_not_follow_is_said(two: Desk) -> None:
    """A promised step and the track of the decision stay with the number that is merged away."""
    from tests.store import support

    for number in ("1", "2"):
        two("ret", number, "--type", "realitet")
    with support.written(two.path) as writer:
        step = {"complaint_id": 2026_000002, "made_at": "2026-11-20T10:00:00Z", "due_on": "2026-12-01"}
        writer.insert("step", step)
    for option in ("--proev", "--ja"):
        said = two("sammenlaeg", "1", "2", option).stdout
        assert "Et skridt, der er lovet senest tirsdag 1. december 2026, bliver på sag 2026-0002." in said
        assert "Det, der er noteret om afgørelsen på sag 2026-0002, bliver dér." in said


# --- a number that is merged away -----------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        ("opkald", "2", "--udfald", "talt_med", "--ind"),
        ("opkald", "2", "--udfald", "ikke_truffet"),
        ("luk", "2", "--metode", "moede", "--resultat", "medhold"),
        ("genaabn", "2", "--begrundelse", "-"),
        ("genvurdering", "2"),
        ("maegling", "2"),
        ("indsats", "2"),
        ("rejse", "2"),
    ],
)
def test_work_goes_to_the_survivor(two: Desk, line: tuple[str, ...]) -> None:
    """Whatever would be noted on a merged number is refused with the number to use."""
    two("sammenlaeg", "1", "2", "--ja")
    said = two.refused(*line, code=9, stdin="Nyt")
    assert said == (
        "Sag 2026-0002 er lagt sammen med sag 2026-0001. "
        "Brug det nummer, eller skil sagen ud igen med klage skil 2026-0002.\n"
    )


def test_the_number_is_not_typed_into_a_field(two: Desk) -> None:
    """Merging has its own command: neither ny nor ret takes it as JSON."""
    content = json.dumps({"summary": "x", "merged_into": "1"})
    two.refused("ny", "--json", "-", stdin=content, code=2)
    two.refused("ret", "2", "--json", "-", stdin='{"merged_into": "1"}', code=2)


def test_lists_say_where_it_went(two: Desk) -> None:
    """Liste and soeg name the survivor of the whole group; JSON has the link itself."""
    two.new(text="Det samme tredje gang.")
    two("sammenlaeg", "2", "3", "--ja")
    two("sammenlaeg", "1", "2", "--ja")
    for line, stdin in ((("liste", "--alle"), ""), (("soeg", "-"), "samme")):
        shown = two(*line, stdin=stdin).stdout
        assert shown.count("lagt sammen med 2026-0001") == 2
    rows = json.loads(two("liste", "--alle", "--json").stdout)
    assert {row["case_no"]: row["merged_into"] for row in rows} == {
        "2026-0003": "2026-0002", "2026-0002": "2026-0001", "2026-0001": None
    }  # fmt: skip


def test_vis_of_both(two: Desk) -> None:
    """The merged number shows where it went; the survivor shows words and calls of the other."""
    two("opkald", "2", "--json", "-", stdin='{"result": "talt_med", "concern": "Jeg er træt."}')
    two("sammenlaeg", "1", "2", "--ja")
    gone = two("vis", "2").stdout
    assert "Lagt sammen med sag 2026-0001 fredag 20. november 2026 kl. 10.00." in gone
    kept = two("vis", "1", "--med-navne").stdout
    assert "Sag 2026-0002, lagt sammen med denne fredag 20. november 2026 kl. 10.00\n" in kept
    assert "Kort beskrivelse: Det samme i et brev.\n" in kept
    assert "Opkald 1 til borgeren (sag 2026-0002): talt med borgeren, fredag" in kept
    assert "træt" in kept
    assert "træt" not in two("vis", "1").stdout
    page = uncoloured(two.terminal("vis", "1", width=100).stdout)
    assert "Det samme i et brev." in page


def test_vis_of_both_as_json(two: Desk) -> None:
    """Survivor and merged_cases; texts and names only where they are asked for."""
    two("opkald", "2", "--udfald", "talt_med")
    two("sammenlaeg", "1", "2", "--ja")
    assert (two.case("2")["survivor"], two.case("2")["merged_into"]) == ("2026-0001", "2026-0001")
    (member,) = two.case("1")["merged_cases"]
    assert (member["case_no"], member["merged_at"]) == ("2026-0002", "2026-11-20T09:00:00Z")
    assert [call["result"] for call in member["calls"]] == ["talt_med"]
    assert member["summary"] == "Det samme i et brev."
    assert "brev." not in two("vis", "1", "--json").stdout
    assert two.case("1")["survivor"] == "2026-0001"


# --- splitting ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["skil", "split"])
def test_splitting_restores_both(two: Desk, name: str) -> None:
    """Both cases and the list are as they were, but for the two lines in the balance."""
    before = two.case("1"), two.case("2"), two.due()
    two("sammenlaeg", "1", "2", "--ja")
    assert two(name, "2").stdout == (
        "Sag 2026-0002 er skilt fra sag 2026-0001 og er åben igen.\n"
        "Sagen står igen på listen. Ring senest lørdag 21. november 2026 kl. 10.00 (om 1 dag).\n"
    )
    after = two.case("2")
    assert [line["kind"] for line in after["closings"]] == ["sammenlagt", "skilt"]
    assert (two.case("1"), {**after, "closings": []}, two.due()) == before


def test_a_closed_case_comes_back_closed(two: Desk) -> None:
    """With the day and the outcome it had, and a balance that was never moved."""
    two("luk", "2", "--metode", "moede", "--resultat", "medhold")
    before = two.case("2")
    two.at(LATER)("sammenlaeg", "1", "2", "--ja")
    assert two.case("2")["outcome"] == "medhold"
    said = two.at(LATER)("skil", "2").stdout
    assert said == "Sag 2026-0002 er skilt fra sag 2026-0001 og er afsluttet, som den var før.\n"
    assert two.case("2") == before


def test_only_what_is_merged_can_be_split(two: Desk) -> None:
    """The survivor, or any other case, is refused."""
    two("sammenlaeg", "1", "2", "--ja")
    said = two.refused("skil", "1", code=9)
    assert said == "Sag 2026-0001 er ikke lagt sammen med en anden sag.\n"


# --- export and import ----------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_merged_case_survives_export_and_import(two: Desk, form: str) -> None:
    """The link and the closed case's own closing come back, in whichever order the lines stand."""
    two.new(text="Tre")
    two("luk", "3", "--metode", "moede", "--resultat", "medhold")
    two("sammenlaeg", "1", "3", "--ja")
    two("sammenlaeg", "1", "2", "--ja")
    before = [two.case(number) for number in ("1", "2", "3")]
    file = two.run.home / f"ud.{form}"
    two("eksport", str(file))
    if form == "jsonl":
        file.write_text("".join(reversed(file.read_text(encoding="utf-8").splitlines(keepends=True))))
    two.path.unlink()
    two("import", str(file), "--ja")
    assert [two.case(number) for number in ("1", "2", "3")] == before


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"merged_into": "2026-0001"}, "sidste afslutning skal være sammenlagt"),
        ({"merged_into": "2026-0002", "merge": True}, "en, der har et ældre nummer"),
        ({"merged_into": "2025-0009", "merge": True}, "2025-0009 er hverken i registret eller i filen"),
    ],
)
def test_an_impossible_link_is_not_imported(desk: Desk, more: dict[str, object], said: str) -> None:
    """A link without its closing, to a younger number, or to nothing."""
    line = {"case_no": "2026-0002", "received_at": "2026-11-20T08:00", "summary": "x", **more}
    if line.pop("merge", False):
        line["closings"] = [{"at": "2026-11-20T08:30:00Z", "kind": "sammenlagt"}]
    file = desk.run.home / "ind.jsonl"
    file.write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert said in desk("import", str(file), "--ja", code=2).stderr
