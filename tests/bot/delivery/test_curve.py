"""A curve goes with its words, holds up nobody, and where it cannot be drawn the words go alone."""

import fcntl
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.care.ground.says.message import stored
from bot.model import Sort
from bot.rehearsal.messages import Message
from bot.render import curve
from bot.store import outbox
from tests.bot.alarm import rest
from tests.bot.conftest import MONDAY
from tests.bot.render.figures import PICTURE
from tests.bot.staff import Practice, a_practice

SECOND = "How sore since the session: 6 out of 10 after 6 h, 4 after 20 h."


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    """Jo follows Pat, who has said 6 after six hours; it is twenty hours after the session."""
    async with a_practice(tmp_path) as opened:
        await opened.follow(opened.jo, opened.pat, "Label7Qz 14:30 left shoulder")
        await opened.at(MONDAY + timedelta(hours=6))
        await opened.clinic.press(opened.pat, "6", "I have noted 6 out of 10")
        await opened.at(MONDAY + timedelta(hours=20))
        yield opened


@contextmanager
def drawn_by(program: Path, text: str) -> Iterator[None]:
    """Another program stands in for the one that draws."""
    program.write_text(text, encoding="utf-8")
    before, curve.PROGRAM = curve.PROGRAM, program
    yield
    curve.PROGRAM = before


def pictured(message: Message) -> bool:
    return "photo" in message.body


async def test_who_says_how_sore_they_are_sees_how_it_goes(practice: Practice) -> None:
    """The words that say so anyhow are under the picture, and say what it shows."""
    shown = await practice.clinic.hear(practice.pat, "/sore 4", "I have noted 4 out of 10")
    assert pictured(shown)
    assert shown.words.endswith(SECOND)
    assert shown.button("Change my answer")
    assert shown.button("I'm worried")


async def test_the_answer_to_a_check_in_waits_for_no_picture(practice: Practice) -> None:
    await practice.at(MONDAY + timedelta(hours=24))
    assert not pictured(await practice.clinic.press(practice.pat, "4", "I have noted 4 out of 10"))


async def test_to_what_the_clinic_hears_of_the_words_wait_for_no_picture(practice: Practice) -> None:
    assert not pictured(await practice.clinic.hear(practice.pat, "/sore 8", "I have noted 8 out of 10"))


async def test_the_card_comes_first_and_the_course_as_a_picture_after_it(practice: Practice) -> None:
    card = await practice.card(practice.jo, practice.pat)
    assert not pictured(card)
    drawn = await practice.clinic.says(practice.jo, "Soreness: 6 of 10 after 6 h.", card.id)
    assert pictured(drawn)


async def test_the_picture_of_a_month_comes_the_same_way(practice: Practice) -> None:
    clinic, jo = practice.clinic, practice.jo
    clinic.bot.store.run_now(
        lambda tx: outbox.put(
            tx,
            chat_id=jo.id,
            sort=Sort.REPLY,
            key=PICTURE.key,
            audience=PICTURE.audience,
            language="en",
            due=clinic.clock.now,
            facts=stored(PICTURE),
        )
    )
    clinic.bot.pump.wake()
    assert pictured(await clinic.says(jo, "October 2026, the whole clinic: how sore"))


async def test_no_word_of_a_patient_is_in_the_name_of_a_file(practice: Practice) -> None:
    shown = await practice.clinic.hear(practice.pat, "/sore 4", "I have noted 4 out of 10")
    kept = practice.clinic.telegram.world.files.get(shown.body["photo"][-1]["file_id"])
    assert kept
    code = practice.patient(practice.pat).code
    for word in ("Label7Qz", "Pat", code, "shoulder"):
        assert word.casefold() not in f"{kept.upload.name} {kept.path}".casefold()
        assert word.encode() not in kept.upload.content


@pytest.mark.parametrize("program", ["raise SystemExit(3)", "", "import no_such_library"])
async def test_where_it_cannot_be_drawn_the_words_go_alone(
    practice: Practice, tmp_path: Path, program: str
) -> None:
    with drawn_by(tmp_path / "other.py", program):
        shown = await practice.clinic.hear(practice.pat, "/sore 4", "I have noted 4 out of 10")
    assert not pictured(shown)
    assert shown.text
    assert shown.words.endswith(SECOND)


async def test_while_curves_are_drawn_everybody_else_is_answered(practice: Practice, tmp_path: Path) -> None:
    """Two processes at a time and no more; a third curve waits, and what is urgent passes all of them."""
    clinic, gate = practice.clinic, tmp_path / "gate"
    people = [practice.quin, practice.sam, clinic.telegram.person("Uma")]
    for person in people:
        await practice.follow(practice.jo, person, f"{person.name} yesterday 14:30 left shoulder")
        await clinic.hear(person, "/sore 5", "I have noted 5 out of 10")
    await rest(practice)
    until_let = f"import fcntl\nfcntl.flock(open({str(gate)!r}), fcntl.LOCK_EX)"
    with gate.open("w") as held, drawn_by(tmp_path / "other.py", until_let):
        fcntl.flock(held, fcntl.LOCK_EX)
        asked = {person.id: person.say("/sore 4") for person in people}
        await clinic.hear(practice.pat, "/help", "This is what I can do")
        await clinic.hear(practice.pat, "I can't breathe", "Call 112 now")
        states = [row["state"] for row in practice.rows("outbox") if '"curve"' in row["facts"]]
        assert sorted(states) == ["due", "sending", "sending"]
        fcntl.flock(held, fcntl.LOCK_UN)
        for person in people:
            await clinic.says(person, "I have noted 4 out of 10", asked[person.id].id)


async def test_what_is_drawn_while_its_chat_rests_is_drawn_once(practice: Practice, tmp_path: Path) -> None:
    clinic, log = practice.clinic, tmp_path / "log"
    program = f"""import runpy
open({str(log)!r}, "a").write("drawn")
runpy.run_path({str(curve.PROGRAM)!r}, run_name="__main__")"""
    with drawn_by(tmp_path / "other.py", program):
        card = await practice.card(practice.jo, practice.pat)
        assert pictured(await clinic.says(practice.jo, "Soreness: 6 of 10 after 6 h.", card.id))
    assert log.read_text(encoding="utf-8") == "drawn"
