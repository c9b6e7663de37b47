"""Did it help? Complaints before and after an action, in equal windows, and what may be said of them.

Counted are the complaints that the action's lesson is about, by theme, department and stage (each
where the lesson states it). The window after holds the whole days since the action was carried out:
not that day itself and not today, which is not over; at least 28 of them and at most 365. The window
before is just as long and ends the day before. It never says that an action worked: other things may
have changed too, and an action is often begun after a peak that would have gone by itself.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from math import inf
from typing import NamedTuple

from klage.domain import danish
from klage.domain.report.period import Period
from klage.domain.statistics.chance import LEVEL, Compared
from klage.domain.statistics.figures import SMALL, change
from klage.domain.vocabulary import ACTION_STATUSES
from klage.errors import RefusedError

SHORTEST = 28
LONGEST = 365
"""How many days a window has at least and at most; a year evens out the seasons."""

VERDICTS = {
    "faerre": "Der kom færre klager, og forskellen er større, end tilfældet plejer at give.",
    "flere": "Der kom flere klager, og forskellen er større, end tilfældet plejer at give.",
    "kan_vaere_tilfaeldigt": "Forskellen kan være tilfældig.",
    "for_faa": "Der er for få klager til at sige noget.",
    "for_tidligt": "Der er ikke gået fire hele uger endnu.",
    "for_kort_fortid": "Registret går ikke fire uger tilbage fra den dag, så der er intet at sammenligne med.",
    "intet_at_taelle": "Læringspunktet har hverken tema, afdeling eller fase, så klager kan ikke tælles for det.",
}
"""What may be said of an action: stable codes, and the sentences."""

CAVEATS = (
    "Tallene viser ikke, hvad der er årsagen. Andet end handlingen kan have ændret sig i samme tid.",
    "En handling begynder ofte, når der har været mange klager, og så kommer der tit færre af sig selv.",
)


class Scope(NamedTuple):
    """What a lesson is about; ``None`` where it does not say."""

    theme: str | None = None
    department: str | None = None
    process_stage: str | None = None

    @property
    def says_something(self) -> bool:
        """Tell whether there is anything to count by."""
        return any(self)


class Windows(NamedTuple):
    """The days before an action and the days after it, as many of each."""

    before: Period
    after: Period

    @property
    def days(self) -> int:
        """Return how many days each has."""
        return self.after.days


class Done(NamedTuple):
    """An action as its effect is asked for.

    Attributes:
        id: Its number.
        what: What was done.
        status: A code of ``ACTION_STATUSES``.
        carried_out_on: The day, once it has come.
        scope: What its lesson is about.
    """

    id: int
    what: str
    status: str
    carried_out_on: date | None
    scope: Scope

    def day(self) -> date:
        """Return the day on which it was carried out.

        Raises:
            RefusedError: It has not been: there is no before and after.
        """
        if self.carried_out_on is None or self.status not in ("gennemfoert", "effekt_vurderet"):
            raise RefusedError(
                f"Handling {self.id} er ikke gennemført (status: {ACTION_STATUSES[self.status].lower()}). "
                "Der kan først tælles før og efter, når den er det."
            )
        return self.carried_out_on


@dataclass(frozen=True, slots=True)
class Effect:
    """What may be said of one action; what was not counted is ``None``.

    Attributes:
        action: The action.
        carried_out_on: The day it was carried out.
        verdict: A code of ``VERDICTS``.
        windows: The days that were counted.
        complaints: The complaints that the lesson is about.
        office: All complaints in the same windows.
    """

    action: Done
    carried_out_on: date
    verdict: str
    windows: Windows | None = None
    complaints: Compared | None = None
    office: Compared | None = None

    @property
    def sentence(self) -> str:
        """Return the verdict in words that can be quoted, with which way the figures went."""
        if self.verdict != "kan_vaere_tilfaeldigt" or self.complaints is None:
            return VERDICTS[self.verdict]
        if self.complaints.older == self.complaints.newer:
            return "Der kom lige mange klager før og efter."
        way = "flere" if self.complaints.has_risen else "færre"
        return f"Der kom {way} klager, men det kan være tilfældigt."


def windows(carried_out_on: date, today: date, first_day: date | None) -> Windows | str:
    """Return the days to count, or the verdict that says why they cannot be counted.

    Args:
        carried_out_on: The day of the action, which is in neither window.
        today: The day it is, which is not over and not counted.
        first_day: The day of the register's first complaint; what is older is not known to be none.
    """
    after = (today - carried_out_on).days - 1
    before = 0 if first_day is None else (carried_out_on - first_day).days
    if after < SHORTEST:
        return "for_tidligt"
    if before < SHORTEST:
        return "for_kort_fortid"
    days = min(after, before, LONGEST)
    one = timedelta(days=1)
    return Windows(
        Period(carried_out_on - timedelta(days=days), carried_out_on - one),
        Period(carried_out_on + one, carried_out_on + timedelta(days=days)),
    )


def verdict(complaints: Compared) -> str:
    """Return what the counts of two equal windows allow to be said."""
    if not complaints.can_tell:
        return "for_faa"
    if complaints.p > LEVEL:
        return "kan_vaere_tilfaeldigt"
    return "flere" if complaints.has_risen else "faerre"


def moved(compared: Compared) -> str:
    """Return ``fra 24 til 11 (−54,2 %)``; of few there is no percentage, nor any word for better or worse."""
    moved = change(compared.older, compared.newer)
    share = "" if moved is None or compared.older < SMALL else f" ({danish.signed_percent(moved)})"
    return f"fra {danish.number(compared.older)} til {danish.number(compared.newer)}{share}"


def how_often(p: float) -> str:
    """Return in words how often nothing but chance gives such a difference."""
    if p < 0.001:
        found = "færre end 1 gang ud af 1.000"
    elif p < 0.0095:
        found = f"omtrent {danish.count(round(p * 1000), 'gang', 'gange')} ud af 1.000"
    elif p < 0.995:
        found = f"omtrent {danish.count(round(p * 100), 'gang', 'gange')} ud af 100"
    else:
        found = "næsten hver gang"
    return f"Var intet ændret, ville tilfældet alene give så stor en forskel {found}."


def between(compared: Compared) -> str:
    """Return in words between what the true change may lie, with 95 % confidence."""
    low, high = compared.ratio_limits()
    if high == inf:
        return f"Den virkelige forskel er med stor sikkerhed over {_in_words(low)}."
    return f"Den virkelige forskel ligger med stor sikkerhed mellem {_in_words(low)} og {_in_words(high)}."


def _in_words(ratio: float) -> str:
    if ratio >= 2:
        return f"{danish.decimal(ratio)} gange så mange"
    moved = danish.percent(abs(ratio - 1), 0)
    if moved == danish.percent(0, 0):
        return "næsten lige mange"
    return f"{moved} {'flere' if ratio > 1 else 'færre'}"
