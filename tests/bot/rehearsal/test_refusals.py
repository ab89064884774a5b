"""What Telegram refuses is refused here, in the same words and with the same code."""

import httpx
import pytest

from bot.rehearsal import EmbeddedTelegram, Person
from tests.bot.rehearsal.api import Api
from tests.bot.rehearsal.conftest import TOKEN, Clock

LONG = "x" * 4097
SAME = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
HTML = "Bad Request: can't parse entities: "
KEY = "Bad Request: can't parse inline keyboard button: "


def keys(*row: object) -> dict[str, object]:
    return {"inline_keyboard": [list(row)]}


def key(data: str) -> dict[str, str]:
    return {"text": "Yes", "callback_data": data}


BAD_SENDS: list[tuple[dict[str, object], str]] = [
    ({"text": ""}, "Bad Request: message text is empty"),
    ({}, "Bad Request: message text is empty"),
    ({"text": " \n\t "}, "Bad Request: text must be non-empty"),
    ({"text": "<b> </b>", "parse_mode": "HTML"}, "Bad Request: text must be non-empty"),
    ({"text": LONG}, "Bad Request: message is too long"),
    ({"text": "é" * 20_000}, "Bad Request: text is too long"),
    ({"text": "x", "parse_mode": "XML"}, "Bad Request: unsupported parse_mode"),
    ({"text": "<h1>x", "parse_mode": "HTML"}, HTML + 'Unsupported start tag "h1" at byte offset 0'),
    ({"text": "x", "chat_id": ""}, "Bad Request: chat_id is empty"),
    ({"text": "x", "chat_id": 5}, "Bad Request: chat not found"),
    ({"text": "x", "chat_id": "@someone"}, "Bad Request: chat not found"),
    ({"text": "x", "chat_id": "nonsense"}, "Bad Request: chat not found"),
    (
        {"text": "x", "reply_markup": "{nonsense"},
        "Bad Request: can't parse reply keyboard markup JSON object",
    ),
    ({"text": "x", "reply_markup": [1]}, "Bad Request: object expected as reply markup"),
    (
        {"text": "x", "reply_markup": {"inline_keyboard": [1]}},
        'Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
    ),
    ({"text": "x", "reply_markup": keys("Yes")}, KEY + "InlineKeyboardButton must be an Object"),
    ({"text": "x", "reply_markup": keys({"url": "x.org"})}, KEY + 'Can\'t find field "text"'),
    (
        {"text": "x", "reply_markup": keys({"text": "Yes"})},
        KEY + "Text buttons are unallowed in the inline keyboard",
    ),
    ({"text": "x", "reply_markup": keys(key(""))}, KEY + "Text buttons are unallowed in the inline keyboard"),
    (
        {"text": "x", "reply_markup": keys({**key("y"), "style": "loud"})},
        KEY + "invalid button style specified",
    ),
    ({"text": "x", "reply_markup": keys(key("x" * 65))}, "Bad Request: BUTTON_DATA_INVALID"),
    ({"text": "x", "reply_markup": keys(key("é" * 33))}, "Bad Request: BUTTON_DATA_INVALID"),
    (
        {"text": "x", "reply_markup": {"inline_keyboard": [[key("y")]] * 101}},
        "Bad Request: reply markup is too long",
    ),
    (
        {"text": "x", "reply_markup": keys({"text": "Call", "url": "tel:+15550100"})},
        "Bad Request: inline keyboard button URL 'tel:+15550100' is invalid: Unsupported URL protocol",
    ),
    ({"text": "x", "reply_parameters": {"message_id": 99}}, "Bad Request: message to be replied not found"),
    ({"text": "x", "reply_parameters": "{"}, "Bad Request: can't parse reply parameters JSON object"),
    ({"text": "x", "business_connection_id": "b"}, "Bad Request: business connection not found"),
    ({"text": "x", "message_thread_id": 3}, "Bad Request: message thread not found"),
    ({"text": "x", "foo": 1}, 'Bad Request: unknown parameter "foo" of sendMessage'),
]


@pytest.mark.parametrize(("params", "words"), BAD_SENDS)
async def test_a_message_telegram_would_refuse_is_refused_and_not_shown(
    api: Api, pat: Person, params: dict[str, object], words: str
) -> None:
    assert await api.refusal("sendMessage", **{"chat_id": pat.id, **params}) == (400, words)
    assert pat.chat.bot_messages == []


