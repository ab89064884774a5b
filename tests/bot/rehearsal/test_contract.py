"""The server against the Bot API's own description."""

import pytest

from bot.rehearsal import EmbeddedTelegram, Person
from bot.rehearsal.methods import DOES
from bot.rehearsal.parameters import METHODS
from bot.rehearsal.trouble import RateLimited
from bot.rehearsal.updates import KINDS
from tests.bot.rehearsal.api import API, Api, check, needs_api


def test_every_method_named_is_also_done() -> None:
    """A parameter table without a method, or a method without one, would be a trap."""
    assert set(METHODS) == set(DOES)


@needs_api
@pytest.mark.parametrize("method", METHODS)
def test_the_known_parameters_of_each_method_are_exactly_the_bot_apis(method: str) -> None:
    """So that a parameter which the bot invents is refused, and one which Telegram adds is noticed."""
    assert set(METHODS[method]) == {field["name"] for field in API["methods"][method].get("fields", [])}


@needs_api
def test_the_kinds_of_update_are_exactly_the_bot_apis() -> None:
    fields = {field["name"] for field in API["types"]["Update"]["fields"]}
    assert set(KINDS) == fields - {"update_id"}


@needs_api
async def test_a_refusal_carries_the_bot_apis_response_parameters(server: EmbeddedTelegram, api: Api) -> None:
    server.trouble("getMe", RateLimited(7))
    check((await api("getMe"))["parameters"], ["ResponseParameters"], "parameters")


@needs_api
async def test_everything_a_person_does_reaches_the_bot_in_the_bot_apis_shape(
    server: EmbeddedTelegram, api: Api, pat: Person
) -> None:
    """The fixture holds each update against the description when the test ends."""
    sent = await api.result(
        "sendMessage",
        chat_id=pat.id,
        text="Well?",
        reply_markup={"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]},
    )
    for act in (pat.photo, pat.voice, pat.sticker, pat.contact, pat.location, pat.block, pat.unblock):
        act()
    pat.forward("/start")
    pat.edit(pat.say("see https://example.org or ask @someone #today"), "never mind")
    pat.tap("Yes")
    await api.result("deleteMessage", chat_id=pat.id, message_id=sent["message_id"])
    pat.tap_data(sent["message_id"], "y")
    group = pat.add_to_group("Runners")
    pat.say_in_group(group, "/start@aftercare_rehearsal_bot")
    kinds = {kind for update in server.pending for kind in update if kind != "update_id"}
    assert kinds == {"message", "edited_message", "callback_query", "my_chat_member"}
    await api.result("leaveChat", chat_id=group.id)


@needs_api
async def test_every_answer_has_the_bot_apis_shape(server: EmbeddedTelegram, api: Api, pat: Person) -> None:
    """Each method once, well; the fixture checks the results. Sends and edits have tests of their own."""
    commands = [{"command": "plan", "description": "What comes next"}]
    await api.result("setMyCommands", commands=commands)
    await api.result("setChatMenuButton", menu_button={"type": "commands"})
    for method in ("setMyName", "setMyDescription", "setMyShortDescription", "logOut", "close"):
        await api.result(method)
    for method in ("getMe", "getWebhookInfo", "getMyCommands", "getMyName", "getMyDescription"):
        await api.result(method)
    await api.result("getMyShortDescription")
    await api.result("getChatMenuButton")
    await api.result("deleteMyCommands")
    await api.result("getChat", chat_id=pat.id)
    await api.result("setWebhook", url="")
    await api.result("deleteWebhook")
    assert len(await api.result("getUpdates")) == 1
    assert all(call.ok for call in server.calls)
