"""What is said to everything else that people send."""

from bot.care.ground.says.buttons import Rows, data, own
from bot.care.ground.says.message import Around, Message, ToPatient


class OnlyText(ToPatient, key="only_text"):
    pass


class UnknownCommand(ToPatient, key="unknown_command"):
    pass


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
    def buttons(self, around: Around) -> Rows:
        del around
        return ((own("tell_more", data("privacymore")),),)


class PrivacyMore(ToPatient, key="privacy_more"):
    pass


class Sorry(ToPatient, key="sorry"):
    pass


class Interrupted(ToPatient, key="interrupted"):
    """To whoever may have got no answer."""

    one_owed = True
