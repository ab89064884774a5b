"""What became of the copy a day: a sign for health, and a word to the owners when it changes."""

from datetime import datetime

from bot.care.ground import clinic_hours
from bot.care.ground.desk import Desk, brief
from bot.care.ground.says.backups import BackupFailed, BackupWorks, NoBackup
from bot.model import Sort
from bot.store import staff, vitals
from bot.store.tx import stamp
from schedules.quiet import quiet_end


def noted(desk: Desk, newest: datetime | None, trouble: str, place: str) -> None:
    """The newest copy is of that instant (UTC), and this keeps the next one from being made, if anything.

    `place` is what to remember of the folder that it is in.

    Owners hear once that it fails, and once that it works again: in working hours, and never at night.
    """
    before = vitals.value(desk.tx, vitals.BACKUP)
    if newest:
        vitals.put(desk.tx, vitals.BACKED_UP, "", now=newest)
    if newest and place:
        vitals.put(desk.tx, vitals.SHELF, place, now=desk.now)
    if before == (trouble or vitals.WELL):
        return
    vitals.put(desk.tx, vitals.BACKUP, trouble or vitals.WELL, now=desk.now)
    failed_before = before not in (None, vitals.WELL, vitals.OFF)
    if failed_before != bool(trouble):
        _tell(desk, newest or vitals.at(desk.tx, vitals.BACKED_UP), trouble)


def off(desk: Desk) -> None:
    """The settings want none."""
    vitals.put(desk.tx, vitals.BACKUP, vitals.OFF, now=desk.now)


def _tell(desk: Desk, newest: datetime | None, trouble: str) -> None:
    zone = desk.house.clinic.zone
    said = _said(newest, trouble, zone.key)
    if said is None:
        return
    due = quiet_end(clinic_hours.opening(desk), zone, desk.house.quiet)
    for owner in staff.owners(desk.tx):
        brief(desk, owner, said, due=due, sort=Sort.NOTICE)


def _said(newest: datetime | None, trouble: str, zone: str) -> BackupFailed | NoBackup | BackupWorks | None:
    if not newest:
        return NoBackup(why=trouble) if trouble else None
    at = stamp(newest)
    return BackupFailed(why=trouble, at=at, zone=zone) if trouble else BackupWorks(at=at, zone=zone)
