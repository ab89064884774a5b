"""/today, and the pages of it."""

from bot.care.clinic import today
from bot.handlers.arguments import COLLEAGUE, PAGE
from bot.handlers.dispatch import button, command

TABLE = (
    command("today", today.show, COLLEAGUE),
    button("today", today.show_page, COLLEAGUE, PAGE),
)
