"""Erasing everything about a patient, at their own word."""

from bot.care.ground.says.buttons import Rows, data, own
from bot.care.ground.says.message import Around, ToPatient


class ForgetAsk(ToPatient, key="forget_ask"):
    def buttons(self, around: Around) -> Rows:
        erase = own("erase", data("forget", "yes", around.message))
        return ((erase,), (own("keep", data("forget", "no", around.message)),))


class Forgotten(ToPatient, key="forgotten"):
    pass


class ForgetKept(ToPatient, key="forget_kept"):
    pass


class ForgetNothing(ToPatient, key="forget_nothing"):
    pass
