"""What is said to everything else that people send."""

from bot.care.ground.says.buttons import Moment, Rows, data, own
from bot.care.ground.says.message import Around, Message, ToPatient, Unsaid


class OnlyText(ToPatient, key="only_text"):
    """To a picture and the like: each that comes by itself is answered, so that nobody thinks it was seen."""

    same_breath = 5


class OnlyVoice(ToPatient, key="only_voice"):
    """The same to what would be listened to."""

    same_breath = 5


class CaptionRead(ToPatient, key="caption_read"):
    """The words under a picture are read, and the picture is not; that takes no question's place."""


class UnknownCommand(ToPatient, key="unknown_command"):
    pass


class CancelWhat(ToPatient, key="cancel_what"):
    """Nothing ends by that command, and what there is to end things with."""


class ForwardedMessage(ToPatient, key="forwarded"):
    pass


class EditedCommand(ToPatient, key="edited_command"):
    pass


class ListsCommands(Message):
    commands: tuple[str, ...]


class Help(ToPatient, ListsCommands, key="help"):
    """The commands that are wanted first."""

    def buttons(self, around: Around) -> Rows:
        del around
        return ((own("tell_more", data("helpmore")),),)


class HelpMore(ToPatient, ListsCommands, key="help_more"):
    pass


class Privacy(ToPatient, key="privacy"):
    """`offers` is what can be done about a phone number: `leave` one, `erase` it, or nothing.

    `written` is until when what they write today is kept, `erased` when all is gone; both are known or none.
    """

    offers: Unsaid[str] = ""
    written: Moment | None = None
    erased: Moment | None = None

    def buttons(self, around: Around) -> Rows:
        del around
        more = (own("tell_more", data("privacymore")),)
        if self.offers == "leave":
            return (more, (own("leave_number", data("phone", self.offers)),))
        if self.offers == "erase":
            return (more, (own("erase_number", data("phone", self.offers)),))
        return (more,)


class PrivacyMore(ToPatient, key="privacy_more"):
    pass


class Sorry(ToPatient, key="sorry"):
    pass


class Interrupted(ToPatient, key="interrupted"):
    """To whoever may have got no answer."""

    one_owed = True
