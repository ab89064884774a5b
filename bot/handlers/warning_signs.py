"""The warning signs as buttons: whoever taps one is told what to do, also who is no patient."""

from bot.care.alerts import warning_signs
from bot.care.patient import help as patient_help
from bot.handlers.arguments import CALLER, MESSAGE_IF_ANY, WORD
from bot.handlers.dispatch import button

TABLE = (
    button("sign", warning_signs.tapped, CALLER, WORD, MESSAGE_IF_ANY),
    button("signs", patient_help.signs, CALLER, MESSAGE_IF_ANY),
)
