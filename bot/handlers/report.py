"""/report, also for a time that is typed behind it."""

from bot.care.clinic import report
from bot.handlers.arguments import MEMBER, ON_OR_OFF, REST
from bot.handlers.dispatch import button, command

TABLE = (
    command("report", report.report, MEMBER, REST),
    button("weekly", report.set_weekly, MEMBER, ON_OR_OFF),
)
