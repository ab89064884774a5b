"""The forty-eight hours told once without trouble, and any number of times with it."""

import asyncio
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.model import POLICIES
from bot.store import outbox
from bot.store.tx import instant
from tests.crash import laws
from tests.crash.network import Outcome, World
from tests.crash.story import END, START, Beat
from tests.crash.ward import Place, Ward

CERTAIN = {"sent", "unknown", "expired", "merged"}
# What a person does, and the words that are owed for it each time, wherever the conversation stands.
REPLIES = {
    "/pause": ("bot.paused",),
    "/resume": ("bot.resumed", "bot.resumed_already", "bot.plan_none"),
    "who won the match": ("bot.free_text", "bot.beyond", "bot.when_unreadable", "bot.zone_unknown"),
    "worried": ("bot.worried",),
}


@dataclass(frozen=True)
class Snapshot:
    """The file and the world as they are before a beat, and how many steps and sendings the beat takes."""

    file: bytes
    world: World
    steps: int
    sendings: int


@dataclass(frozen=True)
class Tale:
    """The plain telling: every other one starts from one of its snapshots."""

    end: Ward  # closed; its file and its world are as the story left them
    story: tuple[Beat, ...]
    place: Place
    before: dict[str, Snapshot]
    sent: frozenset[tuple[int, str]]  # treatments and steps whose first message was shown


async def live(ward: Ward, beat: Beat) -> None:
    """Live until the beat, let the patient do what they do, and let the bot come to rest."""
    await ward.until(beat.at)
    beat.does(ward.world)
    await ward.until(beat.at)


async def tell(folder: Path, story: tuple[Beat, ...]) -> Tale:
    ward = Ward(Place.at(folder), folder / "tale.db", World(START))
    before: dict[str, Snapshot] = {}
    for beat in story:
        await ward.open()
        ward.close()
        file, world = ward.path.read_bytes(), copy.deepcopy(ward.world)
        await ward.open()
        ward.fuse.set()
        await live(ward, beat)
        ward.close()
        sendings = len(ward.world.attempts) - len(world.attempts)
        before[beat.name] = Snapshot(file, world, len(ward.fuse.steps), sendings)
    await ward.until(END)
    first = [row for row in ward.rows() if row["state"] == "sent" and row["step"] and not row["round"]]
    ward.close()
    sent = frozenset((row["treatment_id"], row["step"]) for row in first)
    return Tale(ward, story, ward.place, before, sent)


async def check_plain(tale: Tale) -> None:
    """Without any trouble every promise is kept, of course."""
    await tale.end.open()
    check(tale.end, tale)
    tale.end.close()


class Teller:
    """Tells the tale from one beat on, with trouble; what ends the beat alike goes on alike: once."""

    def __init__(self, tale: Tale, folder: Path, beat: str) -> None:
        self._tale, self._path = tale, folder / "telling.db"
        place = next(n for n, one in enumerate(tale.story) if one.name == beat)
        self._beat, self._rest = tale.story[place], tale.story[place + 1 :]
        self._seen: set[str] = set()

    @property
    def steps(self) -> range:
        return range(self._tale.before[self._beat.name].steps)

    @property
    def sendings(self) -> range:
        return range(self._tale.before[self._beat.name].sendings)

    def tell(self, *crashes: int, ahead: tuple[Outcome, ...] = ()) -> None:
        """Crash at these steps, one in each life, while the next sendings end as `ahead` says."""
        asyncio.run(self._tell(crashes, ahead))

    async def _tell(self, crashes: tuple[int, ...], ahead: tuple[Outcome, ...]) -> None:
        before = self._tale.before[self._beat.name]
        for leftover in self._path.parent.glob(self._path.name + "*"):
            leftover.unlink()
        self._path.write_bytes(before.file)
        ward = Ward(self._tale.place, self._path, copy.deepcopy(before.world))
        await ward.open()
        ward.world.ahead = list(ahead)
        ward.fuse.set(*crashes)
        await live(ward, self._beat)
        ward.fuse.set()
        ward.world.ahead.clear()
        if (ends := _fingerprint(ward)) not in self._seen:
            self._seen.add(ends)
            for beat in self._rest:
                await live(ward, beat)
            await ward.until(END)
            check(ward, self._tale)
        ward.close()


