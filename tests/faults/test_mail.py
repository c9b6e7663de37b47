"""Mails that are made to harm: each is read, or refused in one sentence, with little time and memory."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klage.domain import cpr
from klage.domain.mail.mail import Mail
from klage.domain.reading import REQUIRED, Reader, complaint_from
from klage.errors import InvalidValueError
from klage.intake.mail import child as mail_child
from klage.intake.mail import file as mail_file
from klage.intake.mail.eml import NO_MAIL, TOO_DEEP
from tests.faults import mail as campaign
from tests.intake.mails import NOW

LIMITS = ("HTML that is never closed", "fifty megabytes of lines")
"""Those that come to the limits of time and of memory."""

SENTENCES = {"read", NO_MAIL, TOO_DEEP, mail_child.NOT_READ, mail_child.TOO_MUCH, mail_file.TOO_SLOW}


def test_there_are_as_many_kinds_as_were_tried() -> None:
    """The 37 of the trials."""
    assert len(campaign.HOSTILE) == 37


@pytest.mark.parametrize("kind", [kind for kind in campaign.HOSTILE if kind not in LIMITS])
def test_a_mail_that_is_made_to_harm(kind: str) -> None:
    """It is read or refused, within the time."""
    raw = campaign.HOSTILE[kind]()
    start = time.process_time()
    assert campaign.outcome_here(raw) in {"read", TOO_DEEP}
    assert time.process_time() - start < campaign.FEW_SECONDS


@pytest.mark.parametrize("kind", campaign.LONG_TEXTS)
def test_a_text_that_is_made_to_take_long(kind: str) -> None:
    """Cutting it apart, finding a number in it and masking it take no longer than reading it does."""
    raw = campaign.LONG_TEXTS[kind]()
    start = time.process_time()
    found = mail_child.read(raw)
    assert isinstance(found, Mail)
    assert found.phone is None or len(found.phone) == 8
    cpr.masked(found.text)
    assert time.process_time() - start < campaign.FEW_SECONDS


def test_the_limits_hold() -> None:
    """What asks for more time than there is ends in a sentence, and its process is gone (memory: test_child)."""
    assert campaign.outcome(campaign.HOSTILE[LIMITS[0]]()) == mail_file.TOO_SLOW


@settings(max_examples=300)
@given(st.integers(0, 2**32), st.sampled_from(campaign.samples()))
def test_a_mail_with_changed_bytes(seed: int, raw: bytes) -> None:
    """Whatever is changed in a real mail, it is read or refused in one of the sentences."""
    assert campaign.outcome_here(campaign.changed(raw, random.Random(seed))) in SENTENCES


@settings(max_examples=50)
@given(st.integers(0, 2**32), st.sampled_from(campaign.samples()))
def test_what_is_read_can_be_registered(seed: int, raw: bytes) -> None:
    """Whatever a mail holds, the complaint that it proposes has no fault but that something is missing."""
    try:
        found = mail_child.read(campaign.changed(raw, random.Random(seed)))
    except InvalidValueError:
        return
    _complaint, problems = complaint_from(found.values(NOW), Reader(NOW, {}))
    assert [problem for problem in problems if not problem.endswith(REQUIRED)] == []
