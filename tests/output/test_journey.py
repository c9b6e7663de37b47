"""A klagerejse on the screen: at 80 and 120 columns, on a narrow one, and where no lines can be drawn."""

import io
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from klage.domain.journey.journey import Event, in_order
from klage.output.journey import print_journey
from klage.output.safe import one_line
from klage.output.styles import Pen
from tests.output.samples import HOSTILE, TEXTS

TITLE = "Klagerejsen i sag 2026-0001"


def event(day: date, source: str, what: str, **more: Any) -> Event:
    """Return an event."""
    return Event(day, what, source, **more)


JOURNEY = in_order(
    [
        event(date(2025, 3, 3), "akter", "Ansøgning om hjælpemiddel modtaget.", stage="ansoegning",
              actor="sagsbehandler", unit="Jobcenter Havnsø", channel="digital_post", new_caseworker=True),
        event(date(2025, 3, 3), "borger", "Jeg søgte og hørte ikke noget.", approx=True, experience=-1,
              experience_words="Det var som at skrive til en mur."),
        event(date(2025, 5, 1), "borger", "Ringede tre gange.\nKom ikke igennem.", approx=True, channel="telefon",
              stage="oplysning_udredning", experience=-2, cause="it_system"),
        event(date(2025, 5, 20), "borger", "Ingen fortalte mig det.", unit="Ydelsescentret", handover=True,
              experience_words="Jeg stod uden nogen."),
        event(date(2025, 5, 20), "akter", "Sagen overdraget.", unit="Ydelsescentret", handover=True,
              new_caseworker=True, cause="samarbejde_snitflade"),
        event(date(2025, 5, 20), "medarbejder", "Vi fik sagen uden akter.", actor="leder", handover=True),
        event(date(2025, 12, 1), "akter", "Afslag sendt.", stage="afgoerelse", channel="brev", experience=0),
    ]
)  # fmt: skip


def drawn(events: list[Event], width: int, **more: Any) -> str:
    """Return what is drawn on a stream without colours."""
    stream = io.StringIO()
    print_journey(TITLE, events, stream=stream, width=width, **more)
    return stream.getvalue()


def test_at_80_columns() -> None:
    """Accounts of the same day stand beside each other; long silences are gaps with words."""
    assert (
        drawn(JOURNEY, 80)
        == """\
Klagerejsen i sag 2026-0001

●  mandag 3. marts 2025
│  1. Ifølge borgeren (ca. den dag)      │ 2. Ifølge akterne
│       Jeg søgte og hørte ikke noget.   │    Ansøgning, sagsbehandler,
│     Oplevelse: dårlig (−) »Det var som │    Jobcenter Havnsø, Digital Post
│     at skrive til en mur.«             │      Ansøgning om hjælpemiddel
│                                        │      modtaget.
│                                        │    → Ny sagsbehandler
┊
┊  Tavshed i ca. 1 måned og 28 dage (59 dage)
┊
●  ca. 1. maj 2025
│  3. Ifølge borgeren
│     Oplysning og udredning, telefon
│       Ringede tre gange.
│       Kom ikke igennem.
│     Oplevelse: meget dårlig (−−)
│     Årsag: it-system
│
●  tirsdag 20. maj 2025
│  4. Ifølge borgeren      │ 5. Ifølge akterne       │ 6. Ifølge medarbejderen
│       Ingen fortalte mig │      Sagen overdraget.  │    Leder
│       det.               │    → Overdragelse til   │      Vi fik sagen uden
│     → Overdragelse til   │    Ydelsescentret       │      akter.
│     Ydelsescentret       │    → Ny sagsbehandler   │    → Overdragelse
│     Oplevelse: »Jeg stod │    Årsag: samarbejde og │
│     uden nogen.«         │    snitflader           │
┊
┊  Tavshed i 6 måneder og 11 dage (195 dage)
┊
●  mandag 1. december 2025
│  7. Ifølge akterne
│     Afgørelse, brev
│       Afslag sendt.
│     Oplevelse: neutral (0)
"""
    )


def test_at_120_columns() -> None:
    """The same with more room; a wider terminal gets no wider lines."""
    assert (
        drawn(JOURNEY, 120)
        == drawn(JOURNEY, 200)
        == """\
Klagerejsen i sag 2026-0001

●  mandag 3. marts 2025
│  1. Ifølge borgeren (ca. den dag)                          │ 2. Ifølge akterne
│       Jeg søgte og hørte ikke noget.                       │    Ansøgning, sagsbehandler, Jobcenter Havnsø, Digital
│     Oplevelse: dårlig (−) »Det var som at skrive til en    │    Post
│     mur.«                                                  │      Ansøgning om hjælpemiddel modtaget.
│                                                            │    → Ny sagsbehandler
┊
┊  Tavshed i ca. 1 måned og 28 dage (59 dage)
┊
●  ca. 1. maj 2025
│  3. Ifølge borgeren
│     Oplysning og udredning, telefon
│       Ringede tre gange.
│       Kom ikke igennem.
│     Oplevelse: meget dårlig (−−)
│     Årsag: it-system
│
●  tirsdag 20. maj 2025
│  4. Ifølge borgeren                    │ 5. Ifølge akterne                     │ 6. Ifølge medarbejderen
│       Ingen fortalte mig det.          │      Sagen overdraget.                │    Leder
│     → Overdragelse til Ydelsescentret  │    → Overdragelse til Ydelsescentret  │      Vi fik sagen uden akter.
│     Oplevelse: »Jeg stod uden nogen.«  │    → Ny sagsbehandler                 │    → Overdragelse
│                                        │    Årsag: samarbejde og snitflader    │
┊
┊  Tavshed i 6 måneder og 11 dage (195 dage)
┊
●  mandag 1. december 2025
│  7. Ifølge akterne
│     Afgørelse, brev
│       Afslag sendt.
│     Oplevelse: neutral (0)
"""
    )