def _fingerprint(ward: Ward) -> str:
    """Everything that what follows can depend on; a patient's code is chance."""
    tables = ("patients", "treatments", "dialogues", "outbox", "answers", "worries", "inbox")
    kept = [ward.rows(table) for table in tables]
    plain = [{name: value for name, value in row.items() if name != "code"} for rows in kept for row in rows]
    return repr((plain, ward.world))


def check(ward: Ward, tale: Tale) -> None:
    """Every law, at the end of a telling."""
    rows, world, quiet = ward.rows(), ward.world, ward.place.house.quiet
    laws.nothing_is_stuck(rows)
    laws.every_update_had_its_effect_once((u["update_id"] for u in world.sent), ward.rows("inbox"))
    laws.no_step_is_shown_twice(rows, world.shown)
    laws.what_is_marked_is_true(rows, world.shown)
    laws.what_is_unclear_is_not_sent_again(rows, world.attempts, laws.tapped(world.did))
    laws.replies_are_not_repeated(_texts(ward), world.attempts)
    pairs = laws.unprompted(rows, world.shown)
    laws.the_night_is_quiet(pairs, quiet)
    laws.nothing_stale_is_shown(pairs)
    laws.only_active_patients_are_reminded(pairs)
    laws.nobody_gets_too_much(pairs)
    laws.a_replaced_treatment_is_silent(pairs, ward.rows("treatments"))
    _everything_done_had_its_effect(ward)
    if not any(found.outcome is Outcome.FORBIDDEN for found in world.attempts):
        _nothing_is_missing(ward, tale)


def _texts(ward: Ward) -> Iterator[tuple[str, bool]]:
    """The words of every row as it was said last, and whether they may be said twice."""
    render = ward.bot.renderer.message
    for row in ward.rows():
        message = ward.look(partial(outbox.get, message_id=row["id"], chat_id=row["chat_id"]))
        if message and row["claimed_at"]:
            text = render(message, instant(row["claimed_at"])).text
            yield text, POLICIES[message.sort].may_repeat
    # What was said to a stranger is forgotten after a day, so its row may be gone.
    yield from [(ward.bot.renderer.line("bot.welcome", "en"), False)] * ward.world.did["/start"]


def _everything_done_had_its_effect(ward: Ward) -> None:
    rows, did = ward.rows(), ward.world.did
    for act, keys in REPLIES.items():
        owed = [row["key"] for row in rows if row["key"] in keys]
        # A person who never agreed stays a stranger, whose rows are forgotten after a day.
        if did[act] and did["consent:yes"]:
            assert len(owed) == did[act], f"{owed} for {act}, {did[act]} times"
    assert len(ward.rows("worries")) == did["worried"]
    assert len(ward.rows("consents")) == did["consent:yes"]
    _every_tap_is_on_record(ward)


def _every_tap_is_on_record(ward: Ward) -> None:
    """The first tap under a reminder stands, and so does the last one on the scale."""
    by_id = {str(row["id"]): row for row in ward.rows()}
    first: dict[str, str] = {}
    last: dict[str, int] = {}
    for act in ward.world.did:
        verb, _, parts = act.partition(":")
        if verb == "sore":
            last[by_id[parts.split(":")[0]]["step"]] = int(parts.split(":")[1])
        elif verb in ("done", "later") and ":" not in parts:  # one of several tips is in the facts
            first.setdefault(parts, verb)
    kept = {row["step"]: row["value"] for row in ward.rows("answers") if row["ask"] == "soreness"}
    assert kept == last
    for row, verb in first.items():
        assert by_id[row]["answered"].startswith((verb, "soreness")), f"{verb} on {by_id[row]['key']}"


def _nothing_is_missing(ward: Ward, tale: Tale) -> None:
    """Every step that the plain telling showed has come to an end that can be accounted for."""
    rows = [row for row in ward.rows() if (row["treatment_id"], row["step"]) in tale.sent]
    lost = {row["step"]: row["state"] for row in rows if row["state"] not in CERTAIN and not row["round"]}
    assert not lost, f"lost silently: {lost}"
    said = sum("look at these signs" in message.text for message in ward.world.shown)
    assert said >= ward.world.did["worried"], "the urgent words never came"
