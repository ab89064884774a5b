"""No clock fools it: time goes on steadily, and nothing final is done by a reading that is in doubt."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from bot.clock import AGREED, FAR, FRESH, Credence, SteadyClock, Vouch
from bot.tls import date_of
from tests.bot.conftest import MONDAY

SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
JUMPS = [-HOUR, 2 * DAY, 120 * DAY, -400 * DAY, 10 * SECOND]


@dataclass
class Machine:
    """A machine whose clock can be set, and whose seconds go on whatever it shows."""

    shown: datetime = MONDAY
    seconds: float = 1000.0

    def wall(self) -> datetime:
        return self.shown

    def monotonic(self) -> float:
        return self.seconds

    def live(self, span: timedelta) -> None:
        self.shown += span
        self.seconds += span.total_seconds()

    def word(self) -> Vouch:
        """What an operator says who looks at it now."""
        return Vouch(self.shown, self.seconds)

    def clock(self) -> SteadyClock:
        return SteadyClock(self.wall, self.monotonic)


def near(one: datetime, other: datetime) -> bool:
    return abs(one - other) <= 3 * SECOND


def test_an_undisturbed_clock_is_followed() -> None:
    machine = Machine()
    clock = machine.clock()
    for _ in range(100):
        machine.live(HOUR)
        machine.shown += SECOND  # it runs a little fast, and is the better one
        assert clock() == machine.shown
    assert clock.sure


@pytest.mark.parametrize("jump", JUMPS)
def test_time_goes_on_through_any_jump_and_back_again(jump: timedelta) -> None:
    machine = Machine()
    clock = machine.clock()
    machine.live(HOUR)
    clock()
    machine.shown += jump
    for minutes in range(1, 50):
        machine.live(timedelta(minutes=1))
        assert near(clock(), MONDAY + HOUR + timedelta(minutes=minutes))
    machine.shown -= jump
    machine.live(HOUR)
    assert near(clock(), machine.shown)
    assert clock.sure


@pytest.mark.parametrize("jump", [jump for jump in JUMPS if abs(jump) <= FAR])
def test_a_clock_that_holds_for_an_hour_is_followed(jump: timedelta) -> None:
    """Where it is off by no more than two days."""
    machine = Machine()
    clock = machine.clock()
    machine.shown += jump
    clock()
    machine.live(AGREED)
    assert near(clock(), machine.shown)


@pytest.mark.parametrize("jump", JUMPS)
def test_a_wrong_clock_is_never_followed_while_telegram_tells_the_right_time(jump: timedelta) -> None:
    machine = Machine()
    clock = machine.clock()
    machine.shown += jump
    for minutes in range(1, 300):
        machine.live(timedelta(minutes=1))
        clock.confirm(MONDAY + timedelta(minutes=minutes))
        assert near(clock(), MONDAY + timedelta(minutes=minutes))


@pytest.mark.parametrize("jump", [jump for jump in JUMPS if abs(jump) > timedelta(minutes=1)])
def test_a_jump_is_followed_at_once_where_telegram_says_so(jump: timedelta) -> None:
    """As after a machine slept: its seconds stood still, and its clock is right."""
    machine = Machine()
    clock = machine.clock()
    machine.shown += jump
    clock.confirm(machine.shown)
    assert near(clock(), machine.shown)
    assert clock.sure


@pytest.mark.parametrize(
    ("ago", "sure"),
    [(0 * DAY, True), (HOUR, True), (FAR, True), (FAR + HOUR, False), (120 * DAY, False), (-HOUR, False)],
)
def test_at_the_start_a_clock_far_from_the_last_sign_of_life_is_in_doubt(
    ago: timedelta, *, sure: bool
) -> None:
    clock = Machine().clock()
    clock.doubt(MONDAY - ago)
    assert clock.sure is sure


def test_who_was_never_alive_has_nothing_to_doubt_by() -> None:
    clock = Machine().clock()
    clock.doubt(None)
    assert clock.sure


def test_it_is_never_earlier_than_it_has_been() -> None:
    clock = Machine().clock()
    clock.doubt(MONDAY + HOUR)
    assert near(clock(), MONDAY + HOUR)


def test_doubt_ends_after_an_hour() -> None:
    machine = Machine()
    clock = machine.clock()
    clock.doubt(MONDAY - 120 * DAY)
    machine.live(AGREED - SECOND)
    assert not clock.sure
    machine.live(SECOND)
    assert clock.sure


@pytest.mark.parametrize("right", [MONDAY, MONDAY - 120 * DAY, MONDAY + DAY])
def test_doubt_ends_where_telegram_tells_the_time_and_its_time_is_right(right: datetime) -> None:
    clock = Machine().clock()
    clock.doubt(MONDAY - 121 * DAY)
    clock.confirm(right)
    assert clock.sure
    assert near(clock(), right)


def test_what_was_said_a_day_ago_tells_nothing_of_now() -> None:
    clock = Machine().clock()
    clock.doubt(MONDAY - 120 * DAY)
    clock.confirm(MONDAY - DAY, exact=False)
    assert not clock.sure
    assert near(clock(), MONDAY)


def test_what_was_said_later_than_now_shows_that_it_is_later() -> None:
    clock = Machine().clock()
    clock.confirm(MONDAY + DAY, exact=False)
    assert near(clock(), MONDAY + DAY)


def test_a_clock_that_lies_twice_is_counted_anew() -> None:
    machine = Machine()
    clock = machine.clock()
    for jump in (2 * DAY, -3 * DAY, 5 * HOUR):
        machine.shown += jump
        machine.live(timedelta(minutes=40))
        clock()
    assert near(clock(), MONDAY + timedelta(minutes=120))


def test_a_trusted_server_tells_the_time_with_every_answer() -> None:
    assert date_of("https", "Mon, 23 Nov 2026 14:42:00 GMT") == MONDAY


@pytest.mark.parametrize(
    ("scheme", "said"),
    [("http", "Mon, 23 Nov 2026 14:42:00 GMT"), ("https", "yesterday"), ("https", "")],
)
def test_what_anybody_could_have_said_or_is_no_date_tells_nothing(scheme: str, said: str) -> None:
    assert date_of(scheme, said) is None


def test_a_clock_far_off_is_not_followed_for_holding() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.shown += 120 * DAY
    machine.live(10 * HOUR)
    clock()
    machine.live(10 * HOUR)
    assert near(clock(), MONDAY + 20 * HOUR)


def test_an_old_doubt_lets_send_and_not_erase() -> None:
    machine = Machine()
    clock = machine.clock()
    clock.doubt(MONDAY - 120 * DAY)
    machine.live(AGREED)
    assert clock.sure
    assert not clock.certain


@pytest.mark.parametrize("away", [-120 * DAY, 120 * DAY])
def test_one_odd_answer_moves_no_clock_that_nothing_else_doubts(away: timedelta) -> None:
    """A date that stands still is no time, however often it is told."""
    machine = Machine()
    clock = machine.clock()
    odd = MONDAY + away
    for _ in range(60):
        clock.confirm(odd)
        machine.live(10 * SECOND)
    assert near(clock(), machine.shown)
    assert clock.certain


def test_what_is_told_again_and_goes_on_is_believed_against_the_machine() -> None:
    machine = Machine()
    clock = machine.clock()
    for _ in range(14):
        clock.confirm(machine.shown - 120 * DAY)
        machine.live(10 * SECOND)
    assert near(clock(), machine.shown - 120 * DAY)


@pytest.mark.parametrize("jump", [jump for jump in JUMPS if abs(jump) > timedelta(minutes=1)])
def test_a_jump_is_followed_at_once_where_an_operator_says_that_the_clock_is_right(jump: timedelta) -> None:
    machine = Machine()
    clock = machine.clock()
    machine.shown += jump
    clock()
    word = machine.word()
    machine.live(FRESH)
    assert clock.vouch(word) is Credence.TAKEN
    assert clock() == machine.shown


@pytest.mark.parametrize("ago", [120 * DAY, -HOUR, -400 * DAY])
def test_doubt_ends_where_an_operator_says_that_the_clock_is_right(ago: timedelta) -> None:
    machine = Machine()
    clock = machine.clock()
    clock.doubt(MONDAY - ago)
    assert clock.vouch(machine.word()) is Credence.TAKEN
    assert clock.certain
    assert clock() == machine.shown


@pytest.mark.parametrize("late", [FRESH + SECOND, 30 * DAY, -SECOND])
def test_an_operators_word_of_another_time_is_not_taken(late: timedelta) -> None:
    """Nor one of before the machine was started again, which has its seconds from nought."""
    machine = Machine()
    word = machine.word()
    machine.live(late)
    clock = machine.clock()
    clock.doubt(MONDAY - 120 * DAY)
    assert clock.vouch(word) is Credence.OLD
    assert not clock.certain


@pytest.mark.parametrize("jump", [*JUMPS, 3 * SECOND])
def test_an_operators_word_does_not_hold_for_what_the_clock_is_set_to_afterwards(jump: timedelta) -> None:
    machine = Machine()
    clock = machine.clock()
    clock.doubt(MONDAY - 120 * DAY)
    word = machine.word()
    machine.shown += jump
    machine.live(SECOND)
    assert clock.vouch(word) is Credence.OLD
    assert near(clock(), MONDAY + SECOND)
    assert not clock.certain


@pytest.mark.parametrize("jump", [jump for jump in JUMPS if abs(jump) > timedelta(minutes=1)])
def test_what_telegram_has_said_within_the_hour_stands_above_an_operator(jump: timedelta) -> None:
    machine = Machine()
    clock = machine.clock()
    machine.shown += jump
    clock.confirm(MONDAY)
    machine.live(AGREED - SECOND)
    assert clock.vouch(machine.word()) is Credence.DENIED
    assert near(clock(), machine.shown - jump)
    machine.live(SECOND)
    assert clock.vouch(machine.word()) is Credence.TAKEN


@pytest.mark.parametrize("past", [SECOND, 30 * SECOND, -30 * SECOND])
def test_what_somebody_wrote_a_while_ago_ends_no_doubt_however_near_it_is(past: timedelta) -> None:
    """As what waited at Telegram while a machine with a dead battery was off: all of it is past."""
    machine = Machine()
    clock = machine.clock()
    clock.doubt(MONDAY + 12 * HOUR)
    clock.confirm(MONDAY + 12 * HOUR + past, exact=False)
    assert not clock.sure


@pytest.mark.parametrize("late", [6 * SECOND, SECOND])
def test_a_time_that_was_guessed_from_the_last_sign_of_life_is_put_right_to_the_second(
    late: timedelta,
) -> None:
    """Or the machine's clock, right again, would be taken for one that is off by those seconds."""
    machine = Machine()
    clock = machine.clock()
    clock.doubt(MONDAY + HOUR)
    clock.confirm(MONDAY + HOUR + late)
    machine.shown = MONDAY + HOUR + late
    assert clock() == machine.shown
    assert clock.off == timedelta()
