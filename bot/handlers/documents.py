"""A document of a colleague is fetched and read before its update is dealt with; it is kept nowhere."""

import asyncio
import logging

from telegram import Document as Sent
from telegram import Update
from telegram.error import TelegramError

from bot.handlers.context import Reception
from bot.store import staff
from messages.heard.diary.document import DocumentKind, is_excel
from messages.heard.diary.reading import DiaryFile, read_document

log = logging.getLogger(__name__)
MOST_BYTES = 512 * 1024  # a diary of thousands of appointments
FETCHING = 5.0  # seconds in all: other updates wait meanwhile, and some of them may be urgent


async def diary_of(update: Update, reception: Reception) -> DiaryFile | None:
    """What a colleague has sent as a document; None where there is none, or who sent it is no colleague."""
    said, user = update.message, update.effective_user
    if said is None or said.document is None or user is None or said.chat.id != user.id:
        return None
    if await reception.store.run(staff.by_chat, user.id) is None:
        return None
    name, size = said.document.file_name or "", said.document.file_size or 0
    if is_excel(name):
        return DiaryFile(problem=DocumentKind.EXCEL.value)
    if size > MOST_BYTES:
        return DiaryFile(problem="too_big")
    content = await _fetched(said.document)
    if content is None:
        return DiaryFile(problem="not_fetched")
    house = reception.house
    zone = house.clinic.zone
    today = reception.clock().astimezone(zone).date()
    return await asyncio.to_thread(read_document, name, content, zone, today, house.diary_columns)


async def _fetched(document: Sent) -> bytes | None:
    """The bytes; None where Telegram does not give them in time, or gives more than it said."""
    try:
        async with asyncio.timeout(FETCHING):
            file = await document.get_file()
            content = bytes(await file.download_as_bytearray())
    except (TelegramError, TimeoutError) as error:
        log.warning("a document could not be fetched: %s", type(error).__name__)
        return None
    return content if len(content) <= MOST_BYTES else None
