"""The button under the question by what name the clinic knows a patient."""

from bot.care.conversation import own_name
from bot.handlers.arguments import MESSAGE, PATIENT
from bot.handlers.dispatch import button

TABLE = (button("noname", own_name.not_now, PATIENT, MESSAGE),)
