"""What people can do with a client, and what the bot hears of it."""

from typing import Any

import pytest

from bot.rehearsal import Button, EmbeddedTelegram, Person
from tests.bot.rehearsal.api import Api
from tests.bot.rehearsal.conftest import TOKEN, Clock


def keys(*labels: str) -> dict[str, object]:
    return {"inline_keyboard": [[{"text": label, "callback_data": label.lower()} for label in labels]]}


def heard(server: EmbeddedTelegram, kind: str) -> list[dict[str, Any]]:
    return [update[kind] for update in server.pending if kind in update]


async def test_start_carries_its_payload_and_is_marked_as_a_command(server: EmbeddedTelegram) -> None:
    message = server.person("Pat", language="de").start("enrol-4711")
    [told] = heard(server, "message")
    assert told["text"] == message.text == "/start enrol-4711"
    assert told["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert told["from"] == {
        "id": 7_000_000_001,
        "is_bot": False,
        "first_name": "Pat",
        "language_code": "de",
    }


async def test_ids_are_given_or_free_and_never_shared(server: EmbeddedTelegram) -> None:
    server.person("Pat", user_id=7_000_000_001)
    assert server.person("Sam").id == 7_000_000_002
    with pytest.raises(ValueError, match="somebody already"):
        server.person("Kim", user_id=7_000_000_002)


async def test_a_tap_goes_to_the_newest_message_that_has_the_button(
    server: EmbeddedTelegram, api: Api, pat: Person
) -> None:
    for text in ("first", "second"):
        await api.result("sendMessage", chat_id=pat.id, text=text, reply_markup=keys("Done", "Later"))
    await api.result("sendMessage", chat_id=pat.id, text="third", reply_markup=keys("Other"))
    pat.tap("Later")
    [query] = heard(server, "callback_query")
    assert query["data"] == "later"
    assert query["message"]["text"] == "second"
    with pytest.raises(LookupError, match="Never"):
        pat.tap("Never")


async def test_a_tap_on_a_message_as_it_was_seen_sends_what_was_seen(
    server: EmbeddedTelegram, api: Api, pat: Person
) -> None:
    """The finger was on the button while the bot took it away."""
    sent = await api.result("sendMessage", chat_id=pat.id, text="Well?", reply_markup=keys("Done"))
    seen = pat.chat.bot_messages[0]
    assert seen.buttons == ((Button("Done", "done"),),)
    where = {"chat_id": pat.id, "message_id": sent["message_id"]}
    await api.result("editMessageText", text="Gone", **where)
    pat.tap(seen, "Done")
    await api.result("deleteMessage", **where)
    pat.tap(seen, "Done")
    edited, deleted = (query["message"] for query in heard(server, "callback_query"))
    assert edited["text"] == "Gone"
    assert deleted == {"chat": seen.chat, "message_id": seen.id, "date": 0}


async def test_a_client_can_send_any_data(server: EmbeddedTelegram, api: Api, pat: Person) -> None:
    await api.result("sendMessage", chat_id=pat.id, text="x", reply_markup=keys("Done"))
    pat.tap_data(2, "someone-elses:42")
    assert heard(server, "callback_query")[0]["data"] == "someone-elses:42"
    with pytest.raises(LookupError, match="no such message"):
        pat.tap_data(99, "x")


async def test_the_answer_to_a_tap_is_shown(api: Api, pat: Person) -> None:
    await api.result("sendMessage", chat_id=pat.id, text="x", reply_markup=keys("Done"))
    query = pat.tap("Done")
    await api.result("answerCallbackQuery", callback_query_id=query, text="Well done", show_alert=True)
    assert [(t.query_id, t.text, t.alert) for t in pat.chat.toasts] == [(query, "Well done", True)]


async def test_one_edits_ones_own_texts_only(
    server: EmbeddedTelegram, api: Api, pat: Person, clock: Clock
) -> None:
    message = pat.say("sore: 3")
    clock.move(minutes=1)
    edited = pat.edit(message.id, "sore: 8")
    [told] = heard(server, "edited_message")
    assert (told["text"], told["message_id"]) == ("sore: 8", message.id)
    assert told["edit_date"] == told["date"] + 60
    assert edited.edited
    await api.result("sendMessage", chat_id=pat.id, text="x")
    for others in (pat.chat.bot_messages[0], pat.photo()):
        with pytest.raises(LookupError, match="own text"):
            pat.edit(others, "y")


async def test_one_deletes_a_message_and_no_update_tells_the_bot(
    server: EmbeddedTelegram, pat: Person
) -> None:
    before = len(server.pending)
    pat.delete(1)
    assert pat.chat.messages[0].deleted
    assert len(server.pending) == before


async def test_blocking_is_told_once_and_a_blocker_must_unblock_to_write(
    server: EmbeddedTelegram, pat: Person
) -> None:
    pat.block()
    pat.block()
    assert pat.blocking
    with pytest.raises(PermissionError):
        pat.say("hello")
    pat.start()
    states = [told["new_chat_member"]["status"] for told in heard(server, "my_chat_member")]
    assert states == ["kicked", "member"]
    assert heard(server, "my_chat_member")[0]["new_chat_member"]["until_date"] == 0


