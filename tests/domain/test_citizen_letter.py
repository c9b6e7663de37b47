"""Letters: what is put in, what stops one, and what each says in the cases that differ."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klage.domain import citizen_letter as letter
from klage.domain.appeal import Appeal
from klage.domain.call import Call
from klage.domain.case import Case
from klage.domain.citizen_letter import Office, Paragraph
from klage.domain.complaint import Complaint
from klage.domain.promise import Promise
from klage.domain.step import Step
from klage.errors import InvalidValueError

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
LATER = NOW + timedelta(hours=2)
OFFICE = Office("Havnsø Kommune", "Borgervejledningen", "12 34 56 78", "Vi har åbent i dag.")
SPOKEN = Call(NOW + timedelta(hours=1), "talt_med", agreement="Lederen ringer.")


def case(*calls: Call, steps: tuple[Step, ...] = (), covered: bool = True, **more: Any) -> Case:
    """Return a case that was received now and is to be called tomorrow."""
    complaint = Complaint(NOW, "Ingen ringer.", **{"citizen_name": "Anna Åse", **more})
    promise = Promise(covered, NOW + timedelta(hours=24), "doegn:24:", had_opening_hours=True)
    return Case(2026_000042, complaint, promise, calls=calls, steps=steps)


def values(of: Case, appeal: Appeal | None = None, now: datetime = LATER) -> dict[str, str | None]:
    """Return what is known of a case."""
    return letter.values(of, appeal, OFFICE, now=now, authority="Udbetaling Danmark")


def written(code: str, of: Case, appeal: Appeal | None = None) -> str:
    """Return one of klage's own letters."""
    template = letter.check(letter.TEMPLATES[code].text)
    return "\n\n".join(paragraph.text for paragraph in letter.filled(template, values(of, appeal)))


def told(of: Case, name: str, **more: Any) -> str | None:
    """Return what is known under one name."""
    return values(of, **more)[name]


# --- templates -------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", letter.TEMPLATES)
def test_klages_own_letters(code: str) -> None:
    """Each can be checked and written, has one heading, and leaves no brace and no empty paragraph."""
    of = case(Call(NOW, "ikke_truffet"), SPOKEN, complaint_kind="blandet")
    template = letter.check(letter.TEMPLATES[code].text)
    assert template == letter.TEMPLATES[code].text
    found = letter.filled(template, values(of))
    assert sum(paragraph.is_heading for paragraph in found) == 1
    assert all(paragraph.text.strip() for paragraph in found)
    whole = written(code, of)
    assert not {"{", "}", "#"} & {*whole}
    for said in ("Havnsø Kommune", "20. november 2026", "2026-0042", "Kære Anna Åse"):
        assert said in whole
    assert "None" not in whole


@pytest.mark.parametrize("code", letter.TEMPLATES)
def test_no_letter_decides_or_confesses(code: str) -> None:
    """No medhold is given, no blame is taken or laid, and the promise is not called law."""
    whole = written(code, case(Call(NOW, "besked_lagt"), SPOKEN, complaint_kind="realitet")).lower()
    for word in ("beklager", "undskyld", "vores fejl", "desværre", "afvist", "for sent", "du skal huske"):
        assert word not in whole
    assert "får medhold" not in whole
    assert not re.search(r"lov[^.]*24 timer|døgn", whole)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "tom"),
        (" \n\n ", "tom"),
        ("{fornavn}", "{fornavn}"),
        ("{}", "{}"),
        ("{" + "x" * 100 + "}", "{" + "x" * 40 + "}"),
        ("Kære {navn", "for meget"),
        ("navn}", "for meget"),
        ("{{navn}}", "for meget"),
        ("Vi {ringer}", "{ringer} skal stå alene"),
        ("x" * 20_001, "20.000"),
        ("{navn.__class__}", "klage ikke kender"),
        ("{navn!r:>10}", "klage ikke kender"),
    ],
)
def test_a_template_that_cannot_be_used(text: str, said: str) -> None:
    """One sentence names what is wrong; nothing like Python's own formatting is understood."""
    with pytest.raises(InvalidValueError) as refused:
        letter.check(text)
    assert said in refused.value.sentence


