"""A red flag and its ladder, with a crash at every step: no alert is lost, and a person's look ends it."""

import asyncio
import copy
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.store.tx import instant
from tests.crash import laws
from tests.crash.enrolment import BAD, KIM, STORY, shown_again
from tests.crash.network import Outcome, World
from tests.crash.people import PAT, say, tap
from tests.crash.story import START
from tests.crash.ward import Place, Ward
from tests.lengths import Length, lengths

WORDS, WORSE = "I can't breathe and my chest hurts", "it is worse now, I cannot breathe at all"
RAISED, CALL = "EMERGENCY: please act now", "Call 112 now."
LADDER = [0, 2, 5, 10, 15, 30]  # minutes
LATE = 1  # minute, after a crash or a sending that failed
END = timedelta(minutes=80)
Snapshot = tuple[bytes, World]

BEATS: dict[str, Callable[[Ward], object]] = {
    "raise": lambda ward: say(ward.world, WORDS),
    "owners": lambda ward: ward.world.move(minutes=5),
    "more words": lambda ward: say(ward.world, WORSE),
    "see": lambda ward: tap(ward.world, "Seen", KIM),
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place.at(tmp_path_factory.mktemp("clinic"), owner_ids=(KIM,))


@pytest.fixture(scope="module")
def before(place: Place, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Snapshot]:
    """The file and the world before each beat of a telling without trouble."""
    return asyncio.run(told_plainly(place, tmp_path_factory.mktemp("plain") / "plain.db"))


def taken_of(ward: Ward) -> Snapshot:
    return ward.path.read_bytes(), copy.deepcopy(ward.world)


def laid_out(place: Place, path: Path, snapshot: Snapshot) -> Ward:
    for leftover in path.parent.glob(path.name + "*"):
        leftover.unlink()
    path.write_bytes(snapshot[0])
    return Ward(place, path, copy.deepcopy(snapshot[1]))


async def told_plainly(place: Place, path: Path) -> dict[str, Snapshot]:
    ward, found = Ward(place, path, World(START)), {}
    await ward.open()
    for name in ("enrol", "open", "agree", "right", "zone"):
        STORY[name](ward)
        await ward.until(ward.world.now)
        await shown_again(ward)
    for name in BEATS:
        ward.close()
        found[name] = taken_of(ward)
        await ward.open()
        await live(ward, name)
    ward.close()
    return found


async def live(ward: Ward, beat: str) -> None:
    """The beat, and the ten minutes after it."""
    BEATS[beat](ward)
    await ward.until(ward.world.now)


async def tell(
    place: Place, path: Path, snapshot: Snapshot, beat: str, *crashes: int, ahead: tuple[Outcome, ...] = ()
) -> tuple[Ward, int]:
    """Go on from before a beat, with trouble in it, to where nobody has looked for over an hour."""
    ward = laid_out(place, path, snapshot)
    await ward.open()
    ward.world.ahead = list(ahead)
    ward.fuse.set(*crashes)
    await live(ward, beat)
    taken = len(ward.fuse.steps)
    ward.fuse.set()
    ward.world.ahead = []
    await ward.until(START + END)
    return ward, taken


def minutes(ward: Ward) -> list[int]:
    """When Kim was shown an alert."""
    shown = [m for m in ward.world.shown if m.chat == KIM and m.text.startswith(RAISED)]
    return [(message.at - START) // timedelta(minutes=1) for message in shown]


def check(ward: Ward, beat: str) -> None:
    """One alert with every word once, told until somebody has seen it."""
    laws.every_update_had_its_effect_once((u["update_id"] for u in ward.world.sent), ward.rows("inbox"))
    assert len(ward.rows("alerts")) == 1
    said = [text for text in (WORDS, WORSE) if ward.world.did[text]]
    assert [row["words"] for row in ward.rows("alert_words")] == said
    assert any(m.chat == PAT and m.text.startswith(CALL) for m in ward.world.shown)
    assert any("\n".join(said) in m.text for m in ward.world.shown if m.chat == KIM)
    if beat == "see":
        is_over(ward)
    else:
        climbs(ward, [rung for rung in LADDER if beat != "more words" or rung <= 15])


def is_over(ward: Ward) -> None:
    (alert,) = ward.rows("alerts")
    assert alert["seen_at"] is not None
    assert alert["next_at"] is None
    assert [row for row in ward.rows() if row["sort"] == "alert" and row["state"] == "due"] == []
    assert [row["chat_id"] for row in ward.rows() if row["key"] == "bot.alert_seen"] == [PAT]
    assert minutes(ward)[-1] <= (instant(alert["seen_at"]) - START) // timedelta(minutes=1)


def climbs(ward: Ward, rungs: list[int]) -> None:
    (alert,) = ward.rows("alerts")
    assert alert["next_at"] is not None
    told = minutes(ward)
    missed = [rung for rung in rungs if not any(rung <= at <= rung + LATE for at in told)]
    assert missed == [], f"told at {told}"


def sweep(place: Place, path: Path, snapshot: Snapshot, beat: str, length: Length) -> None:
    async def whole() -> None:
        ward, steps = await tell(place, path, snapshot, beat)
        check(ward, beat)
        ward.close()
        for step in length.of(range(steps), 3, turn=list(BEATS).index(beat)):
            ward, _ = await tell(place, path, snapshot, beat, step)
            check(ward, beat)
            ward.close()

    asyncio.run(whole())


@lengths
@pytest.mark.parametrize("beat", BEATS)
def test_a_crash_at_any_step_loses_no_alert_and_no_rung(
    place: Place, before: dict[str, Snapshot], tmp_path: Path, length: Length, beat: str
) -> None:
    sweep(place, tmp_path / "alert.db", before[beat], beat, length)


@lengths
@pytest.mark.parametrize("outcome", BAD)
def test_whatever_a_sending_ends_with_no_rung_is_lost(
    place: Place, before: dict[str, Snapshot], tmp_path: Path, length: Length, outcome: Outcome
) -> None:
    troubles = ((outcome,), (Outcome.OK, Outcome.OK, outcome), (outcome,) * 3)

    async def whole() -> None:
        for ahead in length.of(troubles, 1, turn=list(Outcome).index(outcome)):
            ward, _ = await tell(place, tmp_path / "alert.db", before["raise"], "raise", ahead=ahead)
            check(ward, "raise")
            ward.close()

    asyncio.run(whole())
