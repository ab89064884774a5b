"""Whatever is written in whatever order: nothing is said twice in a row, no sign and no rating is lost."""

import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st

from bot.care.ground.says.message import MESSAGES
from messages.heard.reader import ReadingKind
from schedules.clinical import CLINICAL
from tests.bot.care.conversation.states import begun, press
from tests.bot.care.floor import JO, PAT, Said

TEXTS = (
    *("seven", "4", "6 or 7", "no pain at all", "a bit better than before", "worse", "-1"),
    *("yes", "no", "nah honestly im fine", "none of those thanks", "ok", "sure", "the third one"),
    *("thanks", "hello", "goodbye", "why?", "and after that?", "ok but why", "i dont remember"),
    *("how long will I be sore?", "can I have wine tonight", "can I drive?", "who are you", "asdf qwer"),
    *("my arm feels funny", "I can't breathe", "my calf is swollen and hot", "and I cough up blood"),
    *("i cant", "really", "breathe", "is it ok", "to swim", "i dont think ill see the weekend"),
    *("false alarm, sorry", "i am at the hospital now", "better now", "can you call me?"),
    *("stop", "turn them on again", "pause", "please stop with all these texts", "erase everything"),
    *("6 out of 10", "bit worse than before", "its like", "why do you ask?", "ok then no"),
    *("too many reminders, I have had it", "no, keep them", "i dont want to call 112"),
    *("yesterday 9am", "about half six", "Lisbon", "one hour later", "/treated", "/plan", "/faq", "/sore"),
)
TAPS = ("Seen", "Close", "Answer")
WAITS = (2, 20, 100, 1200, 5400, 4 * 3600)  # seconds
SHOWN_ON_DEMAND = ("bot.plan", "bot.faq", "bot.plan_again", "bot.sore_now")  # by a command
moves = st.one_of(
    st.sampled_from(TEXTS),
    st.sampled_from(WAITS),
    st.sampled_from([f"[{tap}]" for tap in TAPS]),
)


class Exchange:
    """One patient and the clinic, and what is true of all that is said to the patient."""

    def __init__(self, folder: Path) -> None:
        self.floor = begun(folder)

    def move(self, move: str | int) -> None:
        if isinstance(move, int):
            self.floor.move(seconds=move)
            self._look(self.floor.deliver(), "")
        elif move.startswith("["):
            self._tap(move.strip("[]"))
        else:
            asked = self._open_check_in()
            self.floor.move(seconds=1)
            self.floor.say(PAT, move)
            said = self.floor.deliver()
            self._look(said, move)
            self._no_sign_is_lost(move)
            self._no_rating_is_lost(move, asked, said)

    def _tap(self, label: str) -> None:
        if any(
            label == shown for one in self.floor.said if one.message.chat_id == JO for shown in labels(one)
        ):
            press(self.floor, JO, label)
            self._look([], "")

    def _look(self, said: list[Said], after: str) -> None:
        """Not the same words twice in a row, and nothing untrue of who has read an alarm."""
        told = [one for one in self.floor.said if one.message.chat_id == PAT]
        for one, then in pairwise(told):
            free = is_same_again(then) or then.message.key in SHOWN_ON_DEMAND
            assert free or one.words.text != then.words.text, (after, then.words.text)
        unseen = self.floor.rows("SELECT 1 FROM alerts WHERE seen_at IS NULL")
        for one in said:
            if one.message.chat_id == PAT and one.message.key.startswith("bot.thread_"):
                assert unseen or "Nobody at" not in one.words.text, one.words.text

    def _no_sign_is_lost(self, text: str) -> None:
        """A sign that is plain by itself is with the clinic."""
        if text.startswith("/"):
            return
        flag = self.floor.heard(PAT, text).flag
        if flag and flag.kind is ReadingKind.URGENT and self.floor.rows("SELECT 1 FROM patients"):
            words = "\n".join(str(row["words"]) for row in self.floor.rows("SELECT words FROM alert_words"))
            assert text in words

    def _open_check_in(self) -> bool:
        since = int(self.floor.now.timestamp() - CLINICAL.question_open.total_seconds())
        return bool(
            self.floor.rows(
                """SELECT 1 FROM outbox WHERE chat_id = :pat AND sort = 'question' AND state = 'sent'
                   AND answered IS NULL AND claimed_at > :since""",
                pat=PAT,
                since=since,
            )
        )

    def _no_rating_is_lost(self, text: str, asked: bool, said: list[Said]) -> None:
        """While a check-in waits, a plain number is noted, or the scale is shown."""
        if asked and text in ("4", "seven"):
            keys = {one.message.key for one in said if one.message.chat_id == PAT}
            noted = any(key.startswith("bot.sore") for key in keys)
            in_a_time = any(key.startswith(("bot.confirm_treated", "bot.when_")) for key in keys)
            assert noted or in_a_time, keys


def is_same_again(said: Said) -> bool:
    """Whether it may be said twice in the very same words: urgent ones, which nothing is to delay."""
    kind = MESSAGES.get(said.message.key)
    return kind is not None and kind.same_again


def labels(said: Said) -> Iterator[str]:
    yield from (label for row in said.words.buttons for label, _ in row)


def played(examples: int, seed: int | None = None) -> None:
    """So many exchanges; with a seed those that it gives, else always the same. Raises AssertionError."""

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=seed is None,
        suppress_health_check=[*HealthCheck],
        database=None,
    )
    @given(st.lists(moves, min_size=10, max_size=50))
    def exchange(found: list[str | int]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            one = Exchange(Path(folder))
            try:
                for move in found:
                    one.move(move)
            finally:
                one.floor.close()

    (seeded(seed)(exchange) if seed is not None else exchange)()
