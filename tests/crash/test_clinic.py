"""An enrolment by link, and a word that can wait, with a crash at every step and every bad outcome."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.store import audit
from tests.crash import laws
from tests.crash.enrolment import BAD, KIM, STORY, shown_again
from tests.crash.network import Outcome, World
from tests.crash.people import PAT
from tests.crash.story import START
from tests.crash.ward import Place, Ward
from tests.lengths import Length, lengths

A_DAY = timedelta(days=1, minutes=30)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place.at(tmp_path_factory.mktemp("clinic"), owner_ids=(KIM,))


async def live(ward: Ward, beat: str) -> None:
    STORY[beat](ward)
    await ward.until(ward.world.now)
    if beat == "enrol":
        await shown_again(ward)


async def tell(
    place: Place, folder: Path, beat: str, *crashes: int, ahead: tuple[Outcome, ...] = ()
) -> tuple[Ward, int]:
    """The whole story, with trouble in one beat; how many steps that beat took."""
    taken = 0
    name = f"{beat or 'plain'}-{'-'.join(map(str, (*crashes, *ahead)))}.db".replace(" ", "-")
    ward = Ward(place, folder / name, World(START))
    await ward.open()
    for each in STORY:
        ward.fuse.set(*(crashes if each == beat else ()))
        ward.world.ahead = list(ahead) if each == beat else []
        await live(ward, each)
        if each == beat:
            taken = len(ward.fuse.steps)
    ward.fuse.set()
    ward.world.ahead = []
    await ward.until(START + A_DAY)
    return ward, taken


def check(ward: Ward) -> None:
    """One link, one patient, one plan; and who is to be told something is told it."""
    laws.every_update_had_its_effect_once((u["update_id"] for u in ward.world.sent), ward.rows("inbox"))
    rows = [
        row for row in ward.rows() if row["state"] not in ("due", "sent", "unknown", "cancelled", "merged")
    ]
    assert [(row["key"], row["state"]) for row in rows if row["state"] != "expired"] == []
    laws.no_step_is_shown_twice(ward.rows(), ward.world.shown)
    assert sorted(row["label"] for row in ward.rows("invitations")) == ["JD", "KL"]
    assert audit.first_broken(ward.rows("audit")) is None
    told = [message.text for message in ward.world.shown if message.chat == KIM]
    assert any("KL: the link of" in text for text in told), "the notice was lost"
    if ward.world.did["consent:yes"]:
        assert any("JD: the link was opened by Pat" in text for text in told), "the opening was lost"
        assert [row["chat_id"] for row in ward.rows("patients")] == [PAT]
    assert [row["label"] for row in ward.rows("treatments")] in ([], ["JD"])


def test_without_trouble_it_is_told_to_its_end(place: Place, tmp_path: Path) -> None:
    async def whole() -> None:
        ward, _ = await tell(place, tmp_path, "")
        check(ward)
        assert len(ward.rows("treatments")) == 1
        ward.close()

    asyncio.run(whole())


@lengths
@pytest.mark.parametrize("beat", STORY)
def test_a_crash_at_any_step_loses_no_link_no_patient_and_no_notice(
    place: Place, tmp_path: Path, length: Length, beat: str
) -> None:
    async def sweep() -> None:
        ward, steps = await tell(place, tmp_path, beat)
        ward.close()
        for step in length.of(range(steps), 2, turn=list(STORY).index(beat)):
            ward, _ = await tell(place, tmp_path, beat, step)
            check(ward)
            ward.close()

    asyncio.run(sweep())


@lengths
@pytest.mark.parametrize("outcome", BAD)
def test_whatever_a_sending_ends_with_it_goes_on(
    place: Place, tmp_path: Path, length: Length, outcome: Outcome
) -> None:
    places = [(beat, before) for beat in ("enrol", "agree", "a day later") for before in (0, 1)]

    async def told() -> None:
        for beat, before in length.of(places, 1, turn=list(Outcome).index(outcome)):
            ward, _ = await tell(place, tmp_path, beat, ahead=(*[Outcome.OK] * before, outcome))
            check(ward)
            ward.close()

    asyncio.run(told())
