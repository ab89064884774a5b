"""Who registers alone is asked once by what name the clinic knows them."""

from bot.care.ground.says.buttons import Rows, data, own
from bot.care.ground.says.message import Around, ToPatient


class AskName(ToPatient, key="ask_name"):
    personal = True

    def buttons(self, around: Around) -> Rows:
        return ((own("not_now", data("noname", around.message)),),)


class NameNoted(ToPatient, key="name_noted"):
    personal = True

    name: str


class NameLeft(ToPatient, key="name_left"):
    pass