@pytest.mark.parametrize("text", ["x" * 4096, "é" * 4096, "🙂" * 4096, "<b>" + "x" * 4096 + "</b>"])
async def test_the_limit_counts_characters_after_the_tags_are_gone(api: Api, pat: Person, text: str) -> None:
    """Code points, as Telegram's server counts: not bytes, and not UTF-16 units."""
    await api.result("sendMessage", chat_id=pat.id, text=text, parse_mode="HTML")


async def test_64_bytes_of_callback_data_are_not_too_many(api: Api, pat: Person) -> None:
    await api.result("sendMessage", chat_id=pat.id, text="x", reply_markup=keys(key("é" * 32)))


async def test_a_person_the_bot_never_met_is_no_chat(server: EmbeddedTelegram, api: Api) -> None:
    sam = server.person("Sam")
    assert await api.refusal("sendMessage", chat_id=sam.id, text="x") == (400, "Bad Request: chat not found")


async def test_a_person_met_in_a_group_must_write_first(server: EmbeddedTelegram, api: Api) -> None:
    sam = server.person("Sam")
    sam.add_to_group("Runners")
    words = "Forbidden: bot can't initiate conversation with a user"
    assert await api.refusal("sendMessage", chat_id=sam.id, text="x") == (403, words)
    sam.start()
    await api.result("sendMessage", chat_id=sam.id, text="x")


@pytest.mark.parametrize("method", ["sendMessage", "sendChatAction", "editMessageText"])
async def test_a_person_who_blocked_the_bot_hears_nothing(api: Api, pat: Person, method: str) -> None:
    sent = await api.result("sendMessage", chat_id=pat.id, text="before")
    pat.block()
    params = {
        "sendMessage": {"text": "x"},
        "sendChatAction": {"action": "typing"},
        "editMessageText": {"text": "x", "message_id": sent["message_id"]},
    }[method]
    blocked = (403, "Forbidden: bot was blocked by the user")
    assert await api.refusal(method, chat_id=pat.id, **params) == blocked
    pat.unblock()
    await api.result(method, chat_id=pat.id, **params)


async def test_a_group_that_was_left_is_closed(api: Api, pat: Person) -> None:
    group = pat.add_to_group("Runners")
    await api.result("leaveChat", chat_id=group.id)
    words = "Forbidden: bot is not a member of the group chat"
    assert await api.refusal("sendMessage", chat_id=group.id, text="x") == (403, words)
    assert await api.refusal("leaveChat", chat_id=group.id) == (403, words)
    assert await api.refusal("leaveChat", chat_id=pat.id) == (400, "Bad Request: can't leave private chats")


BAD_EDITS: list[tuple[str, dict[str, object], str]] = [
    ("editMessageText", {"text": "hello"}, SAME),
    ("editMessageReplyMarkup", {}, SAME),
    ("editMessageText", {"text": ""}, "Bad Request: message text is empty"),
    ("editMessageText", {"text": LONG}, "Bad Request: MESSAGE_TOO_LONG"),
    ("editMessageText", {"text": "x", "message_id": 99}, "Bad Request: message to edit not found"),
    ("editMessageText", {"text": "x", "message_id": 1}, "Bad Request: message can't be edited"),
    ("editMessageCaption", {"caption": "x"}, "Bad Request: there is no caption in the message to edit"),
    (
        "editMessageReplyMarkup",
        {"reply_markup": {"keyboard": [["x"]]}},
        "Bad Request: inline keyboard expected",
    ),
    ("editMessageReplyMarkup", {"reply_markup": keys(key("x" * 65))}, "Bad Request: BUTTON_DATA_INVALID"),
    ("deleteMessage", {"message_id": 99}, "Bad Request: message to delete not found"),
    ("deleteMessage", {"message_id": ""}, "Bad Request: message identifier is not specified"),
    ("deleteMessage", {"chat_id": ""}, "Bad Request: chat identifier is not specified"),
]


@pytest.mark.parametrize(("method", "params", "words"), BAD_EDITS)
async def test_a_bad_edit_is_refused_and_changes_nothing(
    api: Api, pat: Person, method: str, params: dict[str, object], words: str
) -> None:
    sent = await api.result("sendMessage", chat_id=pat.id, text="hello")
    asked = {"chat_id": pat.id, "message_id": sent["message_id"], **params}
    assert await api.refusal(method, **asked) == (400, words)
    assert pat.chat.last
    assert pat.chat.last.json == sent


