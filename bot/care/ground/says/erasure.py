"""Erasing everything about a patient, at their own word, and what the clinic hears of it."""

from bot.care.ground.says.buttons import Rows, Whom, data, own
from bot.care.ground.says.message import Around, ToPatient, ToStaff


class ForgetAsk(ToPatient, key="forget_ask"):
    personal = True

    def buttons(self, around: Around) -> Rows:
        erase = own("erase", data("forget", "yes", around.message))
        return ((erase,), (own("keep", data("forget", "no", around.message)),))


class ForgetAll(ToPatient, key="forget_all"):
    """The same of everybody whom the phone serves."""

    def buttons(self, around: Around) -> Rows:
        erase = own("erase", data("forget", "yes", around.message))
        return ((erase,), (own("keep", data("forget", "no", around.message)),))


class ForgottenOne(ToPatient, key="forgotten_one"):
    """One of several whom a phone serves is erased; `whom` they were called there."""

    whom: Whom
    receipt: str = ""


class Forgotten(ToPatient, key="forgotten"):
    """`receipt` is a code that stands in the record and says who nobody was."""

    receipt: str = ""


class ForgetKept(ToPatient, key="forget_kept"):
    pass


class ForgetNothing(ToPatient, key="forget_nothing"):
    pass


class PatientErased(ToStaff, key="patient_erased"):
    """To whoever followed them: that they are gone, by the `label` that the clinic gave, and no more."""

    label: str
