"""Something is wrong with the bot itself, or is right again: to the owners."""

from bot.care.ground.says.message import Timed, ToStaff
from bot.care.ground.says.restoration import Missing


class OfCheck(Timed):
    """What one of health's checks has found."""

    check: str


class TroubleBegan(ToStaff, OfCheck, key="trouble_began"):
    """At that instant."""


class TroubleOver(ToStaff, OfCheck, Missing, key="trouble_over"):
    """It lasted from `since` to that instant."""
