"""What follows a tap at once: the passing line, and what was asked shows what was answered."""

import logging

from telegram import Bot, CallbackQuery, InlineKeyboardMarkup, LinkPreviewOptions, Message, MessageEntity
from telegram.error import BadRequest, TelegramError

from bot.care.ground.desk import Toast
from bot.care.ground.heard import Heard
from bot.care.ground.on_phones import OldButtons
from bot.handlers.context import Reception
from bot.render.steps import LONGEST
from bot.render.text import LONGEST_CAPTION

log = logging.getLogger(__name__)
# A tap of which one hears this was no answer, or not the first.
UNTAKEN = frozenset(
    {"toasts.old", "toasts.already", "toasts.link_over", "toasts.case_over", "toasts.seen_already"}
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
    left = reception.still_there(toast.left, language)
    label = _label(query) if toast.key not in UNTAKEN else None
    chosen = reception.renderer.chosen(label, language) if label else ""
    try:
        if not await _written_under(query, chosen, left):
            await query.edit_message_reply_markup(left)
    except TelegramError as error:
        log.debug("buttons were not taken away: %s", type(error).__name__)


async def take_away(bot: Bot, old: OldButtons, reception: Reception) -> None:
    """Take buttons off that do nothing any more, wherever Telegram still lets that be done."""
    for one in old.under:
        left = reception.still_there(one.left, one.language)
        try:
            await bot.edit_message_reply_markup(chat_id=one.chat_id, message_id=one.number, reply_markup=left)
        except TelegramError as error:
            log.debug("old buttons were not taken away: %s", type(error).__name__)


def _label(query: CallbackQuery) -> str | None:
    """The words of the button that was tapped, if it stands under the message: a client can send any data."""
    message = query.message
    if not isinstance(message, Message) or message.reply_markup is None:
        return None
    buttons = (button for row in message.reply_markup.inline_keyboard for button in row)
    return next((button.text for button in buttons if button.callback_data == query.data), None)


async def _written_under(query: CallbackQuery, chosen: str, left: InlineKeyboardMarkup | None) -> bool:
    """Whether what was asked now also says what was answered: not where it has no room for that."""
    message = query.message
    if not chosen or not isinstance(message, Message):
        return False
    said, most = (message.text, LONGEST) if message.text else (message.caption or "", LONGEST_CAPTION)
    whole = f"{said}\n\n{chosen}".strip()
    if len(whole) > most:
        return False
    bold = [one for one in message.entities or message.caption_entities if one.type == MessageEntity.BOLD]
    try:
        if message.text:
            plain = LinkPreviewOptions(is_disabled=True)
            await query.edit_message_text(whole, entities=bold, reply_markup=left, link_preview_options=plain)
        else:
            await query.edit_message_caption(whole, caption_entities=bold, reply_markup=left)
    except BadRequest as error:
        log.debug("an answer was not written under its question: %s", type(error).__name__)
        return False
    return True
