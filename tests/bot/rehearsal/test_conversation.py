"""A real python-telegram-bot Application, talking to people through the server."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from typing import Any

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    MenuButtonCommands,
    Message,
    MessageOriginHiddenUser,
    Update,
)
from telegram.constants import ChatMemberStatus
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.rehearsal import EmbeddedTelegram, Person
from bot.rehearsal.pictures import plain_picture
from tests.bot.rehearsal.conftest import TOKEN, Clock
from tests.patience import PATIENCE

YES = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="y")]])


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message
    await update.message.reply_html(f"<b>{update.message.text}</b>", reply_markup=YES)


async def answer(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.callback_query
    await update.callback_query.answer("Thank you", show_alert=True)
    await update.callback_query.edit_message_text("Answered")


@asynccontextmanager
async def running(server: EmbeddedTelegram) -> AsyncIterator[Application[Any, Any, Any, Any, Any, Any]]:
    """The bot as it is run in earnest, but for its address."""
    builder = ApplicationBuilder().token(TOKEN).base_url(f"{server.url}/bot").read_timeout(PATIENCE)
    app = builder.base_file_url(f"{server.url}/file/bot").build()
    app.add_handlers([MessageHandler(filters.TEXT, echo), CallbackQueryHandler(answer)])
    async with app:
        assert app.updater
        await app.start()
        await app.updater.start_polling(timeout=1)
        await server.until(lambda: server.polled)
        yield app
        await app.updater.stop()
        await app.stop()


async def test_a_person_and_a_bot_have_a_conversation(server: EmbeddedTelegram) -> None:
    pat = server.person("Pat")
    async with running(server):
        pat.start()
        echoed = await server.until(lambda: pat.chat.last)
        assert (echoed.text, echoed.labels) == ("/start", ("Yes",))
        pat.tap("Yes")
        await server.until(lambda: pat.chat.last and pat.chat.last.text == "Answered")
    assert [(toast.text, toast.alert) for toast in pat.chat.toasts] == [("Thank you", True)]
    assert pat.chat.last
    assert pat.chat.last.edited
    assert pat.chat.last.buttons == ()


async def test_a_bot_that_comes_back_finds_what_was_said_meanwhile(server: EmbeddedTelegram) -> None:
    pat = server.person("Pat")
    pat.start()
    async with running(server):
        await server.until(lambda: pat.chat.last)
    pat.say("are you there")
    async with running(server):
        await server.until(lambda: pat.chat.last and pat.chat.last.text == "are you there")
    assert [message.text for message in pat.chat.bot_messages] == ["/start", "are you there"]


async def test_a_bot_lives_through_an_outage(server: EmbeddedTelegram) -> None:
    pat = server.person("Pat")
    async with running(server):
        await server.outage(True)
        pat.start()
        await server.outage(False)
        await server.until(lambda: pat.chat.last)


async def test_ptb_reads_every_kind_of_thing_a_person_sends(
    server: EmbeddedTelegram, bot: Bot, pat: Person
) -> None:
    acts = (pat.photo, pat.voice, pat.sticker, pat.contact, pat.location, pat.block, pat.unblock)
    for act in acts:
        act()
    pat.forward("/start")
    group = pat.add_to_group("Runners")
    updates = await bot.get_updates(offset=-(len(server.pending) - 1))
    messages = [update.message for update in updates if update.message]
    photo, voice, sticker, contact, location, forward, joined = messages
    assert photo.photo[-1].width == 320
    assert voice.voice
    assert sticker.sticker
    assert contact.contact
    assert location.location
    assert isinstance(forward.forward_origin, MessageOriginHiddenUser)
    assert joined.new_chat_members[0].id == bot.id
    states = [u.my_chat_member.new_chat_member.status for u in updates if u.my_chat_member]
    assert states == [ChatMemberStatus.BANNED, ChatMemberStatus.MEMBER, ChatMemberStatus.MEMBER]
    assert await bot.leave_chat(group.id)


async def test_ptb_sends_edits_and_deletes(bot: Bot, pat: Person) -> None:
    sent = await bot.send_message(pat.id, "one", reply_markup=YES)
    await sent.edit_reply_markup(None)
    assert pat.chat.last
    assert not pat.chat.last.edited
    await sent.edit_text("two", reply_markup=YES)
    assert (pat.chat.last.text, pat.chat.last.labels) == ("two", ("Yes",))
    assert pat.chat.last.edited
    reply = await sent.reply_text("three", do_quote=True)
    assert reply.reply_to_message
    assert reply.reply_to_message.text == "two"
    await reply.delete()
    assert [message.text for message in pat.chat.bot_messages] == ["two"]
    assert await bot.send_chat_action(pat.id, "typing")
    assert pat.chat.typing


async def test_ptb_uploads_reuses_and_downloads(bot: Bot, pat: Person) -> None:
    picture = await bot.send_photo(
        pat.id, BytesIO(plain_picture(600, 200)), caption="<i>c</i>", parse_mode="HTML"
    )
    assert (picture.photo[0].width, picture.photo[0].height, picture.caption) == (600, 200, "c")
    again = await bot.send_photo(pat.id, picture.photo[0].file_id)
    assert again.photo == picture.photo
    await picture.edit_caption("d", reply_markup=YES)
    told = await bot.send_document(pat.id, InputFile(b"a,b\n", filename="my-data.csv"), caption="yours")
    assert told.document
    assert (told.document.file_name, told.document.file_size) == ("my-data.csv", 4)
    file = await told.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"a,b\n"


async def test_ptb_changes_the_buttons_and_the_caption_of_its_own_picture_and_file(
    bot: Bot, pat: Person
) -> None:
    """The file itself stays; a change of buttons alone is not marked as an edit."""
    picture = await bot.send_photo(pat.id, BytesIO(plain_picture(300, 300)), "scan me", reply_markup=YES)
    document = await bot.send_document(pat.id, BytesIO(b"x"), "keep me", filename="x.txt", reply_markup=YES)
    for sent, kind in ((picture, "photo"), (document, "document")):
        await bot.edit_message_reply_markup(pat.id, sent.message_id, reply_markup=None)
        shown = pat.chat.messages[sent.message_id - 1]
        assert (shown.caption, shown.labels, shown.edited) == (sent.caption, (), False)
        told = await bot.edit_message_caption(pat.id, sent.message_id, caption="used up", reply_markup=YES)
        assert isinstance(told, Message)
        assert (told.caption, told[kind]) == ("used up", sent[kind])
        shown = pat.chat.messages[sent.message_id - 1]
        assert (shown.labels, shown.edited) == (("Yes",), True)
        await bot.edit_message_caption(pat.id, sent.message_id)
        assert pat.chat.messages[sent.message_id - 1].caption is None


async def test_ptb_sets_what_is_shown_of_the_bot(bot: Bot, pat: Person) -> None:
    await bot.set_my_commands([BotCommand("plan", "What comes next")], scope=BotCommandScopeChat(pat.id))
    assert pat.commands == [{"command": "plan", "description": "What comes next"}]
    await bot.set_chat_menu_button(pat.id, MenuButtonCommands())
    assert isinstance(await bot.get_chat_menu_button(pat.id), MenuButtonCommands)
    await bot.set_my_description("A companion", language_code="de")
    assert (await bot.get_my_description("de")).description == "A companion"
    assert (await bot.get_my_description()).description == ""
    assert (await bot.get_chat(pat.id)).first_name == "Pat"
    assert (await bot.get_me()).username == "aftercare_rehearsal_bot"


async def test_who_waits_in_vain_is_told_what_was_said_last(clock: Clock) -> None:
    server = EmbeddedTelegram(token=TOKEN, clock=clock)
    with pytest.raises(TimeoutError, match="nothing"):
        await server.until(lambda: False, timeout=0.01)
    sam = server.person("Sam")
    sam.start()
    with pytest.raises(TimeoutError, match="Sam: /start"):
        await server.until(lambda: False, timeout=0.01)


async def test_many_things_at_once_are_all_seen(server: EmbeddedTelegram, bot: Bot, pat: Person) -> None:
    await asyncio.gather(*(bot.send_message(pat.id, str(n)) for n in range(50)))
    assert sorted(int(message.words) for message in pat.chat.bot_messages) == list(range(50))
    assert [message.id for message in pat.chat.messages] == list(range(1, 52))
    assert sum(call.ok for call in server.calls if call.method == "sendMessage") == 50
