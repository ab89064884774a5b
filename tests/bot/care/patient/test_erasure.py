"""What is kept how long, what /forget leaves behind (nothing), and updates that could not be handled."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.model import Status
from bot.rehearsal.people import Person
from tests.bot.broken_table import no_answer_can_be_kept
from tests.bot.conftest import Clinic, a_clinic
from tests.bot.facts import status_of
from tests.bot.staff import data

HOUR = timedelta(hours=1)
SESSION = timedelta(minutes=-12)  # it ended at 14:30; it is 14:42 now


def failed(clinic: Clinic) -> list[bytes | None]:
    """What is kept of each update that could not be handled."""
    rows = clinic.bot.store.run_now(lambda tx: tx.all("SELECT raw FROM inbox WHERE state = 'quarantined'"))
    return [row["raw"] for row in rows]


async def asked_how_sore(clinic: Clinic, person: Person) -> None:
    await clinic.enrol(person)
    while not person.chat.bot_messages[-1].button("3"):
        await clinic.next_message(person)


async def fails(clinic: Clinic, person: Person) -> None:
    """The person's rating cannot be handled, and they are told so."""
    with no_answer_can_be_kept(clinic):
        words = await clinic.press(person, "3", "Something went wrong on my side")
    assert "112" in (words.text or "")
    assert "+44 20 7946 0123" in (words.text or "")


async def tidied(clinic: Clinic, pat: Person, after: timedelta) -> Status | None:
    """How the patient stands once it was tidied that long after the beginning."""
    clinic.clock.now += after
    await clinic.bot.tidy()
    return status_of(clinic, pat)


async def test_who_comes_again_on_day_179_is_kept_on_day_181_and_erased_180_days_after_that(
    clinic: Clinic, pat: Person
) -> None:
    """The days count from the last session, whatever lies before it."""
    await clinic.enrol(pat)
    clinic.clock.move(days=179)
    await clinic.hear(pat, "/treated", "When did your session end?")
    await clinic.press(pat, "Just now", "This is your plan.")
    assert await tidied(clinic, pat, timedelta(days=2)) is Status.ACTIVE
    assert await tidied(clinic, pat, timedelta(days=178) - HOUR) is Status.ACTIVE
    assert await tidied(clinic, pat, 2 * HOUR) is None


async def test_a_patient_is_erased_when_the_clinics_own_days_are_over(tmp_path: Path) -> None:
    async with a_clinic(tmp_path, retention_days=30) as clinic:
        pat = clinic.telegram.person("Pat")
        await clinic.enrol(pat)
        assert await tidied(clinic, pat, timedelta(days=30) + SESSION - HOUR) is Status.ACTIVE
        assert await tidied(clinic, pat, 2 * HOUR) is None
        assert clinic.facts() == []


async def test_who_never_registered_a_session_is_erased_as_long_after_the_consent(
    clinic: Clinic, pat: Person
) -> None:
    await clinic.agree(pat)
    assert await tidied(clinic, pat, timedelta(days=180) - HOUR) is Status.ACTIVE
    assert await tidied(clinic, pat, 2 * HOUR) is None


async def test_an_old_session_registered_late_is_kept_from_the_session_on(
    clinic: Clinic, pat: Person
) -> None:
    """Ten days ago: erased 170 days from now, and not 180."""
    await clinic.agree(pat)
    await clinic.hear(pat, "13 november 14:30", "Is that right?")
    await clinic.press(pat, "Yes", "where you are?")
    await clinic.press(pat, "Yes", "needle spots")
    assert await tidied(clinic, pat, timedelta(days=170) + SESSION - HOUR) is Status.ACTIVE
    assert await tidied(clinic, pat, 2 * HOUR) is None


@pytest.mark.parametrize("label", ["Yes, erase everything", "No, keep it"])
async def test_a_question_whether_to_forget_is_answered_once(clinic: Clinic, pat: Person, label: str) -> None:
    """The buttons of the old one do nothing, in whichever client they are still shown."""
    await clinic.enrol(pat)
    old = await clinic.hear(pat, "/forget", "This cannot be undone")
    await clinic.press(pat, "No, keep it", "kept everything")
    flash = await clinic.toast(pat, lambda: pat.tap_data(old, data(old, label)))
    assert "no longer open" in flash
    await clinic.barrier(pat)
    assert status_of(clinic, pat) is Status.ACTIVE
    assert sum("kept everything" in (m.text or "") for m in pat.chat.bot_messages) == 1


