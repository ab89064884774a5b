"""Being blocked, unblocked, and added where the bot does not belong."""

import logging

from telegram import Bot, ChatMember, Update
from telegram.constants import ChatType
from telegram.error import TelegramError
from telegram.ext import ChatMemberHandler, MessageHandler, filters

from bot.care.alerts import escalation
from bot.care.ground.desk import Desk
from bot.care.ground.heard import Heard
from bot.care.patient import pauses
from bot.handlers.context import Context, Handler
from bot.handlers.dispatch import take

log = logging.getLogger(__name__)
PRESENT = (ChatMember.MEMBER, ChatMember.ADMINISTRATOR)


def blocked(desk: Desk, heard: Heard) -> None:
    escalation.gone(desk, heard.caller)
    for patient in heard.caller.people(desk):
        pauses.out_of_reach(desk, patient)


def unblocked(desk: Desk, heard: Heard) -> None:
    del desk, heard  # to be heard from at all has ended it


def nothing(desk: Desk, heard: Heard) -> None:
    del desk, heard


async def membership(update: Update, context: Context) -> None:
    change = update.my_chat_member
    if change is None or change.chat.type != ChatType.PRIVATE:
        await leave(update, context)
        return
    present = change.new_chat_member.status in PRESENT
    await take(unblocked if present else blocked)(update, context)


async def leave(update: Update, context: Context) -> None:
    """A group would show one patient's messages to others; nothing that is said there has any effect."""
    await take(nothing)(update, context)
    change, chat = update.my_chat_member, update.effective_chat
    if chat is None or (change and change.new_chat_member.status not in PRESENT):
        return
    context.application.create_task(_leave(context.bot, chat.id))  # nobody waits for that


async def _leave(bot: Bot, chat_id: int) -> None:
    try:
        await bot.leave_chat(chat_id)
    except TelegramError as error:
        log.info("a group could not be left: %s", type(error).__name__)


HANDLERS: list[Handler] = [
    ChatMemberHandler(membership, ChatMemberHandler.MY_CHAT_MEMBER),
    MessageHandler(~filters.ChatType.PRIVATE, leave),
]
