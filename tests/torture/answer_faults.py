"""Answers that are none, at every moment at which the bot asks Telegram for something.

Each function brings one about; what follows its `yield` is looked at when the others of that world have been.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping

from bot.rehearsal import Person
from bot.store import vitals
from bot.store.backup import writing
from bot.store.tx import Row, stamp
from tests.surroundings import KEY
from tests.torture.fault_list import AnswerFault
from tests.torture.scene import OWNER, TIPS, Scene, now

Flow = Callable[[Scene, AnswerFault, Person], AsyncIterator[None]]
CALL = "Call 112 now"
SOON = 45.0  # seconds: longer than Telegram can make the bot wait for anything urgent
STARTED = 20.0  # seconds from the end of trouble until somebody is served


def _order(scene: Scene, fault: AnswerFault, chat: int | None = None) -> None:
    scene.telegram.trouble(fault.moment.method, fault.body.on_order, fault.moment.times, chat)


def _come_due(scene: Scene, chat: int, step: str) -> None:
    """The moment of a reminder has come."""

    def change(tx: object) -> int:
        return tx.run(  # type: ignore[attr-defined,no-any-return]
            "UPDATE outbox SET due_at = :now WHERE chat_id = :chat AND step = :step AND state = 'due'",
            now=stamp(now()),
            chat=chat,
            step=step,
        )

    writing(scene.lives.settings.database_path, KEY, change)


def _cry(person: Person) -> str:
    """A red flag whose words nobody else writes."""
    words = f"I cannot breathe, this is call {person.id}."
    person.say(words)
    return words


def _said(person: Person, words: str) -> int:
    return sum(words in message.words for message in person.chat.bot_messages)


async def reminder(scene: Scene, fault: AnswerFault, person: Person) -> AsyncIterator[None]:
    """It is shown at most once, and the rest of the plan goes on unless nobody is there."""
    _order(scene, fault, person.id)
    met = scene.met(fault.moment.method, person.id)
    _come_due(scene, person.id, "tip_1")
    await scene.served()
    await scene.until(met, "the reminder was sent")
    await scene.promptly()
    if fault.is_red:
        await scene.health(green=False)
    yield

    def ended() -> bool:
        return _step(scene, person, "tip_1")["state"] in fault.ends

    await scene.until(ended, f"the reminder is {fault.ends}", SOON)
    assert _said(person, TIPS["tip_1"]) <= 1, "the reminder came twice"
    if fault.body.means != "gone":
        _come_due(scene, person.id, "tip_2")
        await scene.served()
        await scene.until(lambda: _said(person, TIPS["tip_2"]), "the next reminder comes", SOON)
    assert _said(person, TIPS["tip_1"]) <= 1, "the reminder came twice"


def _step(scene: Scene, person: Person, step: str) -> Row:
    return next(row for row in scene.owed(person.id) if row["step"] == step)


async def urgent(scene: Scene, fault: AnswerFault, person: Person) -> AsyncIterator[None]:
    """The urgent words, or the card to show: they are said, and the clinic is told."""
    _order(scene, fault, person.id)
    met = scene.met(fault.moment.method, person.id)
    words = _cry(person)
    await scene.until(met, "something urgent was sent")
    await scene.promptly()
    yield
    await scene.until(lambda: _said(person, CALL), "the urgent words are said", 2 * SOON)
    await _is_told(scene, words)

    def ended() -> bool:
        rows = [row for row in scene.owed(person.id) if row["sort"] == "urgent"]
        return all(row["state"] in {"sent", *fault.ends} for row in rows)

    await scene.until(ended, "what is urgent has been sent", 2 * SOON)


async def alert(scene: Scene, fault: AnswerFault, person: Person) -> AsyncIterator[None]:
    """Whatever comes back from one of the clinic, the clinic is told."""
    _order(scene, fault, OWNER)
    met = scene.met(fault.moment.method, OWNER)
    words = _cry(person)
    await scene.until(met, "the alert was sent")
    await scene.promptly()
    yield
    await _is_told(scene, words)
    await scene.until(lambda: _said(person, CALL), "the urgent words are said", SOON)


async def _is_told(scene: Scene, words: str) -> None:
    await scene.until(lambda: any(_said(member, words) for member in scene.staff), "the clinic is told", SOON)


async def tap(scene: Scene, fault: AnswerFault, person: Person) -> AsyncIterator[None]:
    """A tap has its effect, whatever becomes of the answer to it."""
    _come_due(scene, person.id, "tip_1")
    await scene.served()
    await scene.until(lambda: _said(person, TIPS["tip_1"]), "the reminder comes")
    _order(scene, fault)
    met = scene.met(fault.moment.method)
    person.tap("Done")
    await scene.until(met, "the tap was answered")
    await scene.promptly()
    yield
    await scene.until(lambda: _step(scene, person, "tip_1")["answered"], "the tap is noted", SOON)


async def polling(scene: Scene, fault: AnswerFault, person: Person) -> AsyncIterator[None]:
    """Who writes meanwhile is answered afterwards, and health tells."""
    await scene.running()
    met = scene.met(fault.moment.method)
    _order(scene, fault)
    person.say("/help")
    if fault.dies:
        await _dies(scene, fault)
    else:
        await scene.until(met, "Telegram was asked")
        _cry(person)
        await _is_told_by_health(scene, fault)
    scene.telegram.calm()
    if fault.dies:
        _cry(person)
        await scene.running()
    await scene.until(lambda: _said(person, CALL), "who wrote meanwhile is answered", SOON)
    if fault.is_red:
        await scene.health(green=True)
    yield


async def _is_told_by_health(scene: Scene, fault: AnswerFault) -> None:
    heard = _heard(scene)
    if fault.is_red:
        await scene.health(green=False, busy=False)
    else:
        await scene.until(scene.asked_again(fault.moment.method), "Telegram was asked again")
    if fault.is_unheard:
        assert _heard(scene) == heard, "it counts as heard of Telegram"


def _heard(scene: Scene) -> object:
    return next((row["at"] for row in scene.lives.rows("vitals") if row["name"] == vitals.HEARD), None)


async def _dies(scene: Scene, fault: AnswerFault) -> None:
    async with asyncio.timeout(SOON):
        code = await scene.lives.ended()
    last = scene.end_of_log().splitlines()[-1]
    assert code == 1, f"it ended with {code}"
    assert str(fault.dies) in last, f"it ended with {last!r}"


async def start(scene: Scene, fault: AnswerFault, person: Person) -> AsyncIterator[None]:
    """It starts when Telegram is there; health tells that it does not before."""
    _order(scene, fault)
    met = scene.met(fault.moment.method)
    await scene.lives.begin()
    if fault.dies:
        await _dies(scene, fault)
    else:
        await scene.until(met, "Telegram was asked")
        await _is_told_by_health(scene, fault)
    scene.telegram.calm()
    _cry(person)
    if fault.dies:
        await scene.lives.begin()
    await scene.until(lambda: _said(person, CALL), "it serves when the trouble is over", STARTED)
    if fault.is_red:
        await scene.health(green=True)
    assert await scene.lives.finish() == 0
    yield


async def menus(scene: Scene, fault: AnswerFault, _: Person) -> AsyncIterator[None]:
    """A menu is no reason to be deaf, and is shown in the end."""
    _order(scene, fault)
    met = scene.met(fault.moment.method)
    await scene.running()
    await scene.until(met, "a menu was set")
    await scene.promptly()
    await scene.until(lambda: all(member.commands for member in scene.staff), "the menu is shown", STARTED)
    assert await scene.lives.finish() == 0
    yield


FLOWS: Mapping[str, Flow] = {
    "reminder": reminder,
    "urgent_words": urgent,
    "card": urgent,
    "alert": alert,
    "tap": tap,
    "polling": polling,
    "slow_poll": polling,
    "start": start,
    "menus": menus,
}
