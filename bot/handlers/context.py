"""What every handler has in hand: the house, and what hears a language."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, BaseHandler, CallbackContext, ExtBot, JobQueue

from bot.care.ground.desk import Relearn, Scrub
from bot.care.ground.heard import Hearing
from bot.care.ground.house import House
from bot.care.ground.says.buttons import Rows
from bot.render.text import Renderer
from bot.store.store import Store
from messages.heard import own_topics
from messages.heard.reader import Reader

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
    relearn: Callable[[], Awaitable[None]]
    reader: Callable[[str], Reader]  # of a language

    async def see_to(self, what: Scrub | Relearn) -> None:
        """Do what a use case has left to be done outside its transaction."""
        match what:
            case Scrub():
                await self.store.scrub()
            case Relearn():
                await self.relearn()

    def still_there(self, left: Rows, language: str) -> InlineKeyboardMarkup | None:
        """What stays of a keyboard whose buttons are taken away."""
        rows = [[self.renderer.button(button, language) for button in row] for row in left]
        if not rows:
            return None
        return InlineKeyboardMarkup(
            [[InlineKeyboardButton(text, callback_data=data) for text, data in row] for row in rows]
        )

    def hearing(self, language: str, phone: str | None = None) -> Hearing:
        """What hears a language; what it has no words for is heard in the reference language.

        `phone` is the language that somebody's is set to: a hint, as they may write in another.
        """
        reader = self.reader(language)
        return Hearing(
            book=self.house.book_of(language),
            body=self.house.body_of(language),
            entries=self.renderer.entries(language),
            flag=partial(reader.flag, phone=phone),
            question=reader.question,
            others=reader.others,
            topics=reader.topics,
            caught=partial(own_topics.caught, reader),
        )


def reception_of(context: Context) -> Reception:
    reception: Reception = context.bot_data[RECEPTION]
    return reception
