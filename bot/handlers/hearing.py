"""From an update to a use case and back: one transaction for its effects, then the passing reply."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    BaseHandler,
    CallbackContext,
    CallbackQueryHandler,
    CommandHandler,
    ExtBot,
    JobQueue,
    MessageHandler,
    filters,
)

from bot.care.desk import OLD, PATIENT, Caller, Desk, House, Toast, say
from bot.care.recognising import Body
from bot.care.talking import Phrases
from bot.model import Clinician
from bot.render import buttons
from bot.render.text import Renderer
from bot.store import inbox, staff
from bot.store.store import Store
from bot.store.tx import Tx

log = logging.getLogger(__name__)

Data = dict[Any, Any]
Context = CallbackContext[ExtBot[None], Data, Data, Data]
App = Application[ExtBot[None], Context, Data, Data, Data, JobQueue[Context]]
Handler = BaseHandler[Update, Context, None]

OWN = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & ~filters.FORWARDED
RECEPTION = "reception"
MOST_DIGITS = 11  # whole seconds until the year 5138, and more messages than anyone sends


@dataclass(frozen=True)
class Reception:
    """What every handler needs of the house."""

    store: Store
    house: House
    renderer: Renderer
    clock: Callable[[], datetime]
    wake: Callable[[], None]
    fatal: Callable[[str], None]
    roles_changed: Callable[[], None]

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
        catalog = self.renderer.catalog
        return {
            name: frozenset(catalog.list(language, f"bot.phrases.{name}"))
            for name in ("yes", "no", "opt_out")
        }


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

    @property
    def rest(self) -> str:
        """What stands after a command."""
        return [*self.text.split(maxsplit=1), "", ""][1].strip()


UseCase = Callable[[Desk, Heard], Toast | None]
StaffUseCase = Callable[[Desk, Heard, Clinician], Toast | None]


@dataclass(frozen=True)
class Command:
    """A command in the menu of a role; its description is `commands.NAME` in the words."""

    name: str
    role: str = PATIENT
    also: tuple[str, ...] = ()  # other spellings


def command(name: str, use_case: UseCase, *also: str) -> Handler:
    return CommandHandler([name, *also], take(use_case), filters=OWN)


def for_staff(use_case: StaffUseCase, *, owners: bool = False) -> UseCase:
    """For members of the clinic, by their role of this moment; to others unknown, or an old button."""

    def checked(desk: Desk, heard: Heard) -> Toast | None:
        clinician = heard.caller.clinician(desk)
        if clinician and (clinician.is_owner or not owners):
            return use_case(desk, heard, clinician)
        if heard.tapped:
            return OLD
        say(desk, heard.caller, "unknown_command")
        return None

    return checked


def message(kind: filters.BaseFilter, use_case: UseCase) -> Handler:
    return MessageHandler(kind, take(use_case))


def button(verb: str, use_case: UseCase) -> Handler:
    return CallbackQueryHandler(take(use_case), pattern=rf"^{verb}(:|$)")


def reception_of(context: Context) -> Reception:
    reception: Reception = context.bot_data[RECEPTION]
    return reception


def take(use_case: UseCase) -> Callable[[Update, Context], Any]:
    """A handler callback that runs a use case, with the update's being done, in one transaction."""

    async def callback(update: Update, context: Context) -> None:
        reception = reception_of(context)
        heard = _heard(update, reception)
        toast, roles = await reception.store.run(_effect, reception, update.update_id, use_case, heard)
        reception.wake()
        if roles:
            reception.roles_changed()
        if toast and toast.erased:
            await reception.store.scrub()
        if update.callback_query:
            context.application.create_task(answer(update.callback_query, heard, reception, toast or Toast()))

    return callback


def _effect(
    tx: Tx, reception: Reception, update_id: int, use_case: UseCase, heard: Heard | None
) -> tuple[Toast | None, bool]:
    """The effects and "this update is done" are one; a replayed update that is done does nothing.

    Also whether somebody's menu is no longer the one of their role.
    """
    if not inbox.is_waiting(tx, update_id):
        return None, False
    toast = use_case(Desk.at(tx, reception.clock(), reception.house), heard) if heard else None
    inbox.done(tx, update_id)
    return toast, bool(staff.menus_to_show(tx))


def _heard(update: Update, reception: Reception) -> Heard | None:
    """Telegram's update as a person speaking; None where no person did."""
    user = update.effective_user
    if user is None:
        return None
    language = reception.renderer.catalog.language(user.language_code)
    said = update.effective_message
    pressed = update.callback_query.data if update.callback_query else None
    text = (said.text or said.caption or "") if said and not update.callback_query else ""
    return Heard(
        # In a private chat the chat's id is the person's.
        caller=Caller(user.id, language, user.first_name),
        text=text,
        edited=update.edited_message is not None,
        tapped=update.callback_query is not None,
        parts=buttons.split(pressed)[1:] if pressed else (),
        phrases=reception.phrases(language),
        body=reception.body(language),
    )


async def answer(query: CallbackQuery, heard: Heard | None, reception: Reception, toast: Toast) -> None:
    """Stop the button's spinner, and take the buttons away; it is no loss if that comes too late."""
    language = heard.caller.language if heard else ""
    text = reception.renderer.toast(toast, language)
    try:
        await query.answer(text, show_alert=toast.alert)
    except TelegramError as error:
        log.debug("a tap was not answered: %s", type(error).__name__)
    if not toast.close or query.message is None:
        return
    try:
        await query.edit_message_reply_markup(reception.still_there(toast, language))
    except TelegramError as error:
        log.debug("buttons were not taken away: %s", type(error).__name__)


def number(parts: tuple[str, ...], place: int) -> int | None:
    """A whole number from callback data, which a client may have made up."""
    text = parts[place] if place < len(parts) else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None
