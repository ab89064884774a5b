"""/alerts, and what a colleague does about one."""

from bot.care.alerts import seen, silence_ladder
from bot.handlers.arguments import CODE, MEMBER, MESSAGE, WORD
from bot.handlers.dispatch import button, command

TABLE = (
    command("alerts", seen.show_open, MEMBER),
    button("alert", seen.act, MEMBER, WORD, CODE),
    button("silent", silence_ladder.see, MEMBER, MESSAGE),
    button("red", seen.show_one, MEMBER, CODE),
)
