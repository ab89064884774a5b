"""Commands by scope and language, and the other things a bot says of itself."""

import pytest

from bot.rehearsal import EmbeddedTelegram, Person
from tests.bot.rehearsal.api import Api


def commands(*names: str) -> list[dict[str, str]]:
    return [{"command": name, "description": name.title()} for name in names]


def shown(person: Person) -> list[str]:
    return [command["command"] for command in person.commands]


async def test_the_narrowest_scope_wins_and_a_persons_language_first_within_it(
    server: EmbeddedTelegram, api: Api, pat: Person
) -> None:
    """The order of search is the Bot API's, for private chats."""
    kim = server.person("Kim", language="de-AT")
    kim.start()
    private = {"type": "all_private_chats"}
    chat = {"type": "chat", "chat_id": kim.id}
    assert shown(kim) == []
    steps: list[tuple[dict[str, object], str, str]] = [
        ({}, "default", "default"),
        ({"language_code": "de"}, "default_de", "default"),
        ({"scope": private}, "private", "private"),
        ({"scope": private, "language_code": "de"}, "private_de", "private"),
        ({"scope": chat}, "chat", "private"),
        ({"scope": chat, "language_code": "de"}, "chat_de", "private"),
        ({"scope": {"type": "all_group_chats"}}, "chat_de", "private"),
    ]
    for where, kim_sees, pat_sees in steps:
        await api.result("setMyCommands", commands=commands(kim_sees), **where)
        assert (shown(kim), shown(pat)) == ([kim_sees], [pat_sees])
    await api.result("deleteMyCommands", scope=chat, language_code="de")
    assert shown(kim) == ["chat"]
    assert await api.result("getMyCommands", scope=private) == commands("private")


async def test_a_menu_of_ones_own_is_nobody_elses_and_the_general_one_comes_back_without_it(
    server: EmbeddedTelegram, api: Api, pat: Person
) -> None:
    kim = server.person("Kim", note="clinician")
    kim.start()
    own = {"type": "chat", "chat_id": kim.id}
    await api.result("setMyCommands", commands=commands("plan", "sore"))
    await api.result("setMyCommands", commands=commands("enroll"), scope=own)
    assert (shown(kim), shown(pat)) == (["enroll"], ["plan", "sore"])
    await api.result("deleteMyCommands", scope=own)
    assert shown(kim) == shown(pat) == ["plan", "sore"]
    await api.result("setMyCommands", commands=commands("enroll"), scope=own)
    await api.result("setMyCommands", commands=[], scope=own)
    assert shown(kim) == ["plan", "sore"]


async def test_a_group_has_its_own_order(server: EmbeddedTelegram, api: Api, pat: Person) -> None:
    group = pat.add_to_group("Runners")
    face = server.world.chats[group.id].face
    steps: list[tuple[dict[str, object], str]] = [
        ({"type": "all_group_chats"}, "groups"),
        ({"type": "chat", "chat_id": group.id}, "here"),
        ({"type": "chat_member", "chat_id": group.id, "user_id": pat.id}, "member"),
    ]
    for scope, name in steps:
        await api.result("setMyCommands", commands=commands(name), scope=scope)
        assert server.world.menu.shown_to(pat.id, "en", face) == commands(name)


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"commands": "{"}, "can't parse commands JSON object"),
        ({"commands": {}}, "expected an Array of BotCommand"),
        ({"commands": [1]}, "can't parse BotCommand: expected an Object"),
        ({"commands": commands("Plan")}, "BOT_COMMAND_INVALID"),
        ({"commands": commands("x" * 33)}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "x", "description": ""}]}, "command description must be non-empty"),
        ({"commands": [{"command": "x", "description": "x" * 257}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": commands("x") * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"scope": "{"}, "can't parse BotCommandScope JSON object"),
        ({"scope": [1]}, "can't parse BotCommandScope: BotCommandScope must be an Object"),
        ({"scope": {"type": "world"}}, "can't parse BotCommandScope: Unsupported type specified"),
        ({"scope": {"type": "chat"}}, "can't parse BotCommandScope: Empty chat_id specified"),
        ({"scope": {"type": "chat", "chat_id": 5}}, "chat not found"),
        ({"scope": {"type": "chat", "chat_id": "@x"}}, "chat not found"),
        ({"language_code": "deutsch"}, "invalid language code specified"),
    ],
)
async def test_bad_commands_are_refused(api: Api, params: dict[str, object], words: str) -> None:
    asked = {"commands": commands("plan"), **params}
    assert await api.refusal("setMyCommands", **asked) == (400, f"Bad Request: {words}")


async def test_a_private_chat_has_no_members_scope(api: Api, pat: Person) -> None:
    scope = {"type": "chat_member", "chat_id": pat.id, "user_id": pat.id}
    words = "Bad Request: can't use specified scope in private chats"
    assert await api.refusal("setMyCommands", commands=commands("x"), scope=scope) == (400, words)


async def test_texts_fall_back_to_those_without_a_language(api: Api) -> None:
    for name, longest in (("Name", 64), ("Description", 512), ("ShortDescription", 120)):
        key = "short_description" if name == "ShortDescription" else name.lower()
        await api.result(f"setMy{name}", **{key: "x" * longest})
        assert await api.result(f"getMy{name}", language_code="de") == {key: "x" * longest}
        code, _ = await api.refusal(f"setMy{name}", **{key: "x" * (longest + 1)})
        assert code == 400


async def test_the_menu_button_is_set_for_one_chat_or_for_all(api: Api, pat: Person) -> None:
    await api.result("setChatMenuButton", menu_button={"type": "commands"})
    await api.result("setChatMenuButton", chat_id=pat.id, menu_button={"type": "default"})
    assert await api.result("getChatMenuButton") == {"type": "commands"}
    assert await api.result("getChatMenuButton", chat_id=pat.id) == {"type": "default"}
    words = "Bad Request: can't parse menu button: MenuButton has unsupported type"
    assert await api.refusal("setChatMenuButton", menu_button=[1]) == (400, words)
    assert await api.refusal("setChatMenuButton", menu_button={"type": "x"}) == (400, words)
