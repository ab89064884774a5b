"""A flood of one person's texts delays nobody, and a red flag goes before all words."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.inbox_order import FEW, Waiting, chosen
from bot.rehearsal.people import Person
from tests.bot.alarm import CALL
from tests.bot.care.conversation.states import begun
from tests.bot.care.floor import PAT as PATIENT
from tests.bot.conftest import Clinic

PAT, SAM, QUIN = 1, 2, 3


def order(waiting: list[Waiting]) -> list[int]:
    """The numbers of the updates in the order in which they are dealt with."""
    done, served = list[int](), dict[int | None, int]()
    while found := chosen(waiting, served):
        done.append(found.update_id)
        served[found.sender] = len(done)
        waiting = [one for one in waiting if one != found]
    return done


def test_everybody_is_served_in_turn() -> None:
    flood = [Waiting(number, PAT, words=True) for number in range(1, 100)]
    assert order([*flood, Waiting(100, SAM, words=True), Waiting(101, QUIN)])[:4] == [1, 100, 101, 2]


def test_a_red_flag_goes_before_all_words_its_senders_own_flood_too() -> None:
    flood = [Waiting(number, PAT, words=True) for number in range(1, 100)]
    assert order([*flood, Waiting(100, PAT, grave=True, words=True)])[0] == 100
    assert order([*flood, Waiting(100, SAM, grave=True, words=True)])[0] == 100


def test_what_its_sender_tapped_before_goes_before_it() -> None:
    """A consent that waits makes a patient of a stranger, whose red flag then reaches the clinic."""
    flood = [Waiting(number, PAT, words=True) for number in range(1, 100)]
    waiting = [*flood, Waiting(100, PAT), Waiting(101, PAT, grave=True, words=True), Waiting(102, PAT)]
    assert order(waiting)[:3] == [100, 101, 1]


def test_what_its_sender_wrote_just_before_goes_before_it() -> None:
    """It may be one sentence with it, and whoever reads it reads it in this order."""
    burst = [Waiting(number, PAT, words=True) for number in range(2, 2 + FEW)]
    other = [Waiting(1, SAM, words=True)]
    assert order([*other, *burst, Waiting(100, PAT, grave=True, words=True)]) == [
        *range(2, 2 + FEW),
        100,
        1,
    ]


@given(
    st.lists(st.tuples(st.sampled_from((None, PAT, SAM, QUIN)), st.booleans(), st.booleans()), max_size=60)
)
def test_all_are_dealt_with_once_and_nobody_waits_for_more_than_one_of_each_other(
    sent: list[tuple[int | None, bool, bool]],
) -> None:
    waiting = [
        Waiting(at, who, grave and words, words) for at, (who, grave, words) in enumerate(sent, start=1)
    ]
    done = order(waiting)
    assert sorted(done) == [one.update_id for one in waiting]
    calm = [one.sender for number in done for one in waiting if one.update_id == number and not one.grave]
    if not any(one.grave for one in waiting):
        first = {who: calm.index(who) for who in set(calm)}
        assert all(place < len(first) for place in first.values())


async def test_the_urgent_words_do_not_wait_behind_somebody_elses_texts(clinic: Clinic, pat: Person) -> None:
    sam = clinic.telegram.person("Sam")
    await clinic.enrol(pat)
    await clinic.enrol(sam)
    await clinic.close()
    for number in range(40):
        sam.say(f"and another thing, number {number}")
    pat.say("I cannot breathe")
    seen = len(sam.chat.bot_messages)
    await clinic.open()
    await clinic.says(pat, CALL)
    assert len(sam.chat.bot_messages) - seen <= 2


def test_the_warning_signs_are_owed_once_however_much_is_written_before_they_leave(tmp_path: Path) -> None:
    floor = begun(tmp_path)
    for number in range(20):
        floor.say(PATIENT, f"something feels off since {number}")
    (shown,) = floor.rows("SELECT facts FROM outbox WHERE key = 'bot.screen'")
    assert all(f"since {number}" in shown["facts"] for number in range(20))
    floor.close()
