"""What reads texts is made by whoever wants it first, and is whole from then on."""

import asyncio
import contextlib
import gc
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from bot import content, heap
from bot.readers import QUIET, FileReaders, Readers
from bot.store import vitals
from bot.store.advice import OWN, Advice
from messages.heard.questions.engine import Engine
from messages.heard.questions.nearing import NEARING, Nearing
from messages.heard.reader import Reader, ReadingKind
from messages.heard.red_flags.second_opinion import SecondOpinion
from messages.languages import packaged as packaged_languages
from tests.bot.alarm import followed
from tests.bot.conftest import MONDAY
from tests.bot.made_once import packaged, ready

TOPIC = f"{OWN}hot-yoga"
ASKED = "may I go to hot yoga?"


def own_topic() -> Advice:
    """One that a clinic has made itself."""
    return Advice(
        id=1,
        code="A1",
        author=1,
        topic=TOPIC,
        language="en",
        words="Wait a day.",
        title="Hot yoga",
        asks=(ASKED, "is hot yoga allowed"),
        name="Kim",
        signed=MONDAY,
        review=MONDAY + timedelta(days=300),
    )


def test_nothing_is_made_until_it_is_wanted_and_then_it_is_whole() -> None:
    readers = Readers(None, packaged().readers)
    assert not readers.are_ready
    assert readers.entries["en"] == packaged().readers["en"].entries
    assert not readers.are_ready
    assert readers.of("en").engine
    assert readers.are_ready


def test_two_who_want_it_at_once_have_the_same() -> None:
    """The second waits for the first: no text is ever read by half a reader."""
    files = FileReaders(packaged().readers)
    with ThreadPoolExecutor(2) as threads:
        one, other = threads.map(lambda _: files.whole(), range(2))
    assert one is other
    assert one["en"].engine


def test_what_a_clinic_has_made_before_the_readers_were_is_known_to_them() -> None:
    readers = Readers(None, ready())
    readers.know([own_topic()])
    assert TOPIC in readers.entries["en"]
    assert readers.of("en").read(ASKED).entry == TOPIC
    readers.know([])
    assert TOPIC not in readers.entries["en"]
    assert readers.of("en").read(ASKED).entry != TOPIC


def test_a_reader_whose_words_are_not_made_yet_judges_as_one_whose_words_are() -> None:
    fresh = Readers(None, {"en": anew()}).of("en")
    assert fresh.flag("my chest feels tight") == ready()["en"].flag("my chest feels tight")
    assert fresh.read("how long will I be sore?").kind is ReadingKind.ANSWER


def anew() -> Reader:
    return packaged().readers["en"]


def test_who_rests_takes_less_room_and_reads_the_same() -> None:
    """To the last digit: what it reckons with is made of the same file again."""
    reader, text = ready()["en"], "can I have a glass of wine after it, and what about my calf"
    assert isinstance(reader.engine, Engine)
    encoder = reader.engine.encoder
    own = Nearing.of(packaged_languages() / "en" / "faq" / NEARING)
    before, deeper = encoder.vector(text), own.deepen(encoder.read_parts([text])).means()
    opinion = SecondOpinion(encoder, packaged_languages() / "en")
    told = opinion.of(text)
    taken = room(encoder) + room(own)
    reader.rest()
    opinion.rest()
    own.rest()
    assert room(encoder) + room(own) < taken / 3
    assert (encoder.vector(text) == before).all()
    assert (own.deepen(encoder.read_parts([text])).means() == deeper).all()
    opinion.of.cache_clear()
    assert opinion.of(text) == told


def room(held: object) -> int:
    """In bytes: what it has in arrays of its own."""
    layers = vars(held).get("_layers") or ()
    return 1 + sum(int(part.nbytes) for layer in layers for pair in vars(layer).values() for part in pair)


def test_they_rest_once_nobody_has_written_for_a_while_and_not_before() -> None:
    readers = Readers(None, ready())
    assert not readers.rest(0.0), "nothing is made yet"
    readers.of("en")
    assert not readers.rest(0.0)
    assert not readers.rest(QUIET - 1)
    readers.of("en")
    assert not readers.rest(QUIET)
    assert readers.rest(2 * QUIET)
    assert not readers.rest(9 * QUIET), "they do already"


async def test_they_are_made_once_telegram_has_been_asked_and_health_hears_of_them_then(
    tmp_path: Path,
) -> None:
    async with followed(tmp_path) as practice:
        bot, made = practice.clinic.bot, asyncio.Event()
        async with asyncio.TaskGroup() as group:
            making = group.create_task(bot.rounds.keep_readers(made.set))
            await made.wait()
            assert bot.readers.are_ready
            await bot.rounds.leave_signs()
            assert vitals.ENGINE in bot.store.run_now(vitals.all_of_them)
            assert not making.done(), "a part of the bot that ends would end it all"
            making.cancel()


def test_what_was_made_is_left_alone_and_garbage_is_looked_for_again() -> None:
    try:
        heap.grow()
        assert not gc.isenabled()
        heap.settle()
        assert gc.isenabled()
        assert gc.get_freeze_count()
    finally:
        gc.unfreeze()
        gc.enable()


def test_no_garbage_is_looked_for_while_modules_are_made_even_where_one_of_them_fails() -> None:
    try:
        with contextlib.suppress(ImportError), heap.growing():
            assert not gc.isenabled()
            raise ImportError
        assert gc.isenabled()
    finally:
        gc.unfreeze()


def test_a_start_does_not_wait_for_the_words_of_english_and_nobody_who_writes_does() -> None:
    started = Readers(found=content.load(None, trusting=True).readers)
    known = vars(vars(started.others)["_known"])
    assert "english" not in known
    started.make_ready()
    assert "walk" in known["english"]
