"""Merging two cases about the same matter, and splitting them again."""

from typing import TYPE_CHECKING, Annotated

import typer

from klage.commands import options
from klage.commands.luk import due_sentences
from klage.commands.showing import as_object, call_section, instants, pairs
from klage.danish_cli import command_help
from klage.domain import danish, fields
from klage.domain import merging as rules
from klage.domain.case_number import number_text
from klage.domain.phone import shown
from klage.output import page
from klage.output.safe import one_line, shorten
from klage.store import cases
from klage.store import merging as stored

if TYPE_CHECKING:
    from klage.domain.case import Case
    from klage.domain.merging import Merge
    from klage.session import Session

Rehearsal = Annotated[bool, typer.Option("--proev", "--prøv", help="Sig kun, hvad der ville ske.")]
REHEARSED = "Det var en prøve. Intet er ændret."


@command_help("""
    Eksempler:

      klage sammenlaeg 12 13
      klage sammenlaeg 12 13 --proev

    Brug det, når den samme klage er kommet ind to gange. Det ældste nummer
    består, uanset rækkefølgen, og det andet viser hen til det. Intet bliver
    kopieret, og klage skil gør sagerne til to igen.
""")
def sammenlaeg(
    ctx: typer.Context,
    first: Annotated[str, typer.Argument(metavar="NR", help="Den ene sags nummer.")],
    second: Annotated[str, typer.Argument(metavar="NR", help="Den anden sags nummer.")],
    yes: Annotated[bool, typer.Option("--ja", help="Læg sammen uden at spørge.")] = False,
    rehearsal: Rehearsal = False,
) -> None:
    """Merge two cases: the younger number is closed and points at the older."""
    session: Session = ctx.obj
    keys = options.case_to_change(session, first).id, options.case_to_change(session, second).id
    merge = _plan(session, *keys)
    if merge is None:
        head = number_text(cases.survivor(session.register, keys[0]))
        options.say(session, f"Sagerne er allerede lagt sammen i sag {head}. Intet er ændret.")
        return
    if not (rehearsal or yes) and not _agreed(session, merge):
        options.say(session, "Intet er ændret.")
        return
    lost = _left_behind(session, merge)
    if rehearsal:
        options.say(session, f"{_names(merge, 'bliver')}, som er den ældste.", *lost, REHEARSED)
        return
    with session.write("sammenlaeg") as writer:
        # Asked again, because another klage may have been here while the user thought.
        if _plan(session, *keys) is not None:
            stored.merge(writer, merge.survivor, merge.other)
    options.say(session, f"{_names(merge, 'er')}, som er den ældste.", *_standing(session, merge), *lost)


@command_help("""
    Eksempler:

      klage skil 13
      klage skil 2026-0013

    NR er det nummer, der blev lagt sammen med et ældre. Begge sager bliver,
    som de var: det, der er noteret på den ældste siden, bliver på den.
""")
def skil(ctx: typer.Context, number: options.Number) -> None:
    """Split a merged case from the one that it points at; both are as before."""
    session: Session = ctx.obj
    case = options.case_to_change(session, number)
    parent = number_text(rules.check_merged(case))
    with session.write("skil") as writer:
        cases.again(session.register, case)
        stored.split(writer, case)
    after = cases.get(session.register, case.id)
    how = "åben igen" if after.closed_at is None else "afsluttet, som den var før"
    options.say(
        session,
        f"Sag {case.number} er skilt fra sag {parent} og er {how}.",
        *due_sentences(session, after, "igen"),
    )


def _plan(session: "Session", first: int, second: int) -> "Merge | None":
    register = session.register
    return rules.plan(*(stored.side(register, cases.get(register, key)) for key in (first, second)))


def _names(merge: "Merge", verb: str) -> str:
    return f"Sag {merge.other.number} {verb} lagt sammen med sag {merge.survivor.number}"


def _agreed(session: "Session", merge: "Merge") -> bool:
    """Show both cases at a terminal and ask; elsewhere the option must have been given."""
    if not session.interactive:
        options.needs_terminal(
            "Skriv --ja for at lægge sagerne sammen, eller --proev for at se, hvad der ville ske."
        )
    options.say(session, _line(merge.survivor), _line(merge.other), err=True)
    if rules.have_other_phones(merge):
        options.say(session, "Sagerne har hvert sit telefonnummer. Er det den samme borger?", err=True)
    question = f"Skal sag {merge.other.number} lægges sammen med sag {merge.survivor.number}?"
    return session.prompter.confirm(question, default=False)


