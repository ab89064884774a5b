"""/alerts, and what a colleague does about one."""

from bot.care.alerts import seen
from bot.handlers.arguments import CODE, MEMBER, WORD
from bot.handlers.dispatch import button, command

TABLE = (
    command("alerts", seen.show_open, MEMBER),
    button("alert", seen.act, MEMBER, WORD, CODE),
    button("red", seen.show_one, MEMBER, CODE),
)
