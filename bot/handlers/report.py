"""/report."""

from bot.care.clinic import report
from bot.handlers.arguments import MEMBER, ON_OR_OFF
from bot.handlers.dispatch import button, command

TABLE = (
    command("report", report.report, MEMBER),
    button("weekly", report.set_weekly, MEMBER, ON_OR_OFF),
)
