"""Reminders rest, end and go on."""

from bot.care.ground.says.buttons import Rows, data, own
from bot.care.ground.says.message import Around, Message, ToPatient


class _GoOn(Message):
    personal = True

    def buttons(self, around: Around) -> Rows:
        del around
        stop = own("stop_reminders", data("go_on", "no"))
        return ((own("keep_going", data("go_on", "yes")), stop),)


class Paused(ToPatient, key="paused"):
    personal = True


class Stopped(ToPatient, key="stopped"):
    personal = True


class WhichStop(ToPatient, key="which_stop"):
    personal = True

    def buttons(self, around: Around) -> Rows:
        del around
        both = (own("stop_all", data("which_stop", "stop")), own("pause_all", data("which_stop", "pause")))
        return (both, (own("keep_all", data("which_stop", "keep")),))


class KeptOn(ToPatient, key="kept_on"):
    """The reminders do not stop."""

    personal = True


class Resting(ToPatient, _GoOn, key="resting"):
    pass


class StillWanted(ToPatient, _GoOn, key="still_wanted"):
    pass


class ResumedAlready(ToPatient, key="resumed_already"):
    personal = True
