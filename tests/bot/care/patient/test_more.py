"""A first screen says what matters now; the rest stands behind a button, and is told to whoever taps it."""

from pathlib import Path

from bot.care.patient.consent import WORDING
from bot.rehearsal.messages import Message
from bot.rehearsal.people import Person
from tests.bot.conftest import Clinic, a_clinic
from tests.bot.facts import status_of
from tests.bot.staff import OLD, Practice, a_practice

ASKED = "Is that all right with you?"
ALL_OF_IT = "If you agree, I keep your chat number"


def data(message: Message, label: str) -> str:
    button = message.button(label)
    assert button
    return button.data or ""


async def test_consent_says_in_one_screen_what_matters_and_all_that_is_kept_on_a_tap(
    clinic: Clinic, pat: Person
) -> None:
    pat.start()
    first = await clinic.says(pat, ASKED)
    for told in ("program", "round the clock", "112", "+44 20 7946 0123", "Telegram can read"):
        assert told in first.words
    whole = await clinic.press(pat, "What is kept", ALL_OF_IT)
    assert ASKED in whole.words
    assert "/forget" in whole.words
    assert first.labels == ("I agree", "Not now", "What is kept", "For somebody else")
    assert whole.labels == ("I agree", "Not now")
    assert status_of(clinic, pat) is None
    await clinic.press(pat, "I agree", "When did your session end?")
    rows = clinic.bot.store.run_now(lambda tx: tx.all("SELECT wording FROM consents"))
    assert [row["wording"] for row in rows] == [f"welcome/{WORDING}/en"]


async def test_the_question_above_can_still_be_answered_when_all_was_read(
    clinic: Clinic, pat: Person
) -> None:
    pat.start()
    first = await clinic.says(pat, ASKED)
    await clinic.press(pat, "What is kept", ALL_OF_IT)
    pat.tap_data(first, data(first, "I agree"))
    await clinic.says(pat, "When did your session end?")
    assert await clinic.toast(pat, lambda: pat.tap_data(first, "kept")) == OLD


async def test_who_came_by_a_link_agrees_to_that_link_from_there_as_well(tmp_path: Path) -> None:
    async with a_practice(tmp_path) as practice:
        practice.sam.open(await practice.enrol(practice.jo))
        await practice.clinic.says(practice.sam, "has invited you")
        whole = await practice.clinic.press(practice.sam, "What is kept", ALL_OF_IT)
        assert "where you were treated" in whole.words
        assert "first name" in whole.words
        await practice.clinic.press(practice.sam, "I agree", "has noted that your session ended")


async def test_without_an_invitation_only_who_may_register_alone_is_told(tmp_path: Path) -> None:
    async with a_clinic(tmp_path, self_registration=False) as clinic:
        pat = clinic.telegram.person("Pat")
        pat.start()
        told = await clinic.says(pat, "people whom the clinic has invited")
        pat.tap_data(told, "kept")
        await clinic.says(pat, "people whom the clinic has invited", told.id)
        assert await clinic.toast(pat, lambda: pat.tap_data(told, "kept:ABCD")) == OLD
        assert not any(ALL_OF_IT in one.words for one in pat.chat.bot_messages)


async def test_the_first_information_has_all_warning_signs_behind_a_button(
    clinic: Clinic, pat: Person
) -> None:
    await clinic.enrol(pat)
    first = await clinic.says(pat, "What to expect")
    signs = await clinic.press(pat, "Warning signs", "Call 112 at once")
    assert first.labels == ("Warning signs", "I'm worried")
    assert all(sign in signs.words for sign in ("cough", "bladder", "swells", "ending your life", "pus"))
    await clinic.press(pat, "Warning signs", "Call 112 at once")


async def test_help_and_privacy_tell_the_rest_on_a_tap(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    first = await clinic.hear(pat, "/help", "This is what I can do")
    rest = await clinic.press(pat, "More", "I can do this, too")
    assert {name for name in clinic.bot.house.menu_of("patient") if f"/{name} –" in first.words + rest.words}
    told = [line for line in (first.words + rest.words).split("\n") if line.startswith("/")]
    assert len(told) == len(clinic.bot.house.menu_of("patient"))
    await clinic.hear(pat, "/privacy", "keeps about you here")
    await clinic.press(pat, "More", "Backups may last longer")


async def test_a_colleague_sees_the_buttons_in_a_preview(tmp_path: Path) -> None:
    async with a_practice(tmp_path) as practice:
        assert isinstance(practice, Practice)
        shown = await practice.clinic.hear(practice.jo, "/preview light", "What to expect")
        assert shown.labels == ("Warning signs", "I'm worried")
