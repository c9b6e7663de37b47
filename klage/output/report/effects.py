"""The effect of an action: as a page that says what may be said and no more, and as an object."""

from collections.abc import Mapping

from klage.domain import danish
from klage.domain.learning import effect
from klage.domain.learning.effect import Effect, Scope
from klage.domain.statistics.chance import Compared
from klage.domain.statistics.figures import SMALL, change
from klage.domain.vocabulary import PROCESS_STAGES
from klage.output.page import Field, Page, Section


def effect_page(found: Effect, theme_labels: Mapping[str, str]) -> Page:
    """Return the page of one effect; the words of the action may name somebody and are personal."""
    about = [
        Field("Handling", found.action.what, personal=True),
        Field("Gennemført", danish.long_day(found.carried_out_on)),
        Field("Tæller", scope_words(found.action.scope, theme_labels)),
        *_counted(found),
    ]
    return Page(
        f"Effekten af handling {found.action.id}",
        [Section(fields=about), Section(paragraphs=[found.sentence]), *_reservations(found)],
    )


def scope_words(scope: Scope, theme_labels: Mapping[str, str]) -> str | None:
    """Return what is counted: theme, department and stage, each where it is stated."""
    parts = [
        f"temaet »{theme_labels.get(scope.theme, scope.theme)}«" if scope.theme else "",
        f"afdelingen {scope.department}" if scope.department else "",
        f"fasen »{PROCESS_STAGES.get(scope.process_stage, scope.process_stage)}«"
        if scope.process_stage
        else "",
    ]
    said = [part for part in parts if part]
    return f"klager med {danish.enumeration(said)}" if said else None


def effect_object(found: Effect) -> dict[str, object]:
    """Return the effect by stable English keys; what was not counted is ``null``."""
    days = found.windows
    return {
        "action_no": found.action.id,
        "carried_out_on": found.carried_out_on.isoformat(),
        "theme": found.action.scope.theme,
        "department": found.action.scope.department,
        "process_stage": found.action.scope.process_stage,
        "days": days.days if days else None,
        "before_from": days.before.first_day.isoformat() if days else None,
        "before_to": days.before.last_day.isoformat() if days else None,
        "after_from": days.after.first_day.isoformat() if days else None,
        "after_to": days.after.last_day.isoformat() if days else None,
        **_figures("", found.complaints),
        "verdict": found.verdict,
        "sentence": found.sentence,
        **_figures("office_", found.office),
    }


def _figures(prefix: str, compared: Compared | None) -> dict[str, object]:
    if compared is None:
        return dict.fromkeys(f"{prefix}{key}" for key in ("before", "after", "change", "p"))
    return {
        f"{prefix}before": compared.older,
        f"{prefix}after": compared.newer,
        f"{prefix}change": change(compared.older, compared.newer),
        f"{prefix}p": compared.p,
    }


def _counted(found: Effect) -> list[Field]:
    if found.windows is None or found.complaints is None:
        return []
    before, after = found.windows
    return [
        Field("Før", f"{danish.count(found.complaints.older, 'klage', 'klager')}, {before.label}"),
        Field("Efter", f"{danish.count(found.complaints.newer, 'klage', 'klager')}, {after.label}"),
        Field("Dage", f"{found.windows.days} før og {found.windows.days} efter"),
        Field("Ændring", _change(found.complaints)),
    ]


def _change(compared: Compared) -> str | None:
    """Return the change on the older figure; of few it is said in numbers only, which stand above."""
    moved = change(compared.older, compared.newer)
    return None if moved is None or compared.older < SMALL else danish.signed_percent(moved)


def _reservations(found: Effect) -> list[Section]:
    if found.complaints is None or found.office is None:
        return []
    chance = []
    if found.complaints.can_tell:
        chance = [effect.how_often(found.complaints.p), effect.between(found.complaints)]
    return [
        Section(paragraphs=[" ".join(chance)] if chance else []),
        Section(
            "Forbehold",
            paragraphs=[
                " ".join(effect.CAVEATS),
                f"På hele kontoret gik klagerne i samme tid {effect.moved(found.office)}.",
            ],
        ),
    ]
