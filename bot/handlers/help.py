"""/help."""

from bot.care.patient import help as patient_help
from bot.handlers.arguments import CALLER
from bot.handlers.dispatch import command

TABLE = (command("help", patient_help.show, CALLER),)
