"""The buttons under what is said to a patient after an alarm."""

from bot.care.alerts import thread
from bot.handlers.arguments import CODE, PATIENT, WORD
from bot.handlers.dispatch import button

TABLE = (button("thread", thread.tapped, PATIENT, WORD, CODE),)
