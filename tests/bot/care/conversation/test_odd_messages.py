"""Everything else that people send, and everything else that clients can send."""

from pathlib import Path

import pytest

from bot.rehearsal.people import Person
from bot.rehearsal.trouble import Forbidden
from tests.bot.conftest import Clinic, a_clinic


@pytest.mark.parametrize("kind", ["photo", "voice", "sticker", "location"])
async def test_what_cannot_be_read_is_said_not_to_have_been_read(
    clinic: Clinic, pat: Person, kind: str
) -> None:
    await clinic.enrol(pat)
    sent = getattr(pat, kind)()
    answer = await clinic.says(pat, "I can only read typed words", sent.id)
    assert f"nobody else has {'heard' if kind == 'voice' else 'seen'} it" in (answer.text or "")
    assert "112" in (answer.text or "")


async def test_the_words_under_a_picture_are_read_and_the_picture_is_said_not_to_be(
    clinic: Clinic, pat: Person
) -> None:
    await clinic.enrol(pat)
    sent = pat.photo("how long will I be sore?")
    await clinic.says(pat, "I read the words under your picture. I cannot look at the picture", sent.id)
    await clinic.says(pat, "Is it usual to be sore afterwards?", sent.id)


async def test_ten_pictures_at_a_time_get_one_answer(clinic: Clinic, pat: Person) -> None:
    for _ in range(10):
        pat.photo()
    await clinic.barrier(pat)
    assert sum("typed words" in (m.text or "") for m in pat.chat.bot_messages) == 1


async def test_a_picture_that_comes_later_gets_an_answer_of_its_own(clinic: Clinic, pat: Person) -> None:
    """Nobody is to think that the second one was seen."""
    for send in (pat.photo, pat.voice, pat.sticker):
        await clinic.says(pat, "I can only read typed words", send().id)
        clinic.clock.move(seconds=10)


async def test_free_text_gets_an_honest_line_with_the_clinics_number(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    answer = await clinic.hear(pat, "can I take ibuprofen?", "reads it in working hours")
    assert "+44 20 7946 0123" in (answer.text or "")


async def test_an_unknown_command_points_to_help(clinic: Clinic, pat: Person) -> None:
    await clinic.hear(pat, "/pln", "I do not know that command. /help")


async def test_a_forwarded_command_is_not_obeyed(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    sent = pat.forward("/stop")
    await clinic.says(pat, "do not act on forwarded messages", sent.id)
    assert await clinic.bot.next_due() is not None


async def test_an_edited_text_is_read_as_a_new_one(clinic: Clinic, pat: Person) -> None:
    await clinic.agree(pat)
    typed = pat.say("134:30")
    await clinic.says(pat, "I could not read a time", typed.id)
    pat.edit(typed, "13:30")
    await clinic.says(pat, "ended on Monday 23 November, 13:30", typed.id)


async def test_an_edited_command_is_not_obeyed_and_said_so(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    typed = pat.say("hmm what about parking")
    await clinic.says(pat, "reads it in working hours", typed.id)
    pat.edit(typed, "/stop")
    await clinic.says(pat, "commands that were changed later", typed.id)
    assert await clinic.bot.next_due() is not None


async def test_a_message_changed_into_stop_stops(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    typed = pat.say("sotp")
    await clinic.says(pat, "can look you up as sotp", typed.id)
    pat.edit(typed, "stop")
    await clinic.says(pat, "I will send no more reminders", typed.id)


async def test_the_bot_leaves_a_group_and_says_nothing_in_it(clinic: Clinic, pat: Person) -> None:
    group = pat.add_to_group("Family")
    await clinic.telegram.until(lambda: any(call.method == "leaveChat" for call in clinic.telegram.calls))
    await clinic.barrier(pat)
    said = [call for call in clinic.telegram.calls if call.method == "sendMessage"]
    assert all(call.params["chat_id"] != group.id for call in said)


async def test_out_of_reach_is_a_suspicion_and_the_plan_goes_on(clinic: Clinic, pat: Person) -> None:
    """What falls due meanwhile is tried and lost; the first that comes is the end of it."""
    await clinic.enrol(pat)
    first_due = await clinic.bot.next_due()
    pat.block()
    await clinic.barrier(clinic.telegram.person("Sam"))
    assert await clinic.bot.next_due() == first_due
    clinic.clock.now = first_due or clinic.clock.now
    clinic.bot.pump.wake()
    await clinic.telegram.until(lambda: any(call.trouble or not call.ok for call in clinic.telegram.calls))
    await clinic.settled()
    newest = pat.chat.messages[-1].id
    pat.unblock()
    await clinic.next_message(pat)
    assert pat.chat.bot_messages[-1].id > newest
    standing = clinic.bot.store.run_now(lambda tx: tx.all("SELECT status, unreachable_at FROM patients"))
    assert standing[0] == {"status": "active", "unreachable_at": None}


async def test_a_send_that_meets_a_block_tells_the_owner_once(tmp_path: Path) -> None:
    async with a_clinic(tmp_path, owner_ids=(77,)) as clinic:
        owner = clinic.telegram.person("Olu", user_id=77)
        await clinic.barrier(owner)
        pat = clinic.telegram.person("Quillon")
        await clinic.enrol(pat)
        blocked = Forbidden("Forbidden: bot was blocked by the user")
        for _ in range(2):
            clinic.telegram.trouble("sendMessage", blocked, chat_id=pat.id)
        clinic.clock.now = (await clinic.bot.next_due()) or clinic.clock.now
        clinic.bot.pump.wake()
        await clinic.telegram.until(lambda: any(call.trouble for call in clinic.telegram.calls))
        notice = await clinic.next_message(owner)
        assert "cannot be reached on Telegram" in (notice.text or "")
        assert "Quillon · " in (notice.text or "")
        assert await clinic.bot.next_due() is not None


async def test_no_person_can_answer_for_another(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    question = await clinic.next_message(pat)
    sam = clinic.telegram.person("Sam")
    await clinic.enrol(sam)
    data = question.button("Done").data  # type: ignore[union-attr]
    flash = await clinic.toast(sam, lambda: sam.tap_data(sam.chat.bot_messages[-1], str(data)))
    assert "no longer open" in flash


QUESTIONS = ("consent", "which", "day", "hour", "right", "zone", "region", "place")
TAPS = ("done", "later", "sore", "again", "helpful", "nonsense")
PARTS = ["", "yes", "no", "1", "0:0", "-1", "99999999999999999999", "Europe:0", "../x:1", "now", "\u0664:1"]


async def test_made_up_callback_data_changes_nothing_and_raises_nothing(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    before = clinic.facts()
    for data in made_up():
        pat.tap_data(pat.chat.bot_messages[-1], data)
    await clinic.barrier(pat)
    assert clinic.facts() == before


def made_up() -> list[str]:
    """Callback data that no button of this conversation holds, for every verb that depends on a question."""
    return [f"{verb}:{part}:999" for verb in (*QUESTIONS, *TAPS) for part in PARTS]
