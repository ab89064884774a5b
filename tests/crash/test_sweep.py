"""One patient's forty-eight hours: a crash at every step, under every outcome of a sending."""

import asyncio
from pathlib import Path

import pytest

from tests.crash.network import Outcome
from tests.crash.story import CHANGES, STORY
from tests.crash.tale import Tale, Teller, check_plain, tell
from tests.lengths import Length, lengths, long_lengths

BAD = [outcome for outcome in Outcome if outcome is not Outcome.OK]
TOLD = [beat.name for beat in STORY]
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


@lengths
@pytest.mark.parametrize("beat", TOLD)
def test_a_crash_at_any_step_loses_nothing_and_repeats_nothing(
    tale: Tale, tmp_path: Path, length: Length, beat: str
) -> None:
    teller = Teller(tale, tmp_path, beat)
    for step in length.of(teller.steps, 2, turn=TOLD.index(beat)):
        teller.tell(step)


@lengths
@pytest.mark.parametrize("beat", TOLD)
def test_whatever_a_sending_ends_with_every_promise_is_kept(
    tale: Tale, tmp_path: Path, length: Length, beat: str
) -> None:
    teller = Teller(tale, tmp_path, beat)
    for sending in length.of(teller.sendings, 1):
        for outcome in length.of(BAD, 2, turn=TOLD.index(beat)):
            teller.tell(ahead=(*[Outcome.OK] * sending, outcome))


@long_lengths
@pytest.mark.parametrize("beat", TOLD)
def test_a_crash_at_any_step_around_a_sending_that_went_wrong_breaks_no_promise(
    tale: Tale, tmp_path: Path, length: Length, beat: str
) -> None:
    """Each step meets every second outcome, and its neighbour the others."""
    teller = Teller(tale, tmp_path, beat)
    for step in length.of(teller.steps, 1, turn=TOLD.index(beat)):
        for outcome in length.of(BAD[step % 2 :: 2], 1, turn=TOLD.index(beat)):
            teller.tell(step, ahead=(outcome,))


@long_lengths
@pytest.mark.parametrize("beat", ["worried"])
def test_a_second_crash_while_it_starts_again_makes_nothing_worse(
    tale: Tale, tmp_path: Path, length: Length, beat: str
) -> None:
    teller = Teller(tale, tmp_path, beat)
    for step in length.of(teller.steps, 2):
        for second in length.of(range(0, 12, 2), 2):
            teller.tell(step, second)


@lengths
@pytest.mark.parametrize("beat", CHANGED)
def test_a_patient_who_changes_time_session_or_zone_amid_crashes_is_told_everything_once(
    changes: Tale, tmp_path: Path, length: Length, beat: str
) -> None:
    teller = Teller(changes, tmp_path, beat)
    for step in length.of(teller.steps, 1, turn=CHANGED.index(beat)):
        teller.tell(step)
    for outcome in length.of(BAD, 1, turn=CHANGED.index(beat)):
        teller.tell(ahead=(outcome,))
