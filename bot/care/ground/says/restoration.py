"""The clinic's computer was repaired, and something is missing."""

from bot.care.ground.says.buttons import Rows, data, own
from bot.care.ground.says.message import Around, Timed, ToPatient, ToStaff


class Missing(Timed):
    """Nothing is known from `since` (whole seconds) to `at`."""

    since: int


class Repaired(ToPatient, Missing, key="repaired"):
    """Reminders go on unless somebody says otherwise: they may have, in the time that is lost."""

    personal = True

    def buttons(self, around: Around) -> Rows:
        del around
        stop = own("stop_reminders", data("repaired", "no"))
        return ((own("keep_going", data("repaired", "yes")), stop),)


class Restored(ToStaff, Missing, key="restored"):
    pass
