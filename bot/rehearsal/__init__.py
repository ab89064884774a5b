"""An embedded Telegram: a loopback server that speaks the Bot API, with people to talk to the bot."""

from bot.rehearsal.clock import RehearsalClock
from bot.rehearsal.messages import Button, Message
from bot.rehearsal.page import add_page
from bot.rehearsal.people import Person
from bot.rehearsal.stage import PageHooks, Stage
from bot.rehearsal.switchboard import Call
from bot.rehearsal.telegram import EmbeddedTelegram

__all__ = [
    "Button",
    "Call",
    "EmbeddedTelegram",
    "Message",
    "PageHooks",
    "Person",
    "RehearsalClock",
    "Stage",
    "add_page",
]
