"""A phone number that a patient may leave, so that the clinic can call them if something seems wrong."""

from bot.care.ground.says.buttons import Keyboard, Rows, data, one_each, own
from bot.care.ground.says.message import Around, ToPatient


class PhoneOffer(ToPatient, key="phone_offer"):
    def buttons(self, around: Around) -> Rows:
        del around
        return ((own("leave_number", data("phone", "leave")), own("no_number", data("phone", "no"))),)


class PhoneAsk(ToPatient, key="phone_ask"):
    """With the button of Telegram's that sends one's own number."""

    keyboard = Keyboard.CONTACT

    def buttons(self, around: Around) -> Rows:
        del around
        labels = (("send_number", "leave"), ("no_number", "no"))  # a keyboard sends no data, but its words
        return one_each([own(label, data("phone", what)) for label, what in labels])


class PhoneNoted(ToPatient, key="phone_noted"):
    keyboard = Keyboard.AWAY


class PhoneLeft(ToPatient, key="phone_left"):
    """They would rather not leave one."""

    keyboard = Keyboard.AWAY


class PhoneNotTheirs(ToPatient, key="phone_not_theirs"):
    """A contact that is somebody else's, or no number."""


class PhoneNoNeed(ToPatient, key="phone_no_need"):
    """No session is watched, so that there is nothing to keep one for."""

    keyboard = Keyboard.AWAY


class PhoneErased(ToPatient, key="phone_erased"):
    keyboard = Keyboard.AWAY
