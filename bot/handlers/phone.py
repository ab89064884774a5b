"""The buttons that leave a phone number, or take it back."""

from bot.care.patient import phone
from bot.handlers.arguments import PATIENT, one_of
from bot.handlers.dispatch import button

TABLE = (button("phone", phone.act, PATIENT, one_of(*phone.ACTIONS)),)
