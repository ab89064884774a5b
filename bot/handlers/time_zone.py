"""/timezone, and the buttons of its questions."""

from dataclasses import replace

from bot.care.ground.desk import Desk
from bot.care.ground.heard import Caller
from bot.care.patient import time_zone, whereabouts
from bot.handlers.arguments import HEARD, PAGE, PATIENT, TURN, WORD, YES_OR_NO, meet
from bot.handlers.dispatch import button, command


def _no_patient(desk: Desk, caller: Caller) -> None:
    if not time_zone.of_no_patient(desk, caller):
        meet(desk, caller)


TABLE = (
    command("timezone", whereabouts.change, replace(PATIENT, otherwise=_no_patient), HEARD),
    button("zone", whereabouts.confirm, PATIENT, YES_OR_NO, TURN),
    button("region", time_zone.choose_region, PATIENT, WORD, PAGE, TURN),
    button("locate", time_zone.ask_location, PATIENT, TURN),
    button("place", time_zone.choose_zone, PATIENT, WORD, TURN),
)
