"""A patient who does anything in any order, on any network, with a process that may die at any step."""

import asyncio
import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.store import outbox
from tests.crash import laws
from tests.crash.busy import busy
from tests.crash.network import Json, Outcome, World
from tests.crash.people import say, tap
from tests.crash.story import START
from tests.crash.ward import Place, Ward
from tests.lengths import Length, lengths

COMMANDS = ("/start", "/plan", "/pause", "/resume", "/stop", "/treated", "/timezone", "/help", "/oops")
WORDS = ("hello", "yes", "no", "stop", "14:30", "yesterday 9am", "just now", "Tokyo", "Lisbon", "Honolulu")
TAPS = (
    "Done",
    "Done: drink",
    "Done: move",
    "Done: stretch",
    "Later",
    "I'm worried",
    "Yes",
    "No",
    "Just now",
    "A new session",
    "Correct the time",
    "7",
    "2",
)
CITIES = ("Tokyo", "Lisbon", "Honolulu", "Auckland")
OUTCOMES = st.lists(st.sampled_from(list(Outcome)), min_size=1, max_size=3)
PLACE: list[Place] = []


def place() -> Place:
    """The busy clinic, read once."""
    if not PLACE:
        with tempfile.TemporaryDirectory() as folder:
            PLACE.append(Place.at(Path(folder), content_dir=busy(Path(folder) / "content")))
    return PLACE[0]


class Companionship(RuleBasedStateMachine):
    """The bot beside a patient; what must hold holds after every rule."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.runner = asyncio.Runner()
        self.world = World(START)
        self.ward = Ward(place(), Path(self.folder.name) / "machine.db", self.world)
        self.runner.run(self.ward.open())

    def teardown(self) -> None:
        self.ward.close()
        self.runner.close()
        self.folder.cleanup()

    def live(self, **by: float) -> None:
        self.runner.run(self.ward.until(self.world.now + timedelta(**by)))

    @initialize(ended=st.sampled_from(("14:30", "14:00", "9am", "yesterday 20:00")))
    def registers(self, ended: str) -> None:
        say(self.world, "/start")
        self.live()
        tap(self.world, "I agree")
        self.again(ended)
        tap(self.world, "Yes")
        self.live()

    @rule(ended=st.sampled_from(("14:30", "9am", "yesterday 20:00", "yesterday 9am")))
    def again(self, ended: str) -> None:
        """A new session, or the first one."""
        if any(message.text.startswith("This is your plan") for message in self.world.shown):
            say(self.world, "/treated")
            self.live()
            tap(self.world, "A new session")
        self.live()
        say(self.world, ended)
        self.live()
        tap(self.world, "Yes")
        self.live()

    @rule(city=st.sampled_from(CITIES))
    def travels(self, city: str) -> None:
        say(self.world, "/timezone")
        self.live()
        tap(self.world, "No, another time")
        self.live()
        say(self.world, city)
        self.live()
        tap(self.world, "Yes")
        self.live()

    @rule(text=st.sampled_from(COMMANDS + WORDS))
    def writes(self, text: str) -> None:
        say(self.world, text)
        self.live()

    @rule(label=st.sampled_from(TAPS))
    def taps(self, label: str) -> None:
        tap(self.world, label)
        self.live()

    @rule(minutes=st.integers(1, 45))
    def minutes_pass(self, minutes: int) -> None:
        self.live(minutes=minutes)

    @rule(hours=st.sampled_from((1, 3, 7, 12, 26)))
    def hours_pass(self, hours: int) -> None:
        self.live(hours=hours)

    @rule(hours=st.sampled_from((1, 5, 12)), weather=st.sampled_from((Outcome.UNREACHABLE, Outcome.WAIT)))
    def an_outage(self, hours: int, weather: Outcome) -> None:
        """Nothing leaves for hours; the last look before it ends leaves much due at once."""
        self.world.weather = weather
        self.live(hours=hours)
        self.world.weather = Outcome.OK
        self.world.move(hours=1)
        self.live()

    @rule(outcomes=OUTCOMES, step=st.none() | st.integers(0, 9))
    def the_next_message_meets_trouble(self, outcomes: list[Outcome], step: int | None) -> None:
        """A network that fails as the next reminder goes out, and perhaps a process that dies over it."""
        due = self.ward.look(outbox.next_due) or self.world.now
        self.world.ahead = outcomes
        self.ward.fuse.set(*([] if step is None else [step]))
        self.live(seconds=max(0.0, (due - self.world.now).total_seconds()))
        self.ward.fuse.set()
        self.world.ahead.clear()

    @rule(step=st.integers(0, 14), text=st.sampled_from(("hello", "/plan", "/pause", "/resume")))
    def the_process_dies(self, step: int, text: str) -> None:
        self.ward.fuse.set(step)
        say(self.world, text)
        tap(self.world, "I'm worried")
        self.live(minutes=20)
        self.ward.fuse.set()

    @precondition(lambda self: self.world.sent)
    @rule(back=st.integers(1, 20))
    def telegram_offers_updates_again(self, back: int) -> None:
        self.world.pending = [*self._lately(timedelta(days=1))[-back:], *self.world.pending]
        self.live()

    @rule()
    def the_bot_is_restarted_after_a_standstill(self) -> None:
        self.ward.close()
        self.world.move(hours=2)
        self.runner.run(self.ward.open())
        self.live()

    @invariant()
    def every_promise_is_kept(self) -> None:
        rows, world = self.ward.rows(), self.world
        pairs = laws.unprompted(rows, world.shown)
        laws.no_step_is_shown_twice(rows, world.shown)
        laws.what_is_marked_is_true(rows, world.shown)
        laws.what_is_unclear_is_not_sent_again(rows, world.attempts, laws.tapped(world.did))
        laws.the_night_is_quiet(pairs, self.ward.place.house.quiet)
        laws.nothing_stale_is_shown(pairs)
        laws.only_active_patients_are_reminded(pairs)
        laws.nobody_gets_too_much(pairs)
        laws.a_replaced_treatment_is_silent(pairs, self.ward.rows("treatments"))

    @invariant()
    def every_update_had_its_effect_once(self) -> None:
        rows = self.ward.rows()
        sent = [update["update_id"] for update in self._lately(timedelta(days=7))]
        laws.every_update_had_its_effect_once(sent, self.ward.rows("inbox"))
        assert len(self.ward.rows("worries")) == self.world.did["worried"]
        urgent = {row["state"] for row in rows if row["sort"] == "urgent"}
        assert urgent <= {"sent", "due", "blocked"}
        now = self.world.now.timestamp()
        stuck = [row for row in rows if row["state"] in ("sending", "failed")]
        overdue = [row for row in rows if row["state"] == "due" and row["due_at"] <= now]
        assert not stuck + overdue

    def _lately(self, span: timedelta) -> list[Json]:
        """The updates that Telegram, or the bot, may still remember."""
        since = (self.world.now - span).timestamp()
        return [update for update in self.world.sent if said_at(update) > since]


def said_at(update: Json) -> int:
    """When it was written or tapped."""
    message = update.get("message") or update["callback_query"]["message"]
    return int(message["date"])


@lengths
def test_every_promise_is_kept_whatever_happens_in_whatever_order(length: Length) -> None:
    run_state_machine_as_test(
        Companionship,
        settings=settings(
            max_examples=length.count(12, 4),
            stateful_step_count=20,
            derandomize=True,
            database=None,
            phases=[Phase.generate],  # a failing story is long; shrinking one takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
