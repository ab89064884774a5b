"""From an update to a use case and back: one transaction for its effects, then the passing reply."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from telegram import Location, Message, Update
from telegram.ext import (
    CallbackQueryHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot.care.alerts import escalation
from bot.care.conversation import dictation, listeners
from bot.care.ground.addressed import addressed
from bot.care.ground.desk import OLD, Conclusion, Desk, Done, Toast
from bot.care.ground.heard import Caller, Form, Heard, Sent, written_before
from bot.care.ground.on_phones import OldButtons
from bot.care.ground.says.buttons import split
from bot.handlers import documents, tapped
from bot.handlers.arguments import Argument, Declares, UnfitError, Who, taken
from bot.handlers.context import Context, Handler, Reception, reception_of
from bot.model import Clinician
from bot.raw_update import MOST_TEXT
from bot.store import inbox, presence, staff
from bot.store.told_words import Pressing
from bot.store.tx import Tx
from messages.heard.places import zone_at

log = logging.getLogger(__name__)

OWN = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & ~filters.FORWARDED
UseCase = Callable[[Desk, Heard], Conclusion]


@dataclass(frozen=True)
class Command:
    """A command in the menu of a role; its description is `commands.NAME` in the words."""

    name: str
    use_case: UseCase
    role: str
    others: tuple[str, ...] = ()  # spellings

    @property
    def spelled(self) -> tuple[str, ...]:
        return (self.name, *self.others)

    def also(self, *names: str) -> "Command":
        return replace(self, others=names)


@dataclass(frozen=True)
class Tap:
    """What a tap on a button of that verb does."""

    verb: str
    use_case: UseCase


def _command(name: str, use_case: Callable[..., Conclusion], who: Who[Any], *given: Argument[Any]) -> Command:
    """A command is dealt with where nobody on the list takes what stands behind it."""

    def run(desk: Desk, came: Heard) -> Conclusion:
        heard = addressed(desk, came)
        if listeners.hear(desk, heard) is not listeners.COMMAND:
            return None
        try:
            actor, *others = taken(desk, heard, (who, *given))
        except UnfitError:
            who.otherwise(desk, heard.caller)
            return None
        if isinstance(actor, Clinician):
            dictation.leave(desk, actor)
        concluded = use_case(desk, actor, *others)
        listeners.after_command(desk, heard)
        return concluded

    return Command(name, run, who.role)


def _button(verb: str, use_case: Callable[..., Conclusion], who: Who[Any], *given: Argument[Any]) -> Tap:
    """A button that holds something else, or that was somebody else's to tap, is an old one."""

    def run(desk: Desk, heard: Heard) -> Conclusion:
        try:
            arguments = taken(desk, addressed(desk, heard), (who, *given))
        except UnfitError:
            return OLD
        return use_case(desk, *arguments)

    return Tap(verb, run)


command: Declares[Command] = _command
button: Declares[Tap] = _button


def handler_of(entry: Command | Tap) -> Handler:
    """What Telegram's library calls for an entry of a table."""
    if isinstance(entry, Command):
        return CommandHandler(entry.spelled, take(entry.use_case, Form.COMMAND), filters=OWN)
    return CallbackQueryHandler(take(entry.use_case, Form.TAPPED), pattern=rf"^{entry.verb}(:|$)")


def message(kind: filters.BaseFilter, form: Form) -> Handler:
    return MessageHandler(kind, take(listen, form))


def listen(desk: Desk, heard: Heard) -> None:
    """Whoever on the list takes it."""
    listeners.hear(desk, addressed(desk, heard))


def take(use_case: UseCase, form: Form = Form.OTHER) -> Callable[[Update, Context], Any]:
    """A handler callback that runs a use case, with the update's being done, in one transaction."""

    async def callback(update: Update, context: Context) -> None:
        reception = reception_of(context)
        heard = _heard(update, reception, form)
        if heard and (diary := await documents.diary_of(update, reception)):
            heard = replace(heard, diary=diary)
        done, roles = await reception.store.run(_effect, reception, update.update_id, use_case, heard)
        reception.wake()
        if roles:
            reception.roles_changed()
        for what in done.after:
            if isinstance(what, OldButtons):
                context.application.create_task(tapped.take_away(context.bot, what, reception))
            else:
                await reception.see_to(what)
        if update.callback_query:
            context.application.create_task(
                tapped.answer(update.callback_query, heard, reception, done.toast)
            )

    return callback


def _effect(
    tx: Tx, reception: Reception, update_id: int, use_case: UseCase, heard: Heard | None
) -> tuple[Done, bool]:
    """The effects and "this update is done" are one; a replayed update that is done does nothing.

    Also whether somebody's menu is no longer the one of their role.
    """
    if not inbox.is_waiting(tx, update_id):
        return Done(), False
    result = None
    if heard:
        desk = Desk.at(tx, reception.clock(), reception.house)
        desk = replace(
            desk,
            written=written_before(heard.written, desk.now),
            pressing=_pressing(tx, update_id, heard.caller),
        )
        escalation.within_reach(desk, heard.caller.chat_id)
        presence.heard(tx, heard.caller.chat_id, now=desk.now)
        result = use_case(desk, heard)
    inbox.done(tx, update_id)
    done = result if isinstance(result, Done) else Done(result or Toast())
    return done, bool(staff.menus_to_show(tx))


def _pressing(tx: Tx, update_id: int, caller: Caller) -> Pressing | None:
    kept = inbox.received(tx, update_id) if caller.under else None
    return Pressing(caller.under, kept) if kept else None


def _heard(update: Update, reception: Reception, form: Form) -> Heard | None:
    """Telegram's update as a person speaking; None where no person did."""
    user = update.effective_user
    if user is None:
        return None
    language = reception.renderer.catalog.language(user.language_code)
    said, tapped = update.effective_message, update.callback_query
    return Heard(
        # In a private chat the chat's id is the person's.
        caller=Caller(user.id, language, user.first_name, under=said.message_id if said and tapped else 0),
        form=form,
        text=(said.text or said.caption or "")[:MOST_TEXT] if said and not tapped else "",
        hearing=reception.hearing(language, user.language_code),
        parts=split(tapped.data)[1:] if tapped and tapped.data else (),
        number=said.contact.phone_number if said and said.contact and said.contact.user_id == user.id else "",
        shared_zone=_shared_zone(said.location) if said and said.location else "",
        sent=_sent(said) if isinstance(said, Message) else Sent.OTHER,
        written=(said.edit_date or said.date) if isinstance(said, Message) and not tapped else None,
    )


def _sent(said: Message) -> Sent:
    if said.voice or said.audio:
        return Sent.VOICE
    return Sent.PICTURE if said.photo or said.video or said.video_note or said.animation else Sent.OTHER


def _shared_zone(there: Location) -> str:
    """The zone of a place on the map; nothing else of it goes any further."""
    return zone_at(there.latitude, there.longitude) or ""
