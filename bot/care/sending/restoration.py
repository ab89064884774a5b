"""The database is one of before: nothing is said twice, nobody comes back, all hear what may be missing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.care.clinic import line
from bot.care.ground import plan, record
from bot.care.ground.desk import Desk, brief, owe
from bot.care.ground.says.from_clinic import ClinicLine
from bot.care.ground.says.restoration import Repaired, Restored
from bot.model import Patient, Sort
from bot.store import patients, restored, staff
from bot.store.tx import stamp

STILL_WORTH_SAYING = timedelta(hours=24)


@dataclass(frozen=True)
class Reckoning:
    """What a restore means: between which instants nothing is known, and what was done about it."""

    since: datetime
    until: datetime
    unsent: int  # messages that may have gone out already
    erased: int  # patients
    parts: int  # sessions and links
    alerts: int
    told: int  # patients


def reckon(desk: Desk, is_erased: Callable[[str], bool]) -> Reckoning | None:
    """Make a file of earlier fit for now; None where that is not owed.

    What was due by now may have gone out and does not go again; alerts, which may come twice, are told anew.
    """
    if not (gap := restored.owed(desk.tx)):
        return None
    since, until = gap
    restored.give_new_numbers(desk.tx, desk.now)
    record.note(desk, None, "put back an older database")
    erased, parts = restored.erase_again(desk.tx, is_erased)
    for code in erased:
        record.note(desk, None, "erased again", code)
    unsent = _settle_due(desk)
    again = restored.tell_alerts_anew(desk.tx, desk.now)
    told = [_tell(desk, one, since, until) for one in patients.active(desk.tx) if plan.running(desk, one)]
    _tell_clinic(desk, since, until)
    restored.reckoned(desk.tx)
    return Reckoning(since, until, unsent, len(erased), parts, again, len(told))


def _settle_due(desk: Desk) -> int:
    """What is said at most once and was due by now; a colleague whose line is among it hears of that."""
    due = restored.due_before(desk.tx, desk.now)
    for message in due:
        restored.may_have_gone(desk.tx, message, now=desk.now)
        if message.key == ClinicLine.key:
            line.in_doubt(desk, message, came=True)
    return len(due)


def _tell(desk: Desk, patient: Patient, since: datetime, until: datetime) -> int:
    """Once, and not at night: messages may be missing, what was said is lost; and whether to go on."""
    said = Repaired(since=stamp(since), at=stamp(until), zone=desk.zone_of(patient).key)
    return owe(
        desk,
        said,
        chat_id=patient.chat_id,
        sort=Sort.REMINDER,
        language=patient.language,
        expires=desk.now + STILL_WORTH_SAYING,
        patient_id=patient.id,
    )


def _tell_clinic(desk: Desk, since: datetime, until: datetime) -> None:
    """Everybody at once: a red flag may be among what nobody remembers."""
    said = Restored(since=stamp(since), at=stamp(until), zone=desk.house.clinic.zone.key)
    for member in staff.everybody(desk.tx):
        brief(desk, member, said, sort=Sort.ALERT)
