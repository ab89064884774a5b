"""What is said to everything else that people send."""

from bot.care.ground.says.message import ToPatient


class OnlyText(ToPatient, key="only_text"):
    pass


class UnknownCommand(ToPatient, key="unknown_command"):
    pass


class ForwardedMessage(ToPatient, key="forwarded"):
    pass


class EditedCommand(ToPatient, key="edited_command"):
    pass


class Help(ToPatient, key="help"):
    commands: tuple[str, ...]


class Privacy(ToPatient, key="privacy"):
    pass


class Sorry(ToPatient, key="sorry"):
    pass


class Interrupted(ToPatient, key="interrupted"):
    """To whoever may have got no answer."""

    one_owed = True
