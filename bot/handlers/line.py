"""The button that sends a line to a patient, or does not."""

from bot.care.clinic import line
from bot.handlers.arguments import CODE, MEMBER, YES_OR_NO
from bot.handlers.dispatch import button

TABLE = (button("caseline", line.send, MEMBER, CODE, YES_OR_NO),)
