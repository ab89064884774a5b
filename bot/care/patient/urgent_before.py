"""What was urgent before somebody had agreed, and nobody could be told of, is asked about first."""

from bot.care.ground import in_sheet, red_flag
from bot.care.ground.desk import Desk, say
from bot.care.ground.says.red_flag import IN_SHEET, URGENT, SheetLife, UrgentLife
from bot.care.ground.says.session_time import AskTreated, ConfirmInvited, ConfirmTreated
from bot.care.ground.says.warning_signs import Screen
from bot.model import Patient, Sort
from bot.store import spoken, withdrawals

_URGENT = (UrgentLife.key, *(one.key for one in URGENT.values()))
_SHEETS = (SheetLife.key, *(one.key for one in IN_SHEET.values()))
_QUESTIONS = (AskTreated.key, ConfirmTreated.key, ConfirmInvited.key)


def ask(desk: Desk, patient: Patient) -> None:
    """Ask whether a sign is there still, where they were told whom to call before their yes.

    The clinic hears nothing of what was written then, but of their answer to this. The question about the
    session stays open, and is put once they have answered.
    """
    since = desk.now - red_flag.STANDS
    said = spoken.newest_of(desk.tx, patient.chat_id, *_URGENT, since=since)
    if said is None or said.patient_id is not None:
        return
    sheet = spoken.newest_of(desk.tx, patient.chat_id, *_SHEETS, since=since)
    withdrawals.withdraw(desk.tx, patient.chat_id, *_QUESTIONS, now=desk.now)
    say(desk, patient, Screen(), sort=Sort.URGENT, language=in_sheet.language_of(desk, sheet))
