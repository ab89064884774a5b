"""/plan."""

from bot.care.patient import for_whom
from bot.handlers.arguments import PATIENT
from bot.handlers.dispatch import command

TABLE = (command("plan", for_whom.tell_plans, PATIENT),)
