"""The buttons under a patient's answer to a line."""

from bot.care.clinic import correspondence
from bot.handlers.arguments import MEMBER, MESSAGE, WORD
from bot.handlers.dispatch import button

TABLE = (button("answers", correspondence.act, MEMBER, WORD, MESSAGE),)
