"""How it went: what is said when a plan is over, and to what a patient answers to that."""

from bot.care.ground.says.curve import HoldsCurve
from bot.care.ground.says.message import OfSession, ToPatient


class Summary(ToPatient, OfSession, HoldsCurve, key="summary"):
    """The whole course in a picture and in words; what helped is asked, and answered by a line if at all."""


class HelpedNoted(ToPatient, key="helped_noted"):
    personal = True
