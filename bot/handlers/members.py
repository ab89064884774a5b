"""/invite, /clinicians and /revoke: for owners."""

from bot.care.clinic import members
from bot.handlers.arguments import ASK_OR_SURE, CODE, OWNER, REST
from bot.handlers.dispatch import button, command

TABLE = (
    command("invite", members.invite, OWNER, REST),
    command("clinicians", members.show, OWNER),
    command("revoke", members.show_or_ask, OWNER, REST),
    button("invitation", members.withdraw, OWNER, CODE),
    button("member", members.revoke, OWNER, CODE, ASK_OR_SURE),
)
