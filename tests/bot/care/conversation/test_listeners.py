"""One list says who hears a text first, and a table beside it who that is wherever a conversation stands."""

import tomllib
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.care.conversation import listeners
from bot.care.conversation.exchange import Exchange
from bot.care.conversation.listener import Listener
from bot.care.conversation.listeners import LISTENERS
from bot.care.ground.heard import Form
from bot.commands import main
from bot.store.tx import Tx
from messages.heard.diary.reading import DiaryFile
from tests.bot.care.conversation.states import STATES, begun
from tests.bot.care.floor import JO, PAT, SAM, Floor
from tests.bot.tracing import Entered, entered

TABLE = tomllib.loads((Path(__file__).parent / "listeners.toml").read_text(encoding="utf-8"))
ALL = "any text"
TEXTS = (
    "4",
    "about 8",
    "yes",
    "no",
    "stop",
    "I can't breathe",
    "my arm feels funny",
    "yesterday 9am",
    "Lisbon",
    "how long will I be sore?",
    "thanks",
    "asdf qwer",
    "seven",
    "no idea",
    "why",
    "a new one",
    "the time was wrong",
    "forget me",
    "resume",
    "when do my reminders start again?",
    "the second one",
)
BY_FORM = (
    (PAT, Form.COMMAND, "/plan", "command"),
    (PAT, Form.COMMAND, "/help dizzy", "command"),
    (PAT, Form.COMMAND, "/help I can't breathe", "red flag"),
    (PAT, Form.COMMAND, "/help my arm feels funny", "possible red flag"),
    (SAM, Form.COMMAND, "/start I-can-t-breathe", "command"),
    (JO, Form.COMMAND, "/enroll I can't breathe", "command"),
    (PAT, Form.COMMAND, "/sore 4", "command"),
    (PAT, Form.COMMAND, "/sore unbearable 9", "command"),
    (PAT, Form.COMMAND, "/sore 8 and it is getting worse", "command"),
    (PAT, Form.COMMAND, "/sore I cannot breathe", "red flag"),
    (PAT, Form.UNKNOWN_COMMAND, "/soar", "unknown command"),
    (PAT, Form.UNKNOWN_COMMAND, "/soar I cannot breathe", "red flag"),
    (PAT, Form.CHANGED_COMMAND, "/help", "changed command"),
    (PAT, Form.CHANGED_COMMAND, "/help I can't breathe", "red flag"),
    (PAT, Form.FORWARDED, "good luck", "forwarded"),
    (PAT, Form.FORWARDED, "I can't breathe", "red flag"),
    (PAT, Form.CONTACT, "", "contact"),
    (SAM, Form.CONTACT, "", "contact"),
    (PAT, Form.OTHER, "", "no text"),
    (PAT, Form.OTHER, "look at this", "caption"),
    (SAM, Form.OTHER, "look at this", "no text"),
    (PAT, Form.OTHER, "I can't breathe", "red flag"),
    (PAT, Form.CHANGED, "stop", "opt-out"),
    (JO, Form.CHANGED, "hello", "colleague"),
    (JO, Form.TYPED, "I am away until Friday", "away or back"),
    (JO, Form.TYPED, "I'm back", "away or back"),
)
READ_ONCE = {
    "times": ("messages/heard/times/when.py", "read"),
    "places": ("messages/heard/place_search.py", "find_zones"),
    "red flags": ("messages/heard/red_flags/triage.py", "_judge"),
    "questions": ("messages/heard/questions/engine.py", "_find"),
}


def taker(floor: Floor, chat: int, text: str, form: Form = Form.TYPED) -> Listener:
    """Who would take a text."""
    heard = floor.heard(chat, text, form)
    return floor.store.run_now(lambda tx: listeners.first(Exchange(floor.desk(tx), heard)))


class UndoneError(Exception):
    """Ends a transaction that shall leave no trace."""


def tried(floor: Floor, chat: int, text: str) -> Entered:
    """What is entered when a text is taken; nothing comes of it."""
    found: list[Entered] = []

    def work(tx: Tx) -> None:
        found.append(entered(lambda: listeners.hear(floor.desk(tx), floor.heard(chat, text))))
        raise UndoneError

    with pytest.raises(UndoneError):
        floor.store.run_now(work)
    return found[0]


