"""/help, and the rest of it."""

from bot.care.patient import help as patient_help
from bot.handlers.arguments import CALLER, REST, WORD
from bot.handlers.dispatch import button, command

TABLE = (
    command("help", patient_help.show, CALLER, REST),
    button("helpmore", patient_help.more, CALLER),
    button("helpof", patient_help.show_by_button, CALLER, WORD),
)
