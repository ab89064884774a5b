"""/name, and the button under the question by what name the clinic knows a patient."""

from bot.care.conversation import own_name
from bot.care.patient import for_whom
from bot.handlers.arguments import MESSAGE, PATIENT
from bot.handlers.dispatch import button, command

TABLE = (
    command("name", for_whom.asks("name"), PATIENT),
    button("noname", own_name.not_now, PATIENT, MESSAGE),
)
