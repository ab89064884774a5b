"""/help, and the rest of it."""

from bot.care.patient import help as patient_help
from bot.handlers.arguments import CALLER
from bot.handlers.dispatch import button, command

TABLE = (
    command("help", patient_help.show, CALLER),
    button("helpmore", patient_help.more, CALLER),
)
