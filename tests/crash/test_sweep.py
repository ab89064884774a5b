"""One patient's forty-eight hours: a crash at every step, under every outcome of a sending."""

import asyncio
from pathlib import Path

import pytest

from tests.crash.network import Outcome
from tests.crash.story import CHANGES, STORY
from tests.crash.tale import Tale, Teller, check_plain, tell

BAD = [outcome for outcome in Outcome if outcome is not Outcome.OK]
CHANGED = [beat.name for beat in CHANGES[5:]]


@pytest.fixture(scope="module")
def tale(tmp_path_factory: pytest.TempPathFactory) -> Tale:
    return asyncio.run(tell(tmp_path_factory.mktemp("tale"), STORY))


@pytest.fixture(scope="module")
def changes(tmp_path_factory: pytest.TempPathFactory) -> Tale:
    return asyncio.run(tell(tmp_path_factory.mktemp("changes"), CHANGES))


def test_without_trouble_every_promise_is_kept(tale: Tale, changes: Tale) -> None:
    asyncio.run(check_plain(tale))
    asyncio.run(check_plain(changes))


@pytest.mark.parametrize("beat", [beat.name for beat in STORY])
def test_a_crash_at_any_step_loses_nothing_and_repeats_nothing(tale: Tale, tmp_path: Path, beat: str) -> None:
    teller = Teller(tale, tmp_path, beat)
    for step in teller.steps:
        teller.tell(step)


@pytest.mark.parametrize("beat", [beat.name for beat in STORY])
def test_whatever_a_sending_ends_with_every_promise_is_kept(tale: Tale, tmp_path: Path, beat: str) -> None:
    teller = Teller(tale, tmp_path, beat)
    for sending in teller.sendings:
        for outcome in BAD:
            teller.tell(ahead=(*[Outcome.OK] * sending, outcome))


@pytest.mark.parametrize("beat", [beat.name for beat in STORY])
def test_a_crash_at_any_step_around_a_sending_that_went_wrong_breaks_no_promise(
    tale: Tale, tmp_path: Path, beat: str
) -> None:
    """Each step meets every second outcome, and its neighbour the others."""
    teller = Teller(tale, tmp_path, beat)
    for step in teller.steps:
        for outcome in BAD[step % 2 :: 2]:
            teller.tell(step, ahead=(outcome,))


@pytest.mark.parametrize("beat", ["worried"])
def test_a_second_crash_while_it_starts_again_makes_nothing_worse(
    tale: Tale, tmp_path: Path, beat: str
) -> None:
    teller = Teller(tale, tmp_path, beat)
    for step in teller.steps:
        for second in range(0, 12, 2):
            teller.tell(step, second)


@pytest.mark.parametrize("beat", CHANGED)
def test_a_patient_who_changes_time_session_or_zone_amid_crashes_is_told_everything_once(
    changes: Tale, tmp_path: Path, beat: str
) -> None:
    teller = Teller(changes, tmp_path, beat)
    for step in teller.steps:
        teller.tell(step)
    for outcome in BAD:
        teller.tell(ahead=(outcome,))