def test_a_narrow_terminal_stands_them_under_each_other() -> None:
    """Three accounts of 14 columns would be three columns of syllables."""
    assert (
        drawn(JOURNEY[3:6], 50)
        == """\
Klagerejsen i sag 2026-0001

●  tirsdag 20. maj 2025
│  1. Ifølge borgeren
│       Ingen fortalte mig det.
│     → Overdragelse til Ydelsescentret
│     Oplevelse: »Jeg stod uden nogen.«
│  2. Ifølge akterne
│       Sagen overdraget.
│     → Overdragelse til Ydelsescentret
│     → Ny sagsbehandler
│     Årsag: samarbejde og snitflader
│  3. Ifølge medarbejderen
│     Leder
│       Vi fik sagen uden akter.
│     → Overdragelse
"""
    )


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_a_stream_that_knows_no_lines_gets_plain_signs(encoding: str) -> None:
    """The words are the same, also for the sign of an experience and the citizen's quotation marks."""
    binary = io.BytesIO()
    stream = io.TextIOWrapper(binary, encoding=encoding, errors="replace", newline="\n")
    print_journey(TITLE, JOURNEY[2:4], stream=stream, width=80)
    stream.flush()
    text = binary.getvalue().decode(encoding).replace("ø", "?").replace("å", "?").replace("Å", "?")
    assert (
        text
        == """\
Klagerejsen i sag 2026-0001

*  ca. 1. maj 2025
|  1. If?lge borgeren
|     Oplysning og udredning, telefon
|       Ringede tre gange.
|       Kom ikke igennem.
|     Oplevelse: meget d?rlig (--)
|     ?rsag: it-system
|
*  tirsdag 20. maj 2025
|  2. If?lge borgeren
|       Ingen fortalte mig det.
|     -> Overdragelse til Ydelsescentret
|     Oplevelse: "Jeg stod uden nogen."
"""
    )


def test_a_stream_of_an_unknown_encoding_gets_plain_signs() -> None:
    """What cannot be known to be writable is not written."""

    class Odd(io.StringIO):
        encoding = "ukendt"

    odd = Odd()
    print_journey(TITLE, JOURNEY[:1], stream=odd, width=80)
    assert odd.getvalue().splitlines()[2].startswith("*  ")


def test_how_long_a_silence_must_be_is_asked() -> None:
    """More than so many days, not as many."""
    assert drawn(JOURNEY, 80).count("Tavshed i") == 2
    assert drawn(JOURNEY, 80, over=19).count("Tavshed i") == 2
    assert drawn(JOURNEY, 80, over=18).count("Tavshed i") == 3
    assert drawn(JOURNEY, 80, over=195).count("Tavshed i") == 0


def test_without_names_no_one_is_quoted() -> None:
    """Neither what happened nor the citizen's words; how it felt is a code."""
    text = drawn(JOURNEY, 80, with_names=False)
    for private in ("søgte", "mur", "Ringede", "Afslag", "»"):
        assert private not in text
    assert "│     Oplevelse: dårlig (−)  " in text


def test_headings_are_bold() -> None:
    """Bold repeats what the words say; without it nothing of them is lost."""
    bright, plain = io.StringIO(), drawn(JOURNEY, 80)
    print_journey(TITLE, JOURNEY, stream=bright, width=80, pen=Pen(bold=True))
    assert "\x1b[1m●  tirsdag 20. maj 2025" in bright.getvalue()
    assert bright.getvalue().replace("\x1b[1m", "").replace("\x1b[0m", "") == plain


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_shown_and_never_obeyed(hostile: str) -> None:
    """No escape reaches the terminal, and no line of a text can pass for one of klage's own."""
    told = Event(
        date(2025, 3, 3), hostile or "x", "borger", unit=hostile or None, experience_words=hostile or None
    )
    lines = drawn([told], 80).splitlines()
    assert "\x1b" not in "".join(lines)
    assert all(line.startswith("│  ") for line in lines[3:])
    assert len([line for line in lines if "Ifølge" in line]) == 1


def test_a_text_cannot_forge_a_mark() -> None:
    """What was told stands further in than what klage says of it."""
    forged = "Hej\n→ Overdragelse til Ydelse\n●  mandag 3. marts 2025\n2. Ifølge akterne"
    lines = drawn([event(date(2025, 3, 3), "borger", forged)], 80).splitlines()
    assert lines[4:] == [f"│       {line}" for line in (one_line(part) for part in forged.split("\n"))]


@given(
    st.lists(
        st.builds(
            Event,
            st.dates(date(2020, 1, 1), date(2020, 2, 1)),
            TEXTS,
            st.sampled_from(["borger", "akter", "medarbejder"]),
            unit=st.none() | TEXTS,
            handover=st.booleans(),
            experience=st.none() | st.integers(-2, 2),
            experience_words=st.none() | TEXTS,
        ),
        max_size=6,
    ),
    st.integers(40, 140),
)
def test_nothing_is_wider_than_the_screen(events: list[Event], width: int) -> None:
    """Whatever was told, however wide its letters: each event is there with its number, and fits."""
    lines = drawn(in_order(events), width).splitlines()
    assert max(map(cell_len, lines)) <= min(width, 120)
    text = "\n".join(lines)
    assert all(f"{number}. Ifølge" in text for number in range(1, len(events) + 1))
