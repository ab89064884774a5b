"""What a text is for is decided before anything is computed: only a question costs what the engine costs."""

from collections.abc import Iterator
from pathlib import Path
from time import thread_time

import pytest

from bot.care.conversation import listeners
from bot.care.conversation.exchange import Exchange
from bot.care.ground.heard import Form
from bot.handlers import dispatch
from bot.store import inbox
from bot.store.inbox import Kept
from bot.store.tx import Tx
from tests.bot.care.conversation.states import STATES, begun
from tests.bot.care.floor import Floor
from tests.bot.tracing import Entered, entered, files

ENGINE = "messages/heard/questions/"
OF_MEANING = {"encoder.py", "wordpieces.py"}  # what a second opinion on a red flag reads with, too
MOST_FILES = 75
MOST_SECONDS = 0.001 * 3  # of the processor; whoever shares it may slow it down to a third
ANSWERED = "how long will I be sore?"
NO_QUESTIONS = (
    ("checked in", "4"),
    ("checked in", "it is an 8"),
    ("asked whether a time is right", "yes"),
    ("asked for a time", "yesterday 9am"),
    ("asked for a city", "Lisbon"),
    ("asked whether to go on", "yes"),
    ("asked whether to forget", "no"),
    ("idle", "stop"),
    ("idle", "/plan"),
    ("clinician", "/enroll JD 14:30 left shoulder"),
    ("clinician", "how are you?"),
    ("clinician asked for a label", "MK 14"),
    ("clinician asked for a line", "How long will you be sore? Mostly two days, rarely more."),
)
CHEAP = [case for case in NO_QUESTIONS if case[1] in ("4", "yes", "/plan", "stop")]
CHEAP += [case for case in NO_QUESTIONS if case[0].startswith("clinician asked")]


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    opened = begun(tmp_path)
    yield opened
    opened.close()


def traced(floor: Floor, chat: int, text: str) -> Entered:
    """The whole of what is done for a text, on the thread of the store."""
    form = Form.COMMAND if text.startswith("/") else Form.TYPED
    heard = floor.heard(chat, text, form)

    def work(tx: Tx) -> Entered:
        inbox.keep(tx, [Kept(1, b"{}")], floor.now)
        return entered(lambda: dispatch._effect(tx, floor.reception, 1, dispatch.listen, heard))

    return floor.store.run_now(work)


@pytest.mark.parametrize(("state", "text"), NO_QUESTIONS)
def test_what_is_no_question_enters_no_file_of_the_engine(floor: Floor, state: str, text: str) -> None:
    found = files(traced(floor, STATES[state](floor), text))
    assert "bot/care/conversation/listeners.py" in found
    assert {file for file in found if file.startswith(ENGINE)} == set()


def test_an_alarm_is_weighed_by_its_meaning_and_asks_the_engine_nothing(floor: Floor) -> None:
    found = files(traced(floor, STATES["idle"](floor), "I can't breathe"))
    assert {file.removeprefix(ENGINE) for file in found if file.startswith(ENGINE)} <= OF_MEANING


def test_a_question_enters_the_engine(floor: Floor) -> None:
    found = files(traced(floor, STATES["idle"](floor), ANSWERED))
    assert {file for file in found if file.startswith(ENGINE)}


def test_a_typed_4_enters_few_files_of_the_house(floor: Floor) -> None:
    entered_files = files(traced(floor, STATES["checked in"](floor), "4"))
    found = {file for file in entered_files if file.startswith(("bot/", "messages/", "schedules/"))}
    assert floor.rows("SELECT value FROM answers") == [{"value": 4}]
    assert len(found) < MOST_FILES, sorted(found)


@pytest.mark.parametrize(("state", "text"), CHEAP)
def test_reading_and_deciding_take_less_than_a_millisecond(floor: Floor, state: str, text: str) -> None:
    """Of many times the best, in seconds of the processor, so that a busy machine changes nothing."""
    chat = STATES[state](floor)
    form = Form.COMMAND if text.startswith("/") else Form.TYPED

    def decide(tx: Tx) -> float:
        began = thread_time()
        listeners.first(Exchange(floor.desk(tx), floor.heard(chat, text, form)))
        return thread_time() - began

    assert min(floor.store.run_now(decide) for _ in range(50)) < MOST_SECONDS
