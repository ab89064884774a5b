"""Who says nothing is asked once more, after 72 hours where it matters, and not left for a wrong reason."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.rehearsal.people import Person
from bot.rehearsal.trouble import RateLimited
from tests.bot.conftest import MONDAY, Clinic, a_clinic
from tests.bot.facts import states
from tests.bot.own_content import own_plan
from tests.bot.staff import said

SESSION = MONDAY.replace(minute=30)
STILL_WANTED = "Do you still want my reminders?"
FOUR = {f"ask_{n}": f"{n * 3}h check_in" for n in range(1, 5)}
TIPS = {"tip_0": "1h movement", "tip_1": "4h movement"}


async def lived(clinic: Clinic, pat: Person, *, tapping: tuple[str, str] = ("", "")) -> None:
    """Go on to the last message there is; under those with certain words, something is tapped."""
    words, label = tapping
    for _ in range(20):
        if await clinic.bot.next_due() is None:
            return
        message = await clinic.next_message(pat)
        if words in (message.text or "") and message.button(label):
            pat.tap(message, label)
            await clinic.barrier(pat)
    raise AssertionError("there is no end to it")


@pytest.mark.parametrize("under", ["What to expect", "Words of first_check"])
async def test_the_worried_who_then_say_nothing_are_asked_after_72_hours(
    clinic: Clinic, pat: Person, under: str
) -> None:
    await clinic.enrol(pat)
    message = await clinic.says(pat, "What to expect")
    if under != "What to expect":
        await clinic.next_message(pat)
        message = await clinic.next_message(pat)
    pat.tap(message, "I'm worried")
    await clinic.barrier(pat)
    await lived(clinic, pat)
    assert said(pat, "You were still sore") == 1
    assert said(pat, STILL_WANTED) == 0


@pytest.mark.parametrize(
    ("tapping", "asked"),
    [
        (("", ""), True),
        (("tip_0", "Done"), True),  # that was before the first of the three
        (("tip_1", "Done"), False),
        (("ask_1", "I'm worried"), False),
        (("ask_3", "I'm worried"), False),
    ],
)
async def test_only_who_tapped_nothing_since_three_check_ins_is_asked_whether_to_go_on(
    tmp_path: Path, tapping: tuple[str, str], *, asked: bool
) -> None:
    own = own_plan(tmp_path, **FOUR, **TIPS)
    async with a_clinic(tmp_path, content_dir=own, quiet_hours="off") as clinic:
        pat = clinic.telegram.person("Pat")
        await clinic.enrol(pat)
        await lived(clinic, pat, tapping=tapping)
        assert (said(pat, STILL_WANTED) == 1) is asked
        assert (said(pat, "Words of ask_4.") == 0) is asked


async def test_a_late_tap_under_an_early_tip_is_a_sign_of_life(tmp_path: Path) -> None:
    """What counts is when it was tapped, not when the tip was due."""
    async with a_clinic(
        tmp_path, content_dir=own_plan(tmp_path, **FOUR, **TIPS), quiet_hours="off"
    ) as clinic:
        pat = clinic.telegram.person("Pat")
        await clinic.enrol(pat)
        tip = await clinic.next_message(pat)
        await clinic.next_message(pat)
        clinic.clock.move(minutes=5)
        await clinic.toast(pat, lambda: pat.tap(tip, "Done"))
        await lived(clinic, pat)
        assert said(pat, STILL_WANTED) == 0


async def test_nobody_is_asked_at_night_whether_to_go_on(tmp_path: Path) -> None:
    """Decided ten seconds before nine in the evening, held up by Telegram until after."""
    asks = {"ask_1": "1h", "ask_2": "90m", "ask_3": "150m", "ask_4": "6h29m50s"}
    own = own_plan(tmp_path, **{name: f"{after} check_in" for name, after in asks.items()})
    async with a_clinic(tmp_path, content_dir=own) as clinic:
        pat = clinic.telegram.person("Pat")
        await clinic.enrol(pat)
        evening = MONDAY.replace(hour=20, minute=59)
        while (await clinic.bot.next_due() or evening) < evening:
            await clinic.next_message(pat)
        clinic.telegram.trouble("sendMessage", RateLimited(11), chat_id=pat.id)
        clinic.clock.now = (await clinic.bot.next_due()) or evening
        clinic.bot.pump.wake()
        await clinic.telegram.until(lambda: any(call.trouble for call in clinic.telegram.calls))
        await clinic.settled()
        clinic.clock.now = evening + timedelta(minutes=2)
        clinic.bot.pump.wake()
        await clinic.barrier(pat)
        assert said(pat, STILL_WANTED) == 0
        assert STILL_WANTED in ((await clinic.next_message(pat)).text or "")
        assert f"{clinic.clock.now:%d %H:%M}" == "24 08:00"


@pytest.mark.parametrize(("hours", "answer"), [(77.9, "This is your plan."), (103, "There is no plan")])
async def test_there_is_a_plan_until_its_last_question_is_stale(
    clinic: Clinic, pat: Person, hours: float, answer: str
) -> None:
    """72 hours after the session, six for which a question is worth asking, and perhaps a night."""
    await clinic.enrol(pat)
    clinic.clock.now = SESSION + timedelta(hours=hours)
    await clinic.hear(pat, "/plan", answer)


async def test_a_plan_with_a_late_question_can_be_shown_moved_and_resumed_until_then(tmp_path: Path) -> None:
    own = own_plan(tmp_path, ask="6h check_in", late="120h check_in still_sore")
    async with a_clinic(tmp_path, content_dir=own) as clinic:
        pat = clinic.telegram.person("Pat")
        await clinic.enrol(pat)
        clinic.clock.move(days=4)
        await clinic.hear(pat, "/plan", "how are you? (if still sore)")
        await clinic.hear(pat, "/pause", "rest now")
        await clinic.hear(pat, "/resume", "we go on from here")
        await clinic.hear(pat, "/timezone", "where you are?")
        plan = await clinic.press(pat, "Yes", "This is your plan.")
        assert "Saturday 28 November\n◦ 14:30  how are you?" in (plan.text or "")


async def test_to_resume_at_night_brings_nothing_of_the_evening(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    await clinic.hear(pat, "/pause", "rest now")
    clinic.clock.now = MONDAY.replace(hour=21, minute=30)
    plan = await clinic.hear(pat, "/resume", "we go on from here")
    assert "Tuesday 24 November\n• 10:30  drink" in (plan.text or "")


async def test_a_question_asked_again_takes_the_tip_with_it_that_it_would_crowd(tmp_path: Path) -> None:
    """Asked at 19:00; again in the morning, an hour before the tip of 09:00."""
    now = datetime(2026, 11, 23, 13, 2, tzinfo=UTC)
    async with a_clinic(tmp_path, now=now) as clinic:
        pat = clinic.telegram.person("Pat")
        await clinic.enrol(pat, "today 13:00")
        await clinic.next_message(pat)
        assert "How sore" in ((await clinic.next_message(pat)).text or "")
        both = (await clinic.next_message(pat)).text or ""
        assert "I asked this a while ago" in both
        assert "glass of water" in both
        assert "It has been a day" in ((await clinic.next_message(pat)).text or "")


async def test_after_the_night_a_stale_tip_is_gone_and_a_question_is_asked(tmp_path: Path) -> None:
    """Both were due before nine; the bot stood still until five past."""
    own = own_plan(tmp_path, tip="2h hydration", ask="2h20m check_in")
    evening = datetime(2026, 11, 23, 18, 42, tzinfo=UTC)
    async with a_clinic(tmp_path, now=evening, content_dir=own) as clinic:
        pat = clinic.telegram.person("Pat")
        await clinic.enrol(pat, "today 18:30")
        await clinic.close()
        clinic.clock.now = MONDAY.replace(hour=21, minute=5)
        await clinic.open()
        await clinic.barrier(pat)
        assert states(clinic) == {"tip/0": "expired", "ask/0": "due"}
        assert (await clinic.next_message(pat)).text == "Words of ask."
        assert f"{clinic.clock.now:%d %H:%M}" == "24 08:00"


SECONDS_APART = {"first": "7200s movement", "second": "7201s movement", "third": "7202s movement"}


async def test_tips_seconds_apart_are_all_said_also_a_little_late(tmp_path: Path) -> None:
    async with a_clinic(tmp_path, content_dir=own_plan(tmp_path, **SECONDS_APART)) as clinic:
        pat = clinic.telegram.person("Pat")
        await clinic.enrol(pat)
        clinic.clock.now = SESSION + timedelta(seconds=7202)
        clinic.bot.pump.wake()
        await clinic.telegram.until(lambda: all(said(pat, f"Words of {name}.") for name in SECONDS_APART))


async def test_after_a_standstill_the_newest_tip_of_a_kind_is_said_and_the_others_have_expired(
    tmp_path: Path,
) -> None:
    """A tip of another kind is carried: that one alone is merged."""
    own = own_plan(tmp_path, **{**SECONDS_APART, "second": "7201s hydration"})
    async with a_clinic(tmp_path, content_dir=own) as clinic:
        pat = clinic.telegram.person("Pat")
        await clinic.enrol(pat)
        await clinic.close()
        clinic.clock.now = SESSION + timedelta(hours=2, minutes=5)
        await clinic.open()
        message = await clinic.says(pat, "Words of third.")
        await clinic.barrier(pat)
        assert "Words of second." in (message.text or "")
        assert said(pat, "Words of") == 1
        assert states(clinic) == {"first/0": "expired", "second/0": "merged", "third/0": "sent"}
