"""What must never go wrong for a patient: urgent words that stay away, and reminders lost or said twice."""

from importlib.resources import files
from pathlib import Path

import pytest

from bot.rehearsal.messages import Message
from bot.rehearsal.people import Person
from bot.rehearsal.trouble import RateLimited, Reset
from tests.bot.conftest import MONDAY, Clinic, a_clinic
from tests.bot.facts import status_of
from tests.bot.staff import data, said

URGENT = "Please look at these signs"
ONLY_WORRIED = ("I'm worried",)


async def keeps_only_worried(clinic: Clinic, pat: Person, message: Message, *still: str) -> None:
    def shown() -> bool:
        found = pat.chat.message(message.id)
        return found is not None and found.labels == (*still, *ONLY_WORRIED)

    await clinic.telegram.until(shown)


async def test_worried_is_answered_also_after_everything_was_erased(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    old = await clinic.says(pat, "What to expect")
    await clinic.hear(pat, "/forget", "This cannot be undone")
    erased = await clinic.press(pat, "Yes, erase everything", "is erased")
    pat.tap(old, "I'm worried")
    words = await clinic.says(pat, URGENT, erased.id)
    assert "+44 20 7946 0123" in (words.text or "")
    assert status_of(clinic, pat) is None


async def test_worried_is_answered_also_to_somebody_we_do_not_know(clinic: Clinic, pat: Person) -> None:
    """And it is their own worry, not that of the patient whose button it was."""
    await clinic.enrol(pat)
    tap = data(await clinic.says(pat, "What to expect"), "I'm worried")
    sam = clinic.telegram.person("Sam")
    sam.start()
    welcome = await clinic.says(sam, "Is that all right with you?")
    sam.tap_data(welcome, tap)
    assert "call 112 at once" in ((await clinic.says(sam, URGENT)).text or "")
    await clinic.barrier(pat)
    assert said(pat, URGENT) == 0
    assert clinic.bot.store.run_now(lambda tx: tx.value("SELECT count(*) FROM worries")) == 0


@pytest.mark.parametrize("data", ["worried:999999", "worried:1:2", "worried:x", "worried"])
async def test_worried_is_answered_also_for_a_message_there_is_not(
    clinic: Clinic, pat: Person, data: str
) -> None:
    plan = await clinic.enrol(pat)
    pat.tap_data(plan, data)
    await clinic.says(pat, URGENT)


async def test_worried_is_answered_also_under_a_message_deleted_meanwhile(
    clinic: Clinic, pat: Person
) -> None:
    await clinic.enrol(pat)
    message = await clinic.says(pat, "What to expect")
    pat.delete(message)
    pat.tap(message, "I'm worried")
    await clinic.says(pat, URGENT)


async def test_worried_is_answered_as_often_as_it_is_tapped(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    message = await clinic.next_message(pat)
    pat.tap(message, "I'm worried")
    pat.tap(message, "I'm worried")
    await clinic.toast(pat, lambda: pat.tap(message, "Done"))
    pat.tap(message, "I'm worried")
    await clinic.telegram.until(lambda: said(pat, URGENT) == 3)


@pytest.mark.parametrize("label", ["Done", "Later"])
async def test_an_answered_reminder_can_still_be_worried_about(
    clinic: Clinic, pat: Person, label: str
) -> None:
    await clinic.enrol(pat)
    message = await clinic.next_message(pat)
    pat.tap(message, label)
    await keeps_only_worried(clinic, pat, message)
    await clinic.press(pat, "I'm worried", URGENT)


async def test_a_rated_check_in_can_still_be_worried_about(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    await clinic.next_message(pat)
    question = await clinic.next_message(pat)
    pat.tap(question, "3")
    await keeps_only_worried(clinic, pat, question, "Done: move")


@pytest.mark.parametrize(("label", "flash"), [("Done", "Noted"), ("Later", "I will remind you at 17:30")])
async def test_a_worry_is_no_answer_to_a_reminder(
    clinic: Clinic, pat: Person, label: str, flash: str
) -> None:
    await clinic.enrol(pat)
    message = await clinic.next_message(pat)
    await clinic.press(pat, "I'm worried", URGENT)
    assert flash in await clinic.toast(pat, lambda: pat.tap(message, label))


async def backing_off(clinic: Clinic, pat: Person) -> None:
    """The first drink is due, and Telegram has asked to wait two seconds with it."""
    clinic.telegram.trouble("sendMessage", RateLimited(2), chat_id=pat.id)
    clinic.clock.now = (await clinic.bot.next_due()) or clinic.clock.now
    clinic.bot.pump.wake()
    await clinic.telegram.until(lambda: any(call.trouble for call in clinic.telegram.calls))
    await clinic.settled()


async def test_a_reminder_on_its_way_survives_a_change_of_the_zone(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    await backing_off(clinic, pat)
    await clinic.hear(pat, "/timezone", "where you are?")
    await clinic.press(pat, "Yes", "This is your plan.")
    assert "something to drink" in ((await clinic.next_message(pat)).text or "")


async def test_a_reminder_on_its_way_survives_a_correction_and_is_said_once(
    clinic: Clinic, pat: Person
) -> None:
    await clinic.enrol(pat)
    await backing_off(clinic, pat)
    await clinic.hear(pat, "/treated", "correct that time")
    await clinic.press(pat, "Correct the time", "When did your session end?")
    await clinic.hear(pat, "14:00", "Is that right?")
    await clinic.press(pat, "Yes", "This is your plan.")
    assert "something to drink" in ((await clinic.next_message(pat)).text or "")
    assert "How sore" in ((await clinic.next_message(pat)).text or "")
    assert said(pat, "something to drink") == 1


async def test_a_reminder_that_is_due_survives_a_restart_with_an_edited_protocol(tmp_path: Path) -> None:
    folder = tmp_path / "own" / "schedules" / "protocols"
    folder.mkdir(parents=True)
    async with a_clinic(tmp_path, content_dir=tmp_path / "own") as clinic:
        pat = clinic.telegram.person("Pat")
        await clinic.enrol(pat)
        await clinic.close()
        packaged = (files("schedules") / "protocols" / "dry_needling.toml").read_text("utf-8")
        (folder / "dry_needling.toml").write_text(packaged.replace('"30h"', '"31h"'), encoding="utf-8")
        clinic.clock.now = MONDAY.replace(hour=16, minute=31)
        await clinic.open()
        await clinic.says(pat, "something to drink")


async def test_what_was_promised_for_later_comes_also_after_timezone(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    await clinic.next_message(pat)
    assert "17:30" in await clinic.toast(pat, lambda: pat.tap("Later"))
    await clinic.hear(pat, "/timezone", "where you are?")
    await clinic.press(pat, "Yes", "This is your plan.")
    assert "something to drink" in ((await clinic.next_message(pat)).text or "")
    assert f"{clinic.clock.now:%H:%M}" == "17:30"


async def test_the_plan_does_not_tick_what_may_not_have_come(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    clinic.telegram.trouble("sendMessage", Reset(applied=False), chat_id=pat.id)
    clinic.clock.now = (await clinic.bot.next_due()) or clinic.clock.now
    clinic.bot.pump.wake()
    await clinic.telegram.until(lambda: any(call.trouble for call in clinic.telegram.calls))
    plan = await clinic.hear(pat, "/plan", "This is your plan.")
    assert "? 16:30  drink\n• 20:30  how are you?" in (plan.text or "")
