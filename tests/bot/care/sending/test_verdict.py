"""The last look before anything is sent."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.care.sending.verdict import Cancel, Expire, Move, Send, verdict
from bot.model import Audience, Outgoing, Patient, Sort, State, Status
from schedules.quiet import QuietHours

DAY = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)
MORNING = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
QUIET = QuietHours(time(21), time(8))
PAT = Patient(1, "ABC", 2, "en", ZoneInfo("Europe/London"), Status.ACTIVE)
REMINDER = Outgoing(
    id=1,
    chat_id=2,
    patient_id=1,
    treatment_id=1,
    sort=Sort.REMINDER,
    key="dry_needling.first_drink",
    audience=Audience.PATIENT,
    language="en",
    state=State.DUE,
    due=DAY,
    expires=DAY + timedelta(hours=2),
    step="first_drink",
)


def test_a_reminder_in_time_by_day_to_an_active_patient_goes() -> None:
    assert verdict(REMINDER, PAT, QUIET, DAY, wanted=True) == Send()


def test_a_late_one_expires_at_the_very_second() -> None:
    assert REMINDER.expires
    assert verdict(REMINDER, PAT, QUIET, REMINDER.expires, wanted=True) == Expire()
    assert verdict(REMINDER, PAT, QUIET, REMINDER.expires - timedelta(seconds=1), wanted=True) == Send()


def test_in_quiet_hours_a_question_moves_to_their_end_and_keeps_its_grace() -> None:
    question = replace(REMINDER, sort=Sort.QUESTION, due=NIGHT, expires=NIGHT + timedelta(hours=6))
    assert verdict(question, PAT, QUIET, NIGHT, wanted=True) == Move(MORNING, MORNING + timedelta(hours=6))
    assert verdict(question, PAT, None, NIGHT, wanted=True) == Send()


def test_a_tip_that_would_leave_the_night_after_its_time_expires() -> None:
    late = replace(REMINDER, due=NIGHT, expires=NIGHT + timedelta(hours=2))
    assert verdict(late, PAT, QUIET, NIGHT, wanted=True) == Expire()
    patient_one = replace(late, expires=NIGHT + timedelta(hours=12))
    assert isinstance(verdict(patient_one, PAT, QUIET, NIGHT, wanted=True), Move)


def test_quiet_hours_are_those_of_the_patients_own_zone() -> None:
    tokyo = replace(PAT, zone=ZoneInfo("Asia/Tokyo"))
    assert verdict(REMINDER, tokyo, QUIET, DAY, wanted=True) == Expire()


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.ACTIVE])
def test_only_active_patients_are_reminded(status: Status) -> None:
    assert verdict(REMINDER, replace(PAT, status=status), QUIET, DAY, wanted=True) == Cancel()


def test_a_silent_patient_is_asked_one_thing_that_is_no_step_by_day() -> None:
    silent = replace(PAT, status=Status.SILENT)
    question = replace(REMINDER, step=None, sort=Sort.QUESTION, expires=NIGHT + timedelta(hours=12))
    assert verdict(question, silent, QUIET, DAY, wanted=True) == Send()
    assert isinstance(verdict(question, silent, QUIET, NIGHT, wanted=True), Move)


def test_nobody_is_reminded_in_a_zone_nobody_knows_or_without_being_a_patient() -> None:
    assert verdict(REMINDER, replace(PAT, zone=None), QUIET, DAY, wanted=True) == Cancel()
    assert verdict(REMINDER, None, QUIET, DAY, wanted=True) == Cancel()


def test_a_step_whose_condition_does_not_hold_is_cancelled() -> None:
    assert verdict(REMINDER, PAT, QUIET, DAY, wanted=False) == Cancel()


@pytest.mark.parametrize("sort", [Sort.REPLY, Sort.ALERT, Sort.URGENT, Sort.NOTICE])
def test_replies_and_alerts_always_go(sort: Sort) -> None:
    paused = replace(PAT, status=Status.PAUSED)
    assert verdict(replace(REMINDER, sort=sort), paused, QUIET, NIGHT, wanted=True) == Send()
