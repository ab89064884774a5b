"""May this message go now: the last look before anything is sent, as a pure decision."""

from dataclasses import dataclass
from datetime import datetime

from bot.care.ground.says.next_session import AskTookPlace
from bot.model import POLICIES, Outgoing, Patient, Sort, Status
from schedules.quiet import QuietHours, is_quiet, quiet_end


@dataclass(frozen=True)
class Send:
    pass


@dataclass(frozen=True)
class Expire:
    """Its time is past; it is logged, never sent."""


@dataclass(frozen=True)
class Cancel:
    """It is not wanted any more."""


@dataclass(frozen=True)
class Move:
    """Not now; instants in UTC."""

    due: datetime
    expires: datetime


Verdict = Send | Expire | Cancel | Move


def verdict(
    message: Outgoing, patient: Patient | None, quiet: QuietHours | None, now: datetime, *, wanted: bool
) -> Verdict:
    """Replies and alerts always go. `wanted` is whether the condition of a conditional step holds."""
    if not POLICIES[message.sort].unprompted:
        return Send()
    if patient is None or patient.zone is None or not wanted or not _listens(patient, message):
        return Cancel()
    if message.expires is not None and now >= message.expires:
        return Expire()
    if quiet and is_quiet(now, patient.zone, quiet):
        return _in_the_morning(message, quiet_end(now, patient.zone, quiet))
    return Send()


def _in_the_morning(message: Outgoing, end: datetime) -> Expire | Move:
    """A question is still worth asking after the night; a tip of last evening is not."""
    if message.sort is not Sort.QUESTION and message.expires is not None and end >= message.expires:
        return Expire()
    return Move(end, end + ((message.expires or message.due) - message.due))


def _listens(patient: Patient, message: Outgoing) -> bool:
    """Only active patients get reminders; a silent one is asked one thing more, which is no step.

    About a session to come they have agreed to be asked, however they stood towards those of another.
    """
    if message.key == AskTookPlace.key:
        return True
    if patient.status is Status.SILENT:
        return message.step is None
    return patient.status is Status.ACTIVE
