"""/export."""

from bot.care.patient import for_whom
from bot.handlers.arguments import PATIENT
from bot.handlers.dispatch import command

TABLE = (command("export", for_whom.asks("export"), PATIENT),)
