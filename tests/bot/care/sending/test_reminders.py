"""The right moment: what is late, repeated, too much or unanswered."""

from datetime import timedelta
from pathlib import Path

from bot.care.sending import turn
from bot.model import Audience, Sort, Status
from bot.rehearsal.people import Person
from bot.rehearsal.trouble import RateLimited, Reset, ServerError
from bot.store import outbox
from tests.bot.conftest import Clinic, a_clinic
from tests.bot.facts import states, status_of


async def test_after_a_standstill_there_is_one_message_and_the_stale_are_logged(
    clinic: Clinic, pat: Person
) -> None:
    """Off from 15:00 to 21 h after: the drink of 16:30 and the check-in of 20:30 are past their grace."""
    await clinic.enrol(pat)
    await clinic.close()
    clinic.clock.move(hours=22, minutes=10)
    seen = pat.chat.bot_messages[-1].id
    await clinic.open()
    await clinic.barrier(pat)
    new = [m for m in pat.chat.bot_messages if m.id > seen and m.button("I'm worried")]
    assert states(clinic)["first_drink/0"] == "expired"
    assert states(clinic)["first_check/0"] == "expired"
    assert states(clinic)["second_drink/0"] == "expired"
    assert new == []


async def test_several_due_at_once_become_one_message_led_by_the_question(tmp_path: Path) -> None:
    async with a_clinic(tmp_path, quiet_hours="off") as clinic:
        pat = clinic.telegram.person("Pat")
        await clinic.enrol(pat)
        await clinic.close()
        clinic.clock.now += timedelta(hours=24, minutes=10)
        seen = pat.chat.bot_messages[-1].id
        await clinic.open()
        message = await clinic.says(pat, "It has been a day", seen)
        await clinic.barrier(pat)
        assert sum(m.button("I'm worried") is not None for m in pat.chat.bot_messages if m.id > seen) == 1
        assert "glass of water" not in (message.text or "")  # its own grace had passed


