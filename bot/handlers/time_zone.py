"""/timezone, and the buttons of its questions."""

from bot.care.patient import time_zone, whereabouts
from bot.handlers.arguments import PAGE, PATIENT, TURN, WORD, YES_OR_NO
from bot.handlers.dispatch import button, command

TABLE = (
    command("timezone", whereabouts.change, PATIENT),
    button("zone", whereabouts.confirm, PATIENT, YES_OR_NO, TURN),
    button("region", time_zone.choose_region, PATIENT, WORD, PAGE, TURN),
    button("place", time_zone.choose_zone, PATIENT, WORD, TURN),
)
