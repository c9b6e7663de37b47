"""A child concern (*underretning*) in a complaint: another duty, with a 24-hour law of its own.

It is never counted in the promise. The municipality must have assessed it within 24 hours and confirmed
receipt within six working days (barnets lov §§ 136-137, by domain.md 1.6); klage says where it must go
until somebody has noted that it was passed on.
"""

from datetime import datetime, timedelta

from klage.domain import danish

ASSESSED_WITHIN = timedelta(hours=24)
RECEIVER_KEY = "concern_receiver"
"""The office's setting that says who receives an underretning."""

RECEIVER = "den enhed i kommunen, der modtager underretninger"
"""Where it goes when the office has not said who receives it."""

PASSED_ON = (
    "Underretningen er givet videre og står ikke længere øverst. "
    "Den, der underretter, skal have en kvittering inden 6 hverdage (barnets lov §§ 136-137)."
)


def due_at(received_at: datetime) -> datetime:
    """Return the instant by which the municipality must have assessed it: 24 hours that really pass."""
    return received_at + ASSESSED_WITHIN


def sentence(number: str, received_at: datetime, now: datetime, receiver: str | None) -> str:
    """Return what is to be done with it now."""
    deadline = due_at(received_at)
    return (
        f"{number}: bekymring for et barn. Giv den nu videre som underretning til {receiver or RECEIVER}; "
        f"den {'skal' if now <= deadline else 'skulle'} være vurderet senest "
        f"{danish.short_instant(deadline, now)} ({danish.until(deadline, now)}), barnets lov §§ 136-137. "
        f"Notér det med klage ret {number} --videregivet nu."
    )