async def test_an_unanswered_question_is_asked_once_more_and_then_left(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    await clinic.next_message(pat)
    await clinic.next_message(pat)
    again = await clinic.next_message(pat)
    assert "I asked this a while ago" in (again.text or "")
    assert f"{clinic.clock.now:%d %H:%M}" == "24 08:00"
    assert "I asked this" not in ((await clinic.next_message(pat)).text or "")


async def test_an_answer_cancels_the_repetition(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    await clinic.next_message(pat)
    await clinic.next_message(pat)
    await clinic.press(pat, "3", "I have noted 3")
    assert states(clinic)["first_check/1"] == "cancelled"


async def test_after_three_silent_check_ins_the_patient_is_asked_once_and_left_in_peace(
    tmp_path: Path,
) -> None:
    own = tmp_path / "own" / "schedules" / "protocols"
    own.mkdir(parents=True)
    steps = "".join(
        f'[steps.check_{n}]\nafter = "{n * 3}h"\nkind = "check_in"\nask = "soreness"\n' for n in range(1, 6)
    )
    (own / "dry_needling.toml").write_text(f'title = "x"\nwindow = "48h"\ngap = "1h"\n{steps}')
    words = tmp_path / "own" / "messages" / "en"
    words.mkdir(parents=True)
    texts = "".join(f'check_{n} = "How sore {n}?"\n' for n in range(1, 6))
    (words / "dry_needling.toml").write_text(texts)
    async with a_clinic(tmp_path, content_dir=tmp_path / "own", quiet_hours="off") as clinic:
        pat = clinic.telegram.person("Pat")
        await clinic.enrol(pat)
        for _ in range(6):
            await clinic.next_message(pat)
        last = await clinic.next_message(pat)
        assert "Do you still want my reminders?" in (last.text or "")
        assert await clinic.bot.next_due() is None
        assert status_of(clinic, pat) is Status.SILENT
        await clinic.press(pat, "Yes, go on", "we go on from here")


async def test_an_unclear_reminder_is_parked_and_a_tap_proves_it_came(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    clinic.telegram.trouble("sendMessage", Reset(applied=True), chat_id=pat.id)
    message = await clinic.next_message(pat)
    await clinic.barrier(pat)
    assert states(clinic)["first_drink/0"] == "unknown"
    assert "Noted" in await clinic.toast(pat, lambda: pat.tap(message, "Done"))
    assert states(clinic)["first_drink/0"] == "sent"


async def test_the_urgent_words_are_repeated_until_one_is_known_to_have_come(
    clinic: Clinic, pat: Person
) -> None:
    await clinic.enrol(pat)
    clinic.telegram.trouble("sendMessage", ServerError(500, applied=False), chat_id=pat.id)
    pat.tap("I'm worried")
    await clinic.telegram.until(lambda: any(call.trouble for call in clinic.telegram.calls))
    await clinic.next_message(pat)
    assert "Please look at these signs" in (pat.chat.bot_messages[-1].text or "")


async def test_a_patient_telegram_asks_to_spare_gets_the_message_later(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    clinic.telegram.trouble("sendMessage", RateLimited(30), chat_id=pat.id)
    clinic.clock.now = (await clinic.bot.next_due()) or clinic.clock.now
    clinic.bot.pump.wake()
    await clinic.telegram.until(lambda: any(call.trouble for call in clinic.telegram.calls))
    message = await clinic.next_message(pat)
    assert "something to drink" in (message.text or "")
    assert clinic.clock.now.minute == 30


async def test_the_bot_starts_no_more_than_the_cap_allows(clinic: Clinic, pat: Person) -> None:
    """Even where rows say otherwise: the cap is in the claiming statement."""
    await clinic.enrol(pat)
    for n in range(turn.PER_HOUR + 3):
        clinic.bot.store.run_now(
            outbox.put,
            chat_id=pat.id,
            sort=Sort.REMINDER,
            key="dry_needling.first_drink",
            audience=Audience.PATIENT,
            language="en",
            due=clinic.clock.now,
            expires=clinic.clock.now + timedelta(hours=9),
            facts={"kind": "hydration", "ask": None, "only_if": None, "carries": []},
            patient_id=1,
            treatment_id=None,
            step=f"made_up_{n}",
        )
    before = len(pat.chat.bot_messages)
    clinic.bot.pump.wake()
    await clinic.telegram.until(lambda: len(pat.chat.bot_messages) >= before + turn.PER_HOUR)
    await clinic.barrier(pat)
    assert len(pat.chat.bot_messages) == before + turn.PER_HOUR + 1
    due = await clinic.bot.next_due()
    assert due is not None
    assert due >= clinic.clock.now + timedelta(minutes=59)


async def test_a_message_that_cannot_be_put_into_words_fails_alone(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    clinic.bot.store.run_now(
        outbox.put,
        chat_id=pat.id,
        sort=Sort.REPLY,
        key="bot.no_such_text",
        audience=Audience.PATIENT,
        language="en",
        due=clinic.clock.now,
    )
    clinic.bot.pump.wake()
    await clinic.barrier(pat)
    failed = clinic.bot.store.run_now(lambda tx: tx.all("SELECT key FROM outbox WHERE state = 'failed'"))
    assert [row["key"] for row in failed] == ["bot.no_such_text"]


async def test_an_edited_protocol_moves_what_is_unsent_at_the_next_start(tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "schedules" / "protocols").mkdir(parents=True)
    async with a_clinic(tmp_path, content_dir=own) as clinic:
        pat = clinic.telegram.person("Pat")
        await clinic.enrol(pat)
        await clinic.next_message(pat)
        (own / "schedules" / "protocols" / "dry_needling.toml").write_text(
            'title = "x"\nwindow = "48h"\n[steps.first_drink]\nafter = "2h"\nkind = "hydration"\n'
            '[steps.second_move]\nafter = "5h"\nkind = "movement"\n'
        )
        await clinic.reopen()
        plan = await clinic.hear(pat, "/plan", "This is your plan.")
        assert "✓ 16:30  drink\n• 19:30  move gently" in (plan.text or "")
        assert "Tuesday" not in (plan.text or "")