async def test_in_a_group_the_bot_hears_commands_meant_for_it(
    server: EmbeddedTelegram, api: Api, pat: Person
) -> None:
    group = pat.add_to_group("Runners")
    for text in ("hello", "/plan", "/plan@aftercare_rehearsal_bot", "/plan@another_bot"):
        pat.say_in_group(group, text)
    texts = [told.get("text") for told in heard(server, "message")]
    assert texts == ["/start", None, "/plan", "/plan@aftercare_rehearsal_bot"]
    assert [told["new_chat_member"]["status"] for told in heard(server, "my_chat_member")] == ["member"]
    await api.result("leaveChat", chat_id=group.id)
    pat.say_in_group(group, "/plan")
    assert len(heard(server, "message")) == 4


async def test_typing_shows_until_the_message_or_five_seconds(api: Api, pat: Person, clock: Clock) -> None:
    await api.result("sendChatAction", chat_id=pat.id, action="typing")
    clock.move(seconds=4)
    assert pat.chat.typing
    clock.move(seconds=1)
    assert not pat.chat.typing
    await api.result("sendChatAction", chat_id=pat.id, action="typing")
    await api.result("sendMessage", chat_id=pat.id, text="x")
    assert not pat.chat.typing
    await api.result("sendChatAction", chat_id=pat.id, action="typing")
    await api.result("sendChatAction", chat_id=pat.id, action="cancel")
    assert not pat.chat.typing


async def test_a_client_sends_no_empty_and_no_endless_text(pat: Person) -> None:
    for text in ("", "  \n", "x" * 4097):
        with pytest.raises(ValueError, match="4096"):
            pat.say(text)


async def test_a_mention_links_only_to_someone_there_is(api: Api, pat: Person) -> None:
    link = '<a href="tg://user?id={}">x</a>'
    for user_id in (pat.id, 42):
        await api.result("sendMessage", chat_id=pat.id, text=link.format(user_id), parse_mode="HTML")
    known, unknown = pat.chat.bot_messages
    assert known.body["entities"] == [{"type": "text_mention", "offset": 0, "length": 1, "user": pat.user}]
    assert "entities" not in unknown.body


async def test_a_reply_keyboard_is_taken_but_not_part_of_the_message(api: Api, pat: Person) -> None:
    keyboard = {"keyboard": [["Yes"]], "one_time_keyboard": True}
    sent = await api.result(
        "sendMessage", chat_id=pat.id, text="x", reply_markup=keyboard, protect_content=True
    )
    assert "reply_markup" not in sent
    assert sent["has_protected_content"]


async def test_a_button_without_words_is_left_out(api: Api, pat: Person) -> None:
    silent, spoken = {"text": "", "callback_data": "x"}, {"text": "Yes", "callback_data": "y"}
    for row in ([silent, spoken], [silent]):
        await api.result("sendMessage", chat_id=pat.id, text="x", reply_markup={"inline_keyboard": [row]})
    first, second = pat.chat.bot_messages
    assert (first.labels, second.labels) == (("Yes",), ())


async def test_links_on_buttons_are_kept_as_telegram_keeps_them(api: Api, pat: Person) -> None:
    row = [{"text": "Site", "url": "example.org"}, {"text": "Copy", "copy_text": {"text": "x"}}]
    await api.result("sendMessage", chat_id=pat.id, text="x", reply_markup={"inline_keyboard": [row]})
    assert pat.chat.bot_messages[0].buttons == ((Button("Site", url="http://example.org/"), Button("Copy")),)
    with pytest.raises(LookupError, match="no button"):
        pat.tap(pat.chat.bot_messages[0], "Copy")


async def test_a_reply_to_what_is_gone_goes_out_alone_if_allowed(api: Api, pat: Person) -> None:
    reply = {"message_id": 99, "allow_sending_without_reply": True}
    sent = await api.result("sendMessage", chat_id=pat.id, text="x", reply_parameters=reply)
    assert "reply_to_message" not in sent


async def test_entities_given_are_kept_and_malformed_ones_dropped(api: Api, pat: Person) -> None:
    bold = {"type": "bold", "offset": 0, "length": 1}
    for entities in ([bold], "{nonsense"):
        await api.result("sendMessage", chat_id=pat.id, text="x", entities=entities)
    first, second = pat.chat.bot_messages
    assert first.body["entities"] == [bold]
    assert "entities" not in second.body


async def test_link_previews_are_told_back(api: Api, pat: Person) -> None:
    off = {"is_disabled": True}
    sent = await api.result("sendMessage", chat_id=pat.id, text="x", link_preview_options=off)
    assert sent["link_preview_options"] == off


def test_a_token_looks_like_a_token(clock: Clock) -> None:
    for token in ("", "nonsense", "x:y"):
        with pytest.raises(ValueError, match="token"):
            EmbeddedTelegram(token=token, clock=clock)
    assert EmbeddedTelegram(token=TOKEN, clock=clock).people == []
