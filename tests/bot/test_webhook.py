"""Updates that are brought: nothing is confirmed before it is on disk, and nobody but Telegram brings any."""

import json
from collections.abc import AsyncIterator
from http import HTTPStatus
from pathlib import Path

import httpx
import pytest

from bot.polling import ALLOWED
from bot.rehearsal.world import Hook
from bot.store import inbox, vitals
from bot.webhook import LOOK_SECONDS, SECRET, Webhook
from tests.bot.conftest import Clinic, a_clinic
from tests.patience import patiently
from tests.surroundings import free_port


class Door:
    """A clinic to whose bot everything is brought."""

    def __init__(self, clinic: Clinic, url: str) -> None:
        self.clinic, self.url = clinic, url

    @property
    def webhook(self) -> Webhook:
        assert self.clinic.bot.webhook is not None
        return self.clinic.bot.webhook

    @property
    def hook(self) -> Hook:
        return self.clinic.telegram.world.hook

    async def bring(self, body: bytes, secret: str | None = None, url: str = "") -> int:
        """Somebody brings that; the status that they hear."""
        headers = {SECRET: self.hook.secret if secret is None else secret}
        async with httpx.AsyncClient() as client:
            return (await client.post(url or self.url, content=body, headers=headers)).status_code

    def waits(self, update_id: int) -> bool:
        found = "SELECT 1 FROM inbox WHERE update_id = :id"
        return self.clinic.bot.store.run_now(lambda tx: tx.value(found, id=update_id)) is not None


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    port = free_port()
    url = f"http://127.0.0.1:{port}/aftercare"
    async with a_clinic(tmp_path, webhook_url=url, webhook_port=port) as clinic:
        await clinic.telegram.until(lambda: clinic.telegram.world.hook.url)
        yield Door(clinic, url)


async def test_whoever_writes_is_answered_and_telegram_is_told_what_to_bring_and_how(door: Door) -> None:
    pat = door.clinic.telegram.person("Pat")
    await door.clinic.enrol(pat)
    calls = door.clinic.telegram.calls
    (told,) = [call.params for call in calls if call.method == "setWebhook"]
    assert (told["url"], told["allowed_updates"], told["max_connections"]) == (door.url, ALLOWED, 1)
    assert not told.get("drop_pending_updates")
    assert len(told["secret_token"]) == 64
    assert not any(call.method == "getUpdates" for call in calls)


async def test_without_the_secret_nothing_is_taken_and_no_other_path_leads_anywhere(door: Door) -> None:
    body = json.dumps({"update_id": 5}).encode()
    for secret in ("", "guess", door.hook.secret[:-1]):
        assert await door.bring(body, secret) == HTTPStatus.FORBIDDEN
    assert await door.bring(body, url=f"{door.url}/more") == HTTPStatus.NOT_FOUND
    assert not door.waits(5)


async def test_what_is_brought_twice_is_taken_twice_and_has_its_effect_once(door: Door) -> None:
    """Telegram brings again what it has no answer to, such as from a bot that was killed."""
    pat = door.clinic.telegram.person("Pat")
    await door.clinic.barrier(pat)
    before = len(pat.chat.bot_messages)
    chat = {"id": pat.id, "type": "private", "first_name": "Pat"}
    message = {"message_id": 900, "date": 1_795_444_920, "chat": chat, "from": {**chat, "is_bot": False}}
    body = json.dumps({"update_id": 9, "message": {**message, "text": "/privacy"}}).encode()
    assert [await door.bring(body) for _ in range(3)] == [HTTPStatus.OK] * 3
    assert door.waits(9)
    await door.clinic.barrier(pat)
    assert len(pat.chat.bot_messages) == before + 2


async def test_what_is_no_update_is_kept_and_keeps_nobody_waiting(door: Door) -> None:
    door.clinic.telegram.offer(lambda _: b"\xff{")
    await door.clinic.barrier(door.clinic.telegram.person("Pat"))
    assert door.clinic.bot.store.run_now(inbox.count_set_aside) == 1


async def test_what_cannot_be_written_is_not_confirmed_and_ends_the_process(door: Door) -> None:
    door.clinic.bot.store.run_now(lambda tx: tx.run("ALTER TABLE inbox RENAME TO away"))
    door.clinic.telegram.person("Pat").start()
    async with patiently():
        await door.clinic.bot.ended.wait()
    assert "cannot be used" in (door.clinic.bot.failure or "")
    assert door.clinic.telegram.pending


async def test_a_webhook_that_somebody_took_away_is_set_again(door: Door) -> None:
    await door.clinic.barrier(door.clinic.telegram.person("Pat"))
    door.clinic.telegram.world.hook = Hook()
    assert await door.webhook.look() == LOOK_SECONDS
    assert door.hook.url == door.url


async def test_telegram_counts_as_heard_unless_it_fails_to_bring_what_waits(door: Door) -> None:
    """Where a proxy in between is broken, all is quiet; health is to say so."""
    clinic = door.clinic
    await clinic.barrier(clinic.telegram.person("Pat"))
    clinic.clock.move(minutes=7)
    assert await door.webhook.look() == LOOK_SECONDS
    heard = clinic.clock.now
    assert clinic.bot.store.run_now(vitals.all_of_them)[vitals.HEARD][1] == heard
    clinic.telegram.world.hook = Hook("http://127.0.0.1:9/aftercare", door.hook.secret)
    clinic.telegram.person("Quin").start()
    await clinic.telegram.until(lambda: door.hook.failed)
    clinic.clock.move(minutes=7)
    assert 0 < await door.webhook.look() < LOOK_SECONDS
    assert clinic.bot.store.run_now(vitals.all_of_them)[vitals.HEARD][1] == heard
    await clinic.telegram.until(lambda: not clinic.telegram.pending)  # it was set anew by that look
    assert await door.webhook.look() == LOOK_SECONDS


async def test_a_port_that_is_taken_ends_it_with_one_line(tmp_path: Path, clinic: Clinic) -> None:
    """A bot that nothing can be brought to would be deaf."""
    port = clinic.telegram.door.port
    url = f"http://127.0.0.1:{port}/aftercare"
    async with a_clinic(tmp_path / "other", webhook_url=url, webhook_port=port) as deaf:
        async with patiently():
            await deaf.bot.ended.wait()
        assert f"WEBHOOK_PORT {port} cannot be used" in (deaf.bot.failure or "")


async def test_the_way_back_to_polling_is_one_setting(door: Door) -> None:
    """What came in between waits at Telegram, and is asked for."""
    clinic = door.clinic
    await clinic.close()
    pat = clinic.telegram.person("Pat")
    pat.say("/help")
    clinic.settings = clinic.settings.model_copy(update={"webhook_url": None})
    await clinic.open()
    await clinic.says(pat, "")
    assert door.hook.url == ""