@pytest.mark.parametrize("state", STATES)
def test_each_text_is_heard_by_whom_the_table_says_and_asking_who_that_is_changes_nothing(
    tmp_path: Path, state: str
) -> None:
    floor = begun(tmp_path)
    chat = STATES[state](floor)
    before = floor.kept()
    said = {name: TEXTS if texts == ALL else texts for name, texts in TABLE[state].items()}
    assert {text: taker(floor, chat, text).name for text in TEXTS} == {
        text: name for name, texts in said.items() for text in texts
    }
    assert floor.kept() == before
    floor.close()


def test_what_is_no_mere_text_is_heard_by_its_form(tmp_path: Path) -> None:
    floor = begun(tmp_path)
    found = [(chat, form, text, taker(floor, chat, text, form).name) for chat, form, text, _ in BY_FORM]
    assert found == list(BY_FORM)
    floor.close()


def test_what_is_changed_later_is_no_answer_of_a_colleagues(tmp_path: Path) -> None:
    floor = begun(tmp_path)
    chat = STATES["clinician asked for a label"](floor)
    assert taker(floor, chat, "JD", Form.TYPED).name == "dictation"
    assert taker(floor, chat, "JD", Form.CHANGED).name == "colleague"
    floor.close()


def test_a_place_on_the_map_is_an_answer_only_where_it_was_asked_where_they_are(tmp_path: Path) -> None:
    floor = begun(tmp_path)
    assert taker(floor, PAT, "", Form.LOCATION).name == "no text"
    assert taker(floor, STATES["asked for a city"](floor), "", Form.LOCATION).name == "location"
    floor.close()


def test_a_list_of_patients_is_no_complaint_of_who_pastes_it(tmp_path: Path) -> None:
    floor = begun(tmp_path)
    lines = "AA 9:00 numb arm, left shoulder\nBB 9:30 chest\nCC 10:00 sore neck 8"
    assert taker(floor, JO, lines).name == "list of patients"
    assert taker(floor, PAT, lines).name != "list of patients"
    assert taker(floor, JO, "I can't breathe\nmy chest hurts\nplease help").name == "red flag"
    floor.close()


def test_a_document_is_a_diary_where_a_colleague_sends_it(tmp_path: Path) -> None:
    floor = begun(tmp_path)
    for chat, name in ((JO, "diary"), (PAT, "no text")):
        heard = replace(floor.heard(chat, "", Form.OTHER), diary=DiaryFile(problem="empty"))
        exchange = partial(Exchange, heard=heard)
        found = floor.store.run_now(lambda tx, at=exchange: listeners.first(at(floor.desk(tx))))  # type: ignore[misc]
        assert found.name == name
    floor.close()


def test_every_listener_hears_something_and_is_called_by_one_name() -> None:
    heard = {name for takers in TABLE.values() for name in takers} | {name for *_, name in BY_FORM}
    heard |= {"location", "list of patients", "diary"}
    heard |= {"named", "for me", "for another", "mine", "did it"}  # in the dialogues of several people
    heard |= {"not theirs"}  # where a link is offered
    names = Counter(listener.name for listener in LISTENERS)
    assert set(names) == heard
    assert set(names.values()) == {1}
    assert TABLE.keys() == STATES.keys()


def test_the_list_is_printed_in_its_order_with_when_and_what_each_takes() -> None:
    printed = CliRunner().invoke(main, ["listeners"]).output
    told = [line.partition(". ")[2] for line in printed.splitlines() if not line.startswith("    ")]
    assert told == [listener.name for listener in LISTENERS]
    assert all(listener.when in printed and listener.takes in printed for listener in LISTENERS)


@pytest.mark.parametrize(
    "state",
    [
        "asked whether a time is right",
        "asked for a city",
        "alert unseen, asked for a time",
        "shown the signs in a question",
        "asked for a time, then checked in",
        "clinician asked for a time",
    ],
)
def test_a_text_is_read_once_at_most_by_each_reader(tmp_path: Path, state: str) -> None:
    floor = begun(tmp_path)
    chat = STATES[state](floor)
    floor.move(minutes=2)  # what is written in one breath is also read together
    for text in TEXTS:
        found = tried(floor, chat, text)
        assert {what: found[where] for what, where in READ_ONCE.items() if found[where] > 1} == {}, text
    floor.close()