def test_how_a_template_is_kept() -> None:
    """Line ends and spaces of any editor, names with æøå or without, in any case; too many empty lines go."""
    assert (
        letter.check("\r\nHej {ÅBNINGSTID} \r\n\r\n\r\n\r\n{ringer}\r\n") == "Hej {ÅBNINGSTID}\n\n{ringer}\n"
    )
    found = letter.filled(
        "{Aabningstid} {åbningstid} { forsoeg }", {"aabningstid": "nu", "forsoeg": "to gange"}
    )
    assert found == [Paragraph("nu nu to gange")]


def test_nothing_is_ever_left_open() -> None:
    """Every name with nothing behind it is named at once, with what to do; a paragraph of its own just goes."""
    with pytest.raises(InvalidValueError) as refused:
        letter.filled("{navn} {kommune} {kontor} {navn}", {"navn": ""})
    assert refused.value.sentence == (
        "Brevet er ikke skrevet, for der er ikke noget at sætte ind for {navn}, {kommune} og {kontor}. "
        "Skriv borgerens navn med klage ret, eller brug {hilsen}, som også passer uden navn. "
        "Sæt det med klage kontor navn."
    )
    assert letter.filled("Hej\n\n{ringer}\n\nFarvel\n{ringer}", {}) == [Paragraph("Hej"), Paragraph("Farvel")]


@given(st.text(max_size=60))
@settings(max_examples=100)
def test_what_is_put_in_is_data(text: str) -> None:
    """Names, headings and braces in a citizen's words are the words they are."""
    words = text + "{kommune}"
    (found,) = letter.filled("{navn}", {"navn": words, "kommune": "NEJ"})
    assert found == Paragraph(words)
    (found,) = letter.filled("{aftale}", {"aftale": "# Overskrift"})
    assert not found.is_heading


@given(st.text(max_size=80))
@settings(max_examples=100)
def test_any_text_is_taken_or_refused(text: str) -> None:
    """A template that is taken is kept as it is the next time, and can be written when all is known."""
    try:
        kept = letter.check(text)
    except InvalidValueError:
        return
    assert letter.check(kept) == kept
    assert letter.filled(kept, dict.fromkeys(letter.PLACEHOLDERS, "x"))


def test_cpr_numbers_are_masked() -> None:
    """Also when one was kept in the register: a letter has no use for it."""
    of = case(replace(SPOKEN, agreement="Vi skriver til 010203-1234."))
    assert "010203-XXXX" in written("aftale", of)
    assert "1234." not in written("aftale", of)


def test_the_name_of_a_template() -> None:
    """It is found in any case and with either dash; another one names those there are."""
    assert letter.template_named(" Ikke_Truffet ") == "ikke-truffet"
    with pytest.raises(InvalidValueError, match="Vælg kvittering, ikke-truffet, aftale eller videresendelse"):
        letter.template_named("afslag")


# --- what is known ---------------------------------------------------------------------------------


def test_a_citizen_without_a_name() -> None:
    """The greeting still works."""
    assert told(case(), "hilsen") == "Kære Anna Åse"
    assert "Goddag\n" in written("kvittering", case(citizen_name=None))


@pytest.mark.parametrize(
    ("of", "now", "said"),
    [
        (case(), LATER, "Vi lover at ringe til dig senest lørdag 21. november 2026 kl. 10.00."),
        (case(), NOW + timedelta(days=2), "Vi ringer til dig for at høre mere om din klage"),
        (case(SPOKEN), LATER, "Vi talte sammen fredag 20. november 2026."),
        (
            case(Call(NOW, "ring_igen_aftalt", call_again_at=NOW + timedelta(days=3))), LATER,
            "Vi har aftalt at tale sammen mandag 23. november 2026 kl. 10.00.",
        ),
        (
            case(Call(NOW, "ring_igen_aftalt", call_again_at=NOW + timedelta(minutes=5))), LATER,
            "Vi ringer til dig for at høre mere om din klage",
        ),
        (case(Call(NOW, "oensker_ikke_samtale")), LATER, "Vi skriver til dig om, hvad der sker med din klage."),
        (case(contact_preference="skriv"), LATER, "Vi skriver til dig om, hvad der sker med din klage."),
        (case(covered=False), LATER, None),
    ],
)  # fmt: skip
def test_what_is_said_of_the_call(of: Case, now: datetime, said: str | None) -> None:
    """The promise while it can be kept, the agreement where there is one, and nothing that was not promised."""
    found = told(of, "ringer", now=now)
    assert found == said or (said is not None and found is not None and found.startswith(said))


