"""The clinic's computer was repaired, and something is missing."""

from bot.care.ground.says.message import Timed, ToPatient, ToStaff


class Missing(Timed):
    """Nothing is known from `since` (whole seconds) to `at`."""

    since: int


class Repaired(ToPatient, Missing, key="repaired"):
    pass


class Restored(ToStaff, Missing, key="restored"):
    pass
