"""Links: which ones Telegram marks in a text, and which of them start the bot."""

import pytest

from bot.rehearsal import EmbeddedTelegram, Person
from bot.rehearsal.entities import finished
from bot.rehearsal.links import links_beside, start_payload
from bot.rehearsal.shapes import Words, cut
from tests.bot.rehearsal.api import Api

BOT = "aftercare_rehearsal_bot"
LINK = f"https://t.me/{BOT}?start="
LONGEST = "x" * 64


@pytest.mark.parametrize(
    ("link", "payload"),
    [
        (f"{LINK}a-B_9", "a-B_9"),
        (f"{LINK}{LONGEST}", LONGEST),
        (LINK, ""),
        (f"t.me/{BOT}?start=a", "a"),
        (f"http://www.T.me/{BOT.upper()}/?start=a", "a"),
        (f"https://telegram.me/{BOT}?utm=x&start=a", "a"),
        (f"tg://resolve?domain={BOT}&start=a", "a"),
    ],
)
def test_a_link_that_starts_the_bot_is_known_in_each_of_its_forms(link: str, payload: str) -> None:
    assert start_payload(link, BOT) == payload


@pytest.mark.parametrize(
    "link",
    [
        f"{LINK}{LONGEST}x",
        f"{LINK}a.b",
        f"{LINK}a b",
        f"{LINK}a%2Bb",
        f"{LINK}ä",
        f"https://t.me/{BOT}",
        f"https://t.me/{BOT}?startgroup=a",
        f"https://t.me/{BOT}/app?start=a",
        "https://t.me/another_bot?start=a",
        f"https://t.me.example.org/{BOT}?start=a",
        f"https://example.org/{BOT}?start=a",
        f"tg://join?domain={BOT}&start=a",
        f"mailto:{BOT}?start=a",
        "",
    ],
)
def test_any_other_link_does_not_start_the_bot(pat: Person, link: str) -> None:
    assert start_payload(link, BOT) is None
    with pytest.raises(ValueError, match="does not start this bot"):
        pat.open(link)


async def test_who_opens_a_link_sends_its_payload_also_after_blocking(server: EmbeddedTelegram) -> None:
    sam = server.person("Sam")
    assert sam.open(f"{LINK}e_1").text == "/start e_1"
    sam.block()
    assert sam.open(LINK).text == "/start"
    assert not sam.blocking


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (f"Open {LINK}e_1, please.", [f"{LINK}e_1"]),
        (f"or (t.me/{BOT}?start=e_1)!", [f"t.me/{BOT}?start=e_1"]),
        ("😀 HTTPS://Example.ORG:8080/a_(b)/?c=d#e?!", ["HTTPS://Example.ORG:8080/a_(b)/?c=d#e"]),
        ("[https://example.org/a]b and «https://example.org/c»", ["https://example.org/a", "https://example.org/c"]),
        ("riverside.co.uk. Or b.example.org:80", ["riverside.co.uk", "b.example.org:80"]),
        ("https://wards.example/x", ["https://wards.example/x"]),
        ("wards.example and e.g. 3.5 or ok.Then", []),
        ("https://localhost/x and https://a.b", []),
        ("write to kim.me@example.org", []),
        ("example.org-x, example.organ and x@", []),
    ],
)  # fmt: skip
def test_links_are_marked_where_telegram_marks_them(text: str, links: list[str]) -> None:
    marked = [
        cut(text, entity["offset"], entity["length"])
        for entity in finished(Words(text)).entities
        if entity["type"] == "url"
    ]
    assert marked == links


def test_what_looks_like_something_else_within_a_link_is_part_of_it() -> None:
    text = "https://example.org/?/plan=@someone#today"
    assert [entity["type"] for entity in finished(Words(text)).entities] == ["url"]


async def test_the_bot_is_told_of_links_in_its_own_texts_and_captions(api: Api, pat: Person) -> None:
    picture = pat.photo().body["photo"][0]["file_id"]
    entities = [{"type": "url", "offset": 5, "length": len(LINK) + 3}]
    text = f"Open {LINK}e_1"
    sent = await api.result("sendMessage", chat_id=pat.id, text=text)
    assert sent["entities"] == entities
    sent = await api.result("sendPhoto", chat_id=pat.id, photo=picture, caption=text)
    assert sent["caption_entities"] == entities


async def test_the_link_beside_a_label_is_the_first_one_after_it(server: EmbeddedTelegram, api: Api) -> None:
    """On a sheet of many; of several messages the newest comes first."""
    rae = server.person("Rae")
    rae.start()
    for text in (f"1. AB\n{LINK}AB_1\n2. CD\n{LINK}e_2", f"CD again: {LINK}e_3", "CD"):
        await api.result("sendMessage", chat_id=rae.id, text=text)
    found = [links_beside(label, rae.chat.bot_messages, BOT) for label in ("AB", "CD", "E")]
    assert found == [[f"{LINK}AB_1"], [f"{LINK}e_3", f"{LINK}e_2"], []]
