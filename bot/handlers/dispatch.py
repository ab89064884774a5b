"""From an update to a use case and back: one transaction for its effects, then the passing reply."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from telegram import CallbackQuery, Update
from telegram.error import TelegramError
from telegram.ext import (
    CallbackQueryHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot.care.alerts import escalation
from bot.care.conversation import listeners
from bot.care.ground.desk import OLD, Desk, Toast, end_staff, greet, say
from bot.care.ground.heard import Caller, Form, Heard
from bot.care.ground.house import PATIENT
from bot.care.ground.says.buttons import split
from bot.care.ground.says.consent import Welcome
from bot.care.ground.says.conversation import UnknownCommand
from bot.handlers.context import Context, Handler, Reception, UseCase, reception_of
from bot.model import Clinician, Patient
from bot.store import inbox, staff
from bot.store.tx import Tx

log = logging.getLogger(__name__)

OWN = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & ~filters.FORWARDED
MOST_TEXT = 8192  # characters; Telegram allows half of that
MOST_DIGITS = 11  # whole seconds until the year 5138, and more messages than anyone sends


StaffUseCase = Callable[[Desk, Heard, Clinician], Toast | None]


@dataclass(frozen=True)
class Command:
    """A command in the menu of a role; its description is `commands.NAME` in the words."""

    name: str
    role: str = PATIENT
    also: tuple[str, ...] = ()  # other spellings


def command(name: str, use_case: UseCase, *also: str) -> Handler:
    return CommandHandler([name, *also], take(unless_taken(use_case), Form.COMMAND), filters=OWN)


def for_staff(use_case: StaffUseCase, *, owners: bool = False) -> UseCase:
    """For members of the clinic, by their role of this moment; to others unknown, or an old button."""

    def checked(desk: Desk, heard: Heard) -> Toast | None:
        clinician = heard.caller.clinician(desk)
        if clinician and (clinician.is_owner or not owners):
            if heard.form is not Form.TAPPED:
                end_staff(desk, clinician)  # a command leaves what was being asked
            return use_case(desk, heard, clinician)
        if heard.form is Form.TAPPED:
            return OLD
        say(desk, heard.caller, UnknownCommand())
        return None

    return checked


def unless_taken(use_case: UseCase) -> UseCase:
    """A command is dealt with where nobody above it on the list takes what stands behind it."""

    def passed(desk: Desk, heard: Heard) -> Toast | None:
        return use_case(desk, heard) if listeners.hear(desk, heard) is listeners.COMMAND else None

    return passed


def message(kind: filters.BaseFilter, form: Form) -> Handler:
    return MessageHandler(kind, take(listen, form))


def listen(desk: Desk, heard: Heard) -> None:
    """Whoever on the list takes it."""
    listeners.hear(desk, heard)


def for_patient(use_case: Callable[[Desk, Patient], None]) -> UseCase:
    """For patients; anybody else is told how to become one."""

    def checked(desk: Desk, heard: Heard) -> None:
        if patient := heard.caller.patient(desk):
            use_case(desk, patient)
        else:
            greet(desk, heard.caller, Welcome())

    return checked


def of_parts(count: int, use_case: Callable[..., Toast]) -> StaffUseCase:
    """A button of a colleague's whose use case takes what it holds, as it is."""

    def taken(desk: Desk, heard: Heard, clinician: Clinician) -> Toast:
        return use_case(desk, clinician, *heard.parts) if len(heard.parts) == count else OLD

    return taken


def at_a_time(use_case: Callable[..., Toast]) -> StaffUseCase:
    """The same for a code and an instant, in whole seconds."""

    def taken(desk: Desk, heard: Heard, clinician: Clinician) -> Toast:
        seconds = number(heard.parts, 1)
        if seconds is None or len(heard.parts) != len(("code", "seconds")):
            return OLD
        return use_case(desk, clinician, heard.parts[0], seconds)

    return taken


def button(verb: str, use_case: UseCase) -> Handler:
    return CallbackQueryHandler(take(use_case, Form.TAPPED), pattern=rf"^{verb}(:|$)")


def take(use_case: UseCase, form: Form = Form.OTHER) -> Callable[[Update, Context], Any]:
    """A handler callback that runs a use case, with the update's being done, in one transaction."""

    async def callback(update: Update, context: Context) -> None:
        reception = reception_of(context)
        heard = _heard(update, reception, form)
        toast, roles = await reception.store.run(_effect, reception, update.update_id, use_case, heard)
        reception.wake()
        if roles:
            reception.roles_changed()
        if toast and toast.entry:
            await reception.write_entry(toast.entry)
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
    toast = None
    if heard:
        desk = Desk.at(tx, reception.clock(), reception.house)
        escalation.within_reach(desk, heard.caller.chat_id)
        toast = use_case(desk, heard)
    inbox.done(tx, update_id)
    return toast, bool(staff.menus_to_show(tx))


def _heard(update: Update, reception: Reception, form: Form) -> Heard | None:
    """Telegram's update as a person speaking; None where no person did."""
    user = update.effective_user
    if user is None:
        return None
    language = reception.renderer.catalog.language(user.language_code)
    said, tapped = update.effective_message, update.callback_query
    return Heard(
        # In a private chat the chat's id is the person's.
        caller=Caller(user.id, language, user.first_name),
        form=form,
        text=(said.text or said.caption or "")[:MOST_TEXT] if said and not tapped else "",
        hearing=reception.hearing(language),
        parts=split(tapped.data)[1:] if tapped and tapped.data else (),
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
