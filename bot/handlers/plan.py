"""/plan, and what is under it."""

from bot.care.patient import for_whom, plan_file
from bot.handlers.arguments import CALLER, MESSAGE, PATIENT
from bot.handlers.dispatch import button, command

TABLE = (
    command("plan", for_whom.tell_plans, PATIENT),
    button("calendar", plan_file.offer, CALLER, MESSAGE),
)
