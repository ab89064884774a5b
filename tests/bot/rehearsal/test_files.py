"""Files: sent, told of, sent again and downloaded."""

import httpx
import pytest

from bot.rehearsal import EmbeddedTelegram, Person
from bot.rehearsal.files import photo_facts
from bot.rehearsal.pictures import plain_picture
from bot.rehearsal.refusals import RefusalError
from bot.rehearsal.shapes import Upload
from tests.bot.rehearsal.api import Api
from tests.bot.rehearsal.conftest import TOKEN

JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffc0001108003000400103012200021101031101ffd9")


def refusal(content: bytes) -> str:
    with pytest.raises(RefusalError) as no:
        photo_facts(Upload("x", "image/png", content))
    return no.value.description


def test_a_picture_is_measured() -> None:
    assert photo_facts(Upload("x", "image/png", plain_picture(30, 20))) == {"width": 30, "height": 20}
    assert photo_facts(Upload("x", "image/jpeg", JPEG)) == {"width": 64, "height": 48}


def test_what_is_no_picture_or_a_monstrous_one_is_refused() -> None:
    for content in (b"x", b"GIF89a" + bytes(40), JPEG[:12]):
        assert refusal(content) == "Bad Request: IMAGE_PROCESS_FAILED"
    assert refusal(plain_picture(6000, 4001)) == "Bad Request: PHOTO_INVALID_DIMENSIONS"
    assert refusal(plain_picture(2100, 100)) == "Bad Request: PHOTO_INVALID_DIMENSIONS"
    assert "too big for a photo" in refusal(bytes(10 * 1024 * 1024 + 1))


async def test_the_bot_downloads_what_a_person_sent(server: EmbeddedTelegram, api: Api, pat: Person) -> None:
    content = plain_picture(8, 8)
    size = pat.photo("look", content).body["photo"][0]
    told = await api.result("getFile", file_id=size["file_id"])
    files = f"{server.url}/file"
    async with httpx.AsyncClient() as client:
        good = await client.get(f"{files}/bot{TOKEN}/{told['file_path']}")
        assert good.content == content
        nowhere = await client.get(f"{files}/bot{TOKEN}/photos/none.png")
        assert nowhere.json() == {"ok": False, "error_code": 404, "description": "Not Found"}
        assert (await client.get(f"{files}/bot1:x/{told['file_path']}")).status_code == 401
        assert (await client.get(files)).json() == nowhere.json()


@pytest.mark.parametrize(
    ("method", "params", "words"),
    [
        ("getFile", {}, "file_id not specified"),
        ("getFile", {"file_id": "nonsense"}, "invalid file_id"),
        ("sendDocument", {}, "there is no document in the request"),
        ("sendPhoto", {"photo": "attach://elsewhere"}, "there is no photo in the request"),
        ("sendPhoto", {"photo": "https://example.org/x.png"}, "failed to get HTTP URL content"),
        (
            "sendPhoto",
            {"photo": "nonsense"},
            "wrong remote file identifier specified: can't unserialize it. Wrong last symbol",
        ),
    ],
)
async def test_a_file_that_is_not_there_is_refused(
    api: Api, pat: Person, method: str, params: dict[str, str], words: str
) -> None:
    chat = {} if method == "getFile" else {"chat_id": pat.id}
    assert await api.refusal(method, **chat, **params) == (400, f"Bad Request: {words}")


async def test_an_empty_file_is_refused_and_a_named_part_is_found(api: Api, pat: Person) -> None:
    async def send(params: dict[str, str], part: str, content: bytes) -> httpx.Response:
        data = {"chat_id": str(pat.id), **params}
        return await api.client.post(
            "sendDocument", data=data, files={part: ("a.txt", content, "text/plain")}
        )

    empty = await send({}, "document", b"")
    assert empty.json()["description"] == "Bad Request: file must be non-empty"
    for params, part in (({}, "document"), ({"document": "attach://it"}, "it")):
        told = (await send(params, part, b"x")).json()["result"]["document"]
        assert told["file_name"] == "a.txt"
    again = await api.result("sendDocument", chat_id=pat.id, document=told["file_id"])
    assert again["document"] == told


async def test_what_is_above_and_what_is_hidden_is_told_back(api: Api, pat: Person) -> None:
    picture = pat.photo().body["photo"][0]["file_id"]
    sent = await api.result(
        "sendPhoto",
        chat_id=pat.id,
        photo=picture,
        has_spoiler=True,
        show_caption_above_media=True,
        caption="x",
    )
    assert sent["has_media_spoiler"]
    assert sent["show_caption_above_media"]


async def test_a_file_over_20_mb_cannot_be_fetched(server: EmbeddedTelegram, api: Api) -> None:
    huge = Upload("x.bin", "application/octet-stream", bytes(20 * 1024 * 1024 + 1))
    kept = server.world.files.keep(huge, "documents", {})
    assert await api.refusal("getFile", file_id=kept["file_id"]) == (400, "Bad Request: file is too big")