async def test_the_newer_question_whether_to_forget_is_the_one_that_counts(
    clinic: Clinic, pat: Person
) -> None:
    await clinic.enrol(pat)
    old = await clinic.hear(pat, "/forget", "This cannot be undone")
    await clinic.press(pat, "No, keep it", "kept everything")
    new = await clinic.hear(pat, "/forget", "This cannot be undone")
    await clinic.toast(pat, lambda: pat.tap(old, "Yes, erase everything"))
    await clinic.barrier(pat)
    assert status_of(clinic, pat) is Status.ACTIVE
    pat.tap(new, "Yes, erase everything")
    await clinic.says(pat, "is erased", new.id)
    assert status_of(clinic, pat) is None


async def test_nobody_is_erased_who_was_not_asked(clinic: Clinic, pat: Person) -> None:
    plan = await clinic.enrol(pat)
    for made_up in ("forget:yes", "forget:yes:1", "forget:yes:0", "forget:yes:x"):
        pat.tap_data(plan, made_up)
    await clinic.barrier(pat)
    assert status_of(clinic, pat) is Status.ACTIVE


async def test_an_update_that_cannot_be_handled_is_kept_and_has_no_effect(
    clinic: Clinic, pat: Person
) -> None:
    await asked_how_sore(clinic, pat)
    before = clinic.facts()
    await fails(clinic, pat)
    assert [raw is not None for raw in failed(clinic)] == [True]
    assert clinic.facts() == before
    await clinic.press(pat, "3", "I have noted 3")


async def test_forget_erases_also_what_of_a_person_could_not_be_handled(clinic: Clinic, pat: Person) -> None:
    """And of nobody else."""
    sam = clinic.telegram.person("Sam")
    await clinic.enrol(sam)
    await asked_how_sore(clinic, pat)
    await clinic.says(sam, "How sore")
    await fails(clinic, pat)
    await fails(clinic, sam)
    await clinic.hear(pat, "/forget", "This cannot be undone")
    await clinic.press(pat, "Yes, erase everything", "is erased")
    left = clinic.bot.store.run_now(lambda tx: tx.all("SELECT raw FROM inbox WHERE raw IS NOT NULL"))
    assert not any(str(pat.id).encode() in row["raw"] for row in left)
    assert sum(raw is not None for raw in failed(clinic)) == 1


async def test_what_could_not_be_handled_is_not_kept_for_long(clinic: Clinic, pat: Person) -> None:
    """Only that there was something."""
    await asked_how_sore(clinic, pat)
    await fails(clinic, pat)
    clinic.clock.move(days=9)
    await clinic.bot.tidy()
    assert failed(clinic) == [None]
    clinic.clock.move(days=180)
    await clinic.bot.tidy()
    assert failed(clinic) == []


async def test_a_typed_yes_erases_nothing_but_brings_the_button_again(clinic: Clinic, pat: Person) -> None:
    await asked_how_sore(clinic, pat)
    await clinic.hear(pat, "/forget", "This cannot be undone")
    again = await clinic.hear(pat, "yes", "This cannot be undone")
    assert "Yes, erase everything" in again.labels
    await clinic.hear(pat, "no", "I have kept everything as it was.")
    await clinic.hear(pat, "yes", "All right.")
    assert len(clinic.bot.store.run_now(lambda tx: tx.all("SELECT id FROM patients"))) == 1


async def test_an_hour_that_no_clock_shows_changes_nothing_and_fails_nothing(
    clinic: Clinic, pat: Person
) -> None:
    """Made up by a client, with the turn of the open question."""
    question = await clinic.agree(pat)
    turn = data(question, "Just now").rpartition(":")[2]
    before = clinic.facts()
    for seconds in ("999999999999999", "253402300800", "99999999999"):
        pat.tap_data(question, f"hour:{seconds}:{turn}")
    await clinic.barrier(pat)
    assert clinic.facts() == before
    assert failed(clinic) == []
    assert clinic.bot.store.run_now(lambda tx: tx.value("SELECT max(tries) FROM inbox")) == 0


async def test_words_that_were_only_read_are_gone_after_two_minutes(clinic: Clinic, pat: Person) -> None:
    """As `/privacy` says, also where nobody writes after them."""
    await clinic.enrol(pat)
    await clinic.hear(pat, "thank you", "")

    def kept() -> list[str]:
        rows = clinic.bot.store.run_now(lambda tx: tx.all("SELECT words FROM utterances ORDER BY id"))
        return [row["words"] for row in rows]

    await clinic.bot.rounds.leave_signs()
    assert "thank you" in kept()
    clinic.clock.move(minutes=2)
    await clinic.bot.rounds.leave_signs()
    assert kept() == []
