"""Who wrote what cannot be read is answered, a red flag in it is raised, and the owners hear of it once."""

from pathlib import Path
from typing import Any

import pytest

from bot.rehearsal.people import Person
from tests.bot.alarm import CALL, WORDS, followed, told
from tests.bot.conftest import Clinic
from tests.bot.offers import GROUP, SORRY, barrier, message, of, set_aside
from tests.bot.staff import Practice, a_practice, said

UNREAD = "I could not read your last message"
TOO_LATE = 253_402_300_800 + 86_400  # after the year 9999
BROKEN: list[tuple[str, dict[str, Any]]] = [
    ("a story without its chat", {"reply_to_story": {"id": 3}}),
    ("a sticker with little in it", {"sticker": {"file_id": "x"}}),
    ("a gift with empty colours", {"unique_gift": {"gift": {}}}),
    ("a checklist with nothing in it", {"checklist": {}}),
    ("a date after the last year", {"date": TOO_LATE}),
    ("an entity without its length", {"entities": [{"type": "bold"}]}),
    ("a location in words", {"location": "here"}),
]


@pytest.mark.parametrize(("name", "more"), BROKEN, ids=[name for name, _ in BROKEN])
async def test_a_red_flag_in_what_cannot_be_read_is_a_red_flag(
    clinic: Clinic, pat: Person, name: str, more: dict[str, Any]
) -> None:
    del name
    pat.start()
    clinic.telegram.offer(lambda number: message(pat, number, text=WORDS, **more))
    await clinic.says(pat, CALL)
    await barrier(clinic, pat)
    assert [one.kind for one in set_aside(clinic)] == ["message"]


async def test_the_clinic_hears_of_it_with_the_patients_own_words(tmp_path: Path) -> None:
    async with followed(tmp_path) as practice:
        clinic, pat = practice.clinic, practice.pat
        clinic.telegram.offer(lambda number: message(pat, number, text=WORDS, reply_to_story={}))
        await clinic.says(practice.jo, WORDS)
        clinic.telegram.offer(
            lambda number: message(pat, number, text="and it is getting dark", checklist={})
        )
        await clinic.says(practice.jo, "and it is getting dark")
        assert len(told(practice.jo)) == 2


async def test_whoever_wrote_what_cannot_be_read_hears_so_once_and_whom_to_call(
    clinic: Clinic, pat: Person
) -> None:
    pat.start()
    for _ in range(5):
        clinic.telegram.offer(lambda number: message(pat, number, text="how are you?", sticker={}))
    words = await clinic.says(pat, UNREAD)
    assert "112" in words.words
    assert "+44 20 7946 0123" in words.words
    await barrier(clinic, pat)
    assert len(set_aside(clinic)) == 5
    assert said(pat, UNREAD) == 1


async def test_a_picture_that_cannot_be_read_is_answered_too(clinic: Clinic, pat: Person) -> None:
    pat.start()
    clinic.telegram.offer(lambda number: message(pat, number, text=None, photo=[{}]))
    await clinic.says(pat, SORRY)


@pytest.mark.parametrize("code", [5, ["en"], {"en": "en"}, True])
async def test_a_language_of_a_wrong_type_keeps_nobody_from_an_answer(
    clinic: Clinic, pat: Person, code: object
) -> None:
    pat.start()
    who = {"id": pat.id, "is_bot": False, "first_name": "Pat", "language_code": code}
    clinic.telegram.offer(lambda number: message(pat, number, text=WORDS, **{"from": who}))
    await clinic.says(pat, CALL)
    await barrier(clinic, pat)


@pytest.mark.parametrize("chat_id", [[7], {"id": 7}, "7", None, 10**30, 1.5, True])
async def test_a_chat_id_of_a_wrong_type_deafens_nobody(clinic: Clinic, pat: Person, chat_id: object) -> None:
    clinic.telegram.offer(lambda number: message(pat, number, chat={"id": chat_id, "type": "private"}))
    clinic.telegram.offer(
        lambda number: message(pat, number, **{"from": {"id": chat_id, "is_bot": False, "first_name": "x"}})
    )
    await barrier(clinic, pat)
    assert not clinic.bot.ended.is_set()


async def test_a_group_hears_nothing(clinic: Clinic, pat: Person) -> None:
    clinic.telegram.offer(lambda number: message(pat, number, chat=GROUP, text=WORDS, sticker={}))
    await barrier(clinic, pat)
    assert len(set_aside(clinic)) == 1
    sent = [call.params["chat_id"] for call in clinic.telegram.calls if call.method.startswith("send")]
    assert GROUP["id"] not in sent


async def test_the_owners_are_told_once_of_each_cause_also_after_a_restart(tmp_path: Path) -> None:
    async with a_practice(tmp_path) as practice:
        clinic = practice.clinic
        lee = practice.lee
        for _ in range(3):
            clinic.telegram.offer(of("poll", {"id": "5"}))
            clinic.telegram.offer(lambda number: message(practice.pat, number, sticker={}))
        await barrier(clinic, lee)
        await _later(practice)
        words = await clinic.says(practice.kim, "could not deal with")
        assert "3 of the kind poll" in words.words
        assert "3 of the kind message" in words.words
        await clinic.reopen()
        clinic.telegram.offer(of("poll", {"id": "6"}))
        await barrier(clinic, lee)
        await _later(practice)
        assert said(practice.kim, "could not deal with") == 1
        clinic.telegram.offer(of("poll", []))
        await barrier(clinic, lee)
        await _later(practice)
        again = await clinic.says(practice.kim, "1 of the kind poll")
        assert "message" not in again.words
        assert said(practice.kim, "could not deal with") == 2
        assert said(practice.jo, "could not deal with") == 0


async def _later(practice: Practice) -> None:
    """An hour of the clinic's, in which everything that is due is sent."""
    await practice.at(practice.clinic.clock.now.replace(minute=0, hour=practice.clinic.clock.now.hour + 1))
