"""What was rendered is given to Telegram: as a text, a picture or a paper, with its keyboard."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from telegram import Bot, MessageEntity
from telegram.error import BadRequest

from bot.care.ground.says.buttons import Keyboard
from bot.render.curve import NotDrawnError
from bot.render.gathered import Draw, Gathered
from bot.render.sketches import Pictured
from bot.render.text import Rendered
from bot.telegram_request import asked

log = logging.getLogger(__name__)
Parameters = dict[str, Any]
NO_PREVIEW = {"is_disabled": True}
MOST = 2**53  # that a number of Telegram's may be
LATEST = 2**40  # seconds since 1970


@dataclass(frozen=True)
class Arrived:
    """Telegram's number of a message and when it was taken, where it says so."""

    number: int | None
    at: datetime | None


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


async def hand_over(bot: Bot, chat_id: int, rendered: Rendered, drawn: bytes | None = None) -> Arrived:
    """Give it to Telegram: as a text, or a picture or a paper with a caption; `drawn` is what took long."""
    picture, markup = rendered.picture or drawn, _markup(rendered)
    if not picture:
        return await _say(bot, chat_id, rendered, markup)
    said: Parameters = {"caption": rendered.text, "caption_entities": _bold(rendered)}
    around: Parameters = {**said, "reply_markup": markup}
    if rendered.paper and drawn:
        sent = await bot.send_document(chat_id, drawn, filename=rendered.paper.name, **around)
        return Arrived(sent.message_id, sent.date)
    try:
        sent = await bot.send_photo(chat_id, picture, **around)
    except BadRequest as refused:  # which proves that nothing was sent
        if not isinstance(rendered.plot, Pictured):
            raise
        log.warning("a drawing was not taken, so its words go alone: %s", type(refused).__name__)
        return await _say(bot, chat_id, rendered, markup)
    return Arrived(sent.message_id, sent.date)


async def _say(bot: Bot, chat_id: int, rendered: Rendered, markup: Parameters | None) -> Arrived:
    """As the library's `send_message` does, without its objects, which take longer than all the rest.

    What is bold is told beside the text, so that nothing in it needs to be escaped.
    """
    said: Parameters = {"chat_id": chat_id, "text": rendered.text, "link_preview_options": NO_PREVIEW}
    if rendered.bold:
        said["entities"] = _bold(rendered)
    if markup:
        said["reply_markup"] = markup
    return arrived(await bot.request.post(f"{bot.base_url}/sendMessage", asked(said)))


def _bold(rendered: Rendered) -> list[Parameters]:
    """As Telegram has it, which the library passes on as it is."""
    return [
        {"type": MessageEntity.BOLD, "offset": offset, "length": length} for offset, length in rendered.bold
    ]


def arrived(result: object) -> Arrived:
    """What Telegram says of what it took, as far as that can be read."""
    said = result if isinstance(result, dict) else {}
    number, at = said.get("message_id"), said.get("date")
    moment = datetime.fromtimestamp(at, UTC) if type(at) is int and 0 < at < LATEST else None
    return Arrived(number if type(number) is int and abs(number) <= MOST else None, moment)


def _markup(rendered: Rendered) -> Parameters | None:
    if rendered.keyboard is Keyboard.AWAY:
        return {"remove_keyboard": True}
    if rendered.keyboard is not Keyboard.UNDER:
        return _in_place(rendered)
    if not rendered.buttons:
        return None
    rows = [[{"text": text, "callback_data": data} for text, data in row] for row in rendered.buttons]
    return {"inline_keyboard": rows}


def _in_place(rendered: Rendered) -> Parameters:
    """Keys in the place of one's own, for once: the first sends what is asked for, others their words."""
    asks = "request_contact" if rendered.keyboard is Keyboard.CONTACT else "request_location"
    labels = [text for row in rendered.buttons for text, _ in row]
    keys = [[{"text": text} if place else {"text": text, asks: True}] for place, text in enumerate(labels)]
    return {"keyboard": keys, "resize_keyboard": True, "one_time_keyboard": True}
