"""What every handler has in hand: the house, and what came in, freed of Telegram's shape."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, BaseHandler, CallbackContext, ExtBot, JobQueue

from bot.care.ground.desk import Caller, Desk, NewEntry, Toast
from bot.care.ground.house import House, Phrases
from bot.render.text import Renderer
from bot.store.store import Store
from messages.heard.enrolment_line import Body
from messages.heard.reader import Reading
from messages.said.faq import Entries

Data = dict[Any, Any]
Context = CallbackContext[ExtBot[None], Data, Data, Data]
App = Application[ExtBot[None], Context, Data, Data, Data, JobQueue[Context]]
Handler = BaseHandler[Update, Context, None]
RECEPTION = "reception"


@dataclass(frozen=True)
class Reception:
    """What every handler needs of the house."""

    store: Store
    house: House
    renderer: Renderer
    clock: Callable[[], datetime]
    wake: Callable[[], None]
    failed: Callable[[BaseException | None], None]  # the handling of the update in hand went wrong
    roles_changed: Callable[[], None]
    write_entry: Callable[[NewEntry], Awaitable[None]]
    read: Callable[[str, str], Reading | None]  # what a text in a language is; None where nothing can tell

    def still_there(self, toast: Toast, language: str) -> InlineKeyboardMarkup | None:
        """What stays of a keyboard whose buttons are taken away: the way to say that one is worried."""
        if toast.still is None:
            return None
        text, data = self.renderer.worried(toast.still, language)
        return InlineKeyboardMarkup([[InlineKeyboardButton(text, callback_data=data)]])

    def body(self, language: str) -> Body:
        table = self.renderer.catalog.table
        return Body(table(language, "body.parts"), table(language, "body.sides"))

    def phrases(self, language: str) -> Phrases:
        return self.house.phrases_of(language)


def reception_of(context: Context) -> Reception:
    reception: Reception = context.bot_data[RECEPTION]
    return reception


@dataclass(frozen=True)
class Heard:
    """What came in, freed of Telegram's shape; `parts` is what a button holds after its verb."""

    caller: Caller
    text: str
    edited: bool
    tapped: bool
    parts: tuple[str, ...]
    phrases: Phrases
    body: Body
    reading: Reading | None
    entries: Entries

    @property
    def rest(self) -> str:
        """What stands after a command."""
        return [*self.text.split(maxsplit=1), "", ""][1].strip()


UseCase = Callable[[Desk, Heard], Toast | None]
