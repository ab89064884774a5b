"""/plan."""

from bot.care.ground import plan
from bot.handlers.arguments import PATIENT
from bot.handlers.dispatch import command

TABLE = (command("plan", plan.tell, PATIENT),)
