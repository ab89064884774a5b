"""What was rendered is given to Telegram: as a text, a picture or a paper, with its keyboard."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram import Message as Sent
from telegram.error import BadRequest

from bot.care.ground.says.buttons import Keyboard
from bot.render.curve import NotDrawnError
from bot.render.gathered import Draw, Gathered
from bot.render.sketches import Pictured
from bot.render.text import Rendered

log = logging.getLogger(__name__)


async def drawn(rendered: Rendered, gathered: Callable[[Gathered], Awaitable[Draw]]) -> bytes | None:
    """What takes as long to draw as a hundred messages to send: in a thread, nobody waits for it."""
    if isinstance(rendered.paper, Gathered):
        return await asyncio.to_thread(await gathered(rendered.paper))
    if rendered.paper:
        return await asyncio.to_thread(rendered.paper.pdf)
    try:
        return await asyncio.to_thread(rendered.plot.png) if rendered.plot else None
    except (NotDrawnError, ValueError, OSError) as error:
        log.warning("a picture could not be drawn, so its words go alone: %s", error)
        return None


async def hand_over(bot: Bot, chat_id: int, rendered: Rendered, drawn: bytes | None = None) -> Sent:
    """Give it to Telegram: as a text, or a picture or a paper with a caption; `drawn` is what took long."""
    markup, bold = _markup(rendered), _bold(rendered)
    if rendered.paper and drawn:
        return await bot.send_document(
            chat_id,
            drawn,
            filename=rendered.paper.name,
            caption=rendered.text,
            caption_entities=bold,
            reply_markup=markup,
        )
    if picture := rendered.picture or drawn:
        try:
            return await bot.send_photo(
                chat_id, picture, caption=rendered.text, caption_entities=bold, reply_markup=markup
            )
        except BadRequest as refused:  # which proves that nothing was sent
            if not isinstance(rendered.plot, Pictured):
                raise
            log.warning("a drawing was not taken, so its words go alone: %s", type(refused).__name__)
    no_preview = LinkPreviewOptions(is_disabled=True)
    return await bot.send_message(
        chat_id, rendered.text, entities=bold, reply_markup=markup, link_preview_options=no_preview
    )


def _bold(rendered: Rendered) -> list[MessageEntity]:
    """Told beside the text, so that nothing in it needs to be escaped."""
    return [MessageEntity(MessageEntity.BOLD, offset, length) for offset, length in rendered.bold]


def _markup(rendered: Rendered) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None:
    if rendered.keyboard is Keyboard.AWAY:
        return ReplyKeyboardRemove()
    if rendered.keyboard is not Keyboard.UNDER:
        return _in_place(rendered)
    if not rendered.buttons:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(text, callback_data=data) for text, data in row] for row in rendered.buttons]
    )


def _in_place(rendered: Rendered) -> ReplyKeyboardMarkup:
    """Keys in the place of one's own, for once: the first sends what is asked for, others their words."""
    contact = rendered.keyboard is Keyboard.CONTACT
    labels = [text for row in rendered.buttons for text, _ in row]
    keys = [
        [KeyboardButton(text, request_contact=not place)]
        if contact
        else [KeyboardButton(text, request_location=not place)]
        for place, text in enumerate(labels)
    ]
    return ReplyKeyboardMarkup(keys, resize_keyboard=True, one_time_keyboard=True)