def test_the_calls_that_were_tried() -> None:
    """Those to the citizen that nobody answered; a wrong number was not to the citizen."""
    of = case(
        Call(NOW, "ikke_truffet"),
        Call(LATER, "besked_lagt"),
        Call(LATER, "forkert_nummer"),
        Call(LATER, "afbrudt", direction="ind"),
        SPOKEN,
    )
    assert told(of, "forsoeg") == "fredag 20. november 2026 kl. 10.00 og fredag 20. november 2026 kl. 12.00"
    with pytest.raises(InvalidValueError, match=r"forsøg.*klage opkald"):
        written("ikke-truffet", case(SPOKEN))


def test_what_was_agreed_and_promised() -> None:
    """The agreement of the newest talk, and what is still promised; without a talk there is no such letter."""
    steps = (
        Step(NOW, date(2026, 11, 25), "Lederen skriver."),
        Step(NOW, date(2026, 11, 27)),
        Step(NOW, date(2026, 11, 23), "Gammelt", state="holdt", settled_at=NOW),
    )
    older = replace(SPOKEN, called_at=NOW, agreement="Noget andet.")
    whole = written("aftale", case(older, SPOKEN, steps=steps))
    assert "Lederen ringer." in whole
    assert "Noget andet" not in whole
    assert (
        "Senest onsdag 25. november 2026: Lederen skriver.\nDu hører fra os senest fredag 27. november 2026."
        in whole
    )
    assert "Gammelt" not in whole
    assert told(case(SPOKEN), "naeste_skridt") is None
    for of, advice in (
        (case(), "Notér den med klage opkald NR"),
        (case(replace(SPOKEN, agreement=None)), "--ret N"),
    ):
        with pytest.raises(InvalidValueError, match=advice):
            written("aftale", of)


RUNS = "Klagefristen løber, også mens vi taler sammen"
AGAIN = "skal se på den igen"
BODY = Appeal(reassess_due_on=date(2026, 12, 18))


@pytest.mark.parametrize(
    ("kind", "appeal", "present", "absent"),
    [
        (
            "realitet",
            BODY,
            ("Du klager over en", f"{AGAIN} senest fredag 18. december 2026", RUNS, "§ 66"),
            ("også over",),
        ),
        ("blandet", None, ("Du klager også over en", f"{AGAIN}.", RUNS, "klagevejledning"), ("senest",)),
        ("realitet", replace(BODY, reassess_result="fastholdt"), (RUNS,), (AGAIN,)),
        (
            "realitet",
            Appeal(decided_by="boerne_og_ungeudvalget"),
            ("sendes til Ankestyrelsen", RUNS),
            (AGAIN, "§ 66"),
        ),
        ("uafklaret", None, ("Klager du over en afgørelse", "klagevejledning"), (AGAIN,)),
    ],
)
def test_what_is_said_of_a_decision(
    kind: str, appeal: Appeal | None, present: tuple[str, ...], absent: tuple[str, ...]
) -> None:
    """Who looks at it again, and that the deadline runs; also where it is not known what the complaint is over."""
    found = told(case(complaint_kind=kind), "om_afgoerelsen", appeal=appeal) or ""
    assert [words for words in present if words not in found] == []
    assert [words for words in absent if words in found] == []


@pytest.mark.parametrize(
    ("kind", "appeal"),
    [
        ("formalitet", None),
        ("realitet", replace(BODY, reassess_result="medhold")),
        ("realitet", replace(BODY, forwarded_on=date(2026, 12, 1))),
    ],
)
def test_nothing_is_said_of_a_decision_that_is_not_at_issue(kind: str, appeal: Appeal | None) -> None:
    """A complaint over the handling has none, and of a settled one klage would tell what no longer holds."""
    assert told(case(complaint_kind=kind), "om_afgoerelsen", appeal=appeal) is None


def test_a_forwarded_complaint_names_the_law_and_the_authority() -> None:
    """FVL § 7, stk. 2, and that a deadline goes on; who decides on it is not klage."""
    whole = written("videresendelse", case())
    assert "sendt den videre til Udbetaling Danmark." in whole
    assert "forvaltningsloven § 7, stk. 2" in whole
    assert "løber den, også mens klagen er undervejs" in whole
    with pytest.raises(InvalidValueError, match="--myndighed"):
        letter.filled("{myndighed}", letter.values(case(), None, OFFICE, now=NOW, authority=None))
