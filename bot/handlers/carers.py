"""/carer, and the buttons of it on either phone."""

from bot.care.patient import carers, for_whom
from bot.handlers.arguments import CALLER, CODE, PATIENT, WORD
from bot.handlers.dispatch import button, command

TABLE = (
    command("carer", for_whom.asks("carer"), PATIENT),
    button("carer", carers.act, CALLER, WORD, CODE),
)