async def test_an_edit_names_a_message(api: Api) -> None:
    words = "Bad Request: message identifier is not specified"
    assert await api.refusal("editMessageText", text="x") == (400, words)
    inline = await api.refusal("editMessageText", text="x", inline_message_id="AAA")
    assert inline == (400, "Bad Request: MESSAGE_ID_INVALID")


async def test_a_picture_has_no_text_to_edit_and_its_caption_has_a_limit(api: Api, pat: Person) -> None:
    picture = pat.photo().body["photo"][0]["file_id"]
    long = await api.refusal("sendPhoto", chat_id=pat.id, photo=picture, caption="x" * 1025)
    assert long == (400, "Bad Request: message caption is too long")
    sent = await api.result("sendPhoto", chat_id=pat.id, photo=picture, caption="x" * 1024)
    where = {"chat_id": pat.id, "message_id": sent["message_id"]}
    no_text = (400, "Bad Request: there is no text in the message to edit")
    assert await api.refusal("editMessageText", text="x", **where) == no_text
    too_long = (400, "Bad Request: MEDIA_CAPTION_TOO_LONG")
    assert await api.refusal("editMessageCaption", caption="x" * 1025, **where) == too_long


async def test_nothing_can_be_deleted_after_48_hours(api: Api, pat: Person, clock: Clock) -> None:
    sent = await api.result("sendMessage", chat_id=pat.id, text="hello")
    clock.move(hours=48)
    words = "Bad Request: message can't be deleted for everyone"
    assert await api.refusal("deleteMessage", chat_id=pat.id, message_id=sent["message_id"]) == (400, words)


async def test_a_tap_is_answered_once_and_within_150_seconds(api: Api, pat: Person, clock: Clock) -> None:
    await api.result("sendMessage", chat_id=pat.id, text="x", reply_markup=keys(key("y")))
    late, once = pat.tap("Yes"), pat.tap("Yes")
    assert await api.refusal("answerCallbackQuery", callback_query_id="1") == (400, TOO_OLD)
    clock.move(seconds=149)
    await api.result("answerCallbackQuery", callback_query_id=once)
    assert await api.refusal("answerCallbackQuery", callback_query_id=once) == (400, TOO_OLD)
    long = await api.refusal("answerCallbackQuery", callback_query_id=late, text="x" * 201)
    assert long == (400, "Bad Request: MESSAGE_TOO_LONG")
    url = await api.refusal("answerCallbackQuery", callback_query_id=late, url="https://example.org")
    assert url == (400, "Bad Request: URL_INVALID")
    clock.move(seconds=1)
    assert await api.refusal("answerCallbackQuery", callback_query_id=late) == (400, TOO_OLD)


@pytest.mark.parametrize(
    ("token", "method", "code", "words"),
    [
        ("110201543:another-secret", "getMe", 401, "Unauthorized"),
        ("42:rehearsal-secret", "getMe", 401, "Unauthorized"),
        ("nonsense", "getMe", 404, "Not Found"),
        ("110201543:", "getMe", 404, "Not Found"),
        (TOKEN, "getYou", 404, "Not Found: method not found"),
        (TOKEN, "", 404, "Not Found: method not found"),
    ],
)
async def test_a_wrong_token_is_unauthorized_and_a_wrong_path_is_not_found(
    server: EmbeddedTelegram, token: str, method: str, code: int, words: str
) -> None:
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"{server.url}/bot{token}/{method}")
    assert answer.json() == {"ok": False, "error_code": code, "description": words}
    assert answer.status_code == code


async def test_a_body_that_is_no_json_object_is_refused(api: Api) -> None:
    for body in ("{", "[]"):
        answer = await api.client.post("getMe", content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code == 400


async def test_a_wrong_action_is_refused(api: Api, pat: Person) -> None:
    words = "Bad Request: wrong parameter action in request"
    assert await api.refusal("sendChatAction", chat_id=pat.id, action="dancing") == (400, words)


async def test_markdown_is_refused_plainly(api: Api, pat: Person) -> None:
    told = await api.refusal("sendMessage", chat_id=pat.id, text="*x*", parse_mode="MarkdownV2")
    assert told == (400, "Bad Request: this rehearsal reads parse_mode HTML only")


async def test_a_webhook_that_is_not_on_this_machine_is_refused(api: Api) -> None:
    code, words = await api.refusal("setWebhook", url="https://example.org")
    assert (code, words.partition(":")[0]) == (400, "Bad Request")
