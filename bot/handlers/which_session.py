"""The buttons that say about which session an alert is."""

from bot.care.alerts import which_session
from bot.handlers.arguments import CALLER, CODE
from bot.handlers.dispatch import button

TABLE = (button("meant", which_session.choose, CALLER, CODE, CODE),)