def _line(case: "Case") -> str:
    """Return a case in one line, for the eyes of the user at the terminal."""
    complaint = case.complaint
    parts = (
        complaint.citizen_name or "navn ukendt",
        shown(complaint.phone) if complaint.phone else "intet telefonnummer",
        complaint.department or "ingen afdeling",
        f"modtaget {danish.long_instant(complaint.received_at)}",
        shorten(one_line(complaint.summary), 60),
    )
    return f"{case.number}: {', '.join(one_line(part) for part in parts)}"


def _standing(session: "Session", merge: "Merge") -> list[str]:
    """Say what stands on the list now: the survivor's own callback, whatever was done on the other."""
    kept, gone = merge.survivor, merge.other
    if kept.closed_at is not None:
        return ["Begge sager er afsluttet."]
    name = f"Sag {kept.number}"
    sentences = due_sentences(session, kept, "stadig", name=name) or [f"{name} venter ikke på et opkald."]
    if kept.standing.reason == "tilbagekald" and gone.standing.reached_at is not None:
        sentences.append(
            f"Borgeren er nået på sag {gone.number}, og det tæller ikke på sag {kept.number}. "
            "Talte I om hele klagen, så notér også samtalen dér."
        )
    return sentences


def _left_behind(session: "Session", merge: "Merge") -> list[str]:
    """Say what was promised on the case that is merged away, and what its kind means for the survivor."""
    kept, gone = merge.survivor.number, merge.other.number
    sentences = [
        f"Et skridt, der er lovet senest {danish.long_day(step.due_on)}, bliver på sag {gone}. "
        f"Skal løftet holdes, så notér det på sag {kept}."
        for step in stored.open_steps(session.register, merge.other.id)
    ]
    if stored.side(session.register, merge.other).track != rules.NO_TRACK:
        sentences.append(
            f"Det, der er noteret om afgørelsen på sag {gone}, bliver dér. "
            f"Se efter med klage genvurdering {kept}, at det også står på sag {kept}."
        )
    return sentences


# --- what klage vis shows -------------------------------------------------------------------------


def sections_of_merged_away(session: "Session", case: "Case") -> list[page.Section]:
    """Return where a case went, if it is merged."""
    if case.complaint.merged_into is None:
        return []
    head = number_text(cases.survivor(session.register, case.id))
    at = stored.merged_at(case)
    when = f" {danish.long_instant(at)}" if at else ""
    return [
        page.Section(paragraphs=[f"Lagt sammen med sag {head}{when}. Arbejd videre med klage vis {head}."])
    ]


def sections_of_members(session: "Session", case: "Case") -> list[page.Section]:
    """Return each case that was merged into this one, with its words and its calls: shown, never copied.

    Who takes over must know what was said to the citizen, under whichever number it was noted.
    """
    found: list[page.Section] = []
    for member in stored.members(session.register, case.id):
        at = stored.merged_at(member)
        when = f" {danish.long_instant(at)}" if at else ""
        known = [field for field in fields.COMPLAINT if field.key in _OF_MEMBER]
        found.append(
            page.Section(
                f"Sag {member.number}, lagt sammen med denne{when}", fields=pairs(member.complaint, known)
            )
        )
        found += [call_section(number, call, member.number) for number, call in enumerate(member.calls, 1)]
    return found


_OF_MEMBER = frozenset(
    {"received_at", "channel", "addressee_level", "complaint_kind", "department", "citizen_name", "phone"}
    | {"journal_no", "summary", "wanted_outcome", "consequence"}
)


def as_objects(session: "Session", case: "Case", names: bool) -> dict[str, object]:
    """Return for JSON where a case is worked on, and the cases that were merged into it."""
    members = stored.members(session.register, case.id)
    return {
        "survivor": number_text(cases.survivor(session.register, case.id)),
        "merged_cases": [
            {
                "case_no": member.number,
                **instants("merged_at", stored.merged_at(member)),
                **as_object(
                    member.complaint,
                    [field for field in fields.COMPLAINT if field.key in _OF_MEMBER],
                    names=names,
                ),
                "calls": [as_object(call, fields.CALL, names=names) for call in member.calls],
            }
            for member in members
        ],
    }
