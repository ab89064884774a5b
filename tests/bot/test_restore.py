"""A restore repeats nothing, brings nobody back, forgets no alert, and all hear what may be missing."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot import app, files, recovery
from bot.model import State, Status
from bot.store import backup, dialogues, outbox, patients
from bot.store.opening import Begin
from bot.store.tx import Row
from tests.bot.conftest import MONDAY, Clinic, a_clinic
from tests.bot.family import named, two_children
from tests.bot.made_once import packaged
from tests.bot.staff import KIM, Practice, said
from tests.surroundings import KEY

MENDED = "We had to put back an older copy of my notes"
REPAIRED = "The computer was repaired with a copy of Monday 23 November, 15:00"
DRINK = "something to drink"


class Ward:
    """A clinic with a backup of three o'clock, which lives on until half past five and then breaks."""

    def __init__(self, clinic: Clinic, folder: Path) -> None:
        self.clinic, self.copy = clinic, folder / "backups" / "three.db"
        self.practice = Practice(clinic)
        person = clinic.telegram.person
        self.pat, self.sam = self.practice.pat, self.practice.sam
        self.robin, self.dana, self.nia = person("Robin"), person("Dana"), person("Nia")

    def rows(self, sql: str, **values: object) -> list[Row]:
        return self.clinic.bot.store.run_now(lambda tx: tx.all(sql, **values))

    def drink(self) -> list[str]:
        """Where Pat's first reminder stands."""
        rows = self.rows(
            "SELECT state FROM outbox WHERE key LIKE '%first_drink' AND chat_id = :pat", pat=self.pat.id
        )
        return [row["state"] for row in rows]

    def at(self, hour: int, minute: int = 0) -> None:
        self.clinic.clock.now = MONDAY.replace(hour=hour, minute=minute)

    async def live_until_three(self) -> None:
        self.practice.staffed()
        for one in (self.pat, self.robin):
            await self.clinic.enrol(one)
        await self.clinic.enrol(self.sam)
        await self.clinic.hear(self.sam, "/pause", "rest now")
        await self.practice.follow(self.practice.jo, self.dana, "DX today 14:30 neck")
        await self.clinic.hear(self.dana, "I can't breathe and my chest hurts", "Call 112 now")
        await self.clinic.says(self.practice.jo, "EMERGENCY")
        await self.clinic.settled()
        self.at(15)
        await self.clinic.bot.rounds.leave_signs()
        backup.backup(self.clinic.settings.database_path, KEY, self.copy)

    async def live_until_it_breaks(self) -> None:
        """What nobody will remember: a reminder, an erasure, a newcomer, a red flag."""
        await self.practice.at(MONDAY.replace(hour=16, minute=31))
        await self.clinic.hear(self.robin, "/forget", "This cannot be undone")
        await self.clinic.press(self.robin, "Yes, erase everything", "is erased")
        await self.clinic.enrol(self.nia)
        await self.clinic.hear(self.pat, "my face is swelling and my throat is tight", "112")
        self.at(17, 30)
        await self.clinic.bot.store.sign()
        await self.clinic.settled()

    async def restore(self, hour: int, minute: int = 0) -> list[str]:
        await self.clinic.close()
        self.at(hour, minute)
        lines = recovery.restore(self.clinic.settings, packaged(), self.copy, self.clinic.clock)
        await self.clinic.open()
        return lines


@pytest.fixture
async def ward(tmp_path: Path) -> AsyncIterator[Ward]:
    async with a_clinic(tmp_path, owner_ids=(KIM,)) as clinic:
        ward = Ward(clinic, tmp_path)
        await ward.live_until_three()
        await ward.live_until_it_breaks()
        yield ward


async def test_no_reminder_comes_twice_and_the_plan_goes_on(ward: Ward) -> None:
    assert said(ward.pat, DRINK) == 1
    await ward.restore(18)
    await ward.clinic.says(ward.pat, MENDED)
    await ward.clinic.settled()
    assert said(ward.pat, DRINK) == 1
    assert ward.drink() == [State.UNKNOWN]
    await ward.practice.at(MONDAY.replace(hour=20, minute=31))
    assert said(ward.pat, "How sore") == 1
    assert said(ward.pat, DRINK) == 1


async def test_a_tap_on_what_was_sent_meanwhile_still_counts(ward: Ward) -> None:
    message = next(m for m in ward.pat.chat.bot_messages if DRINK in (m.text or ""))
    await ward.restore(18)
    assert "Noted" in await ward.clinic.toast(ward.pat, lambda: ward.pat.tap(message, "Done"))
    assert ward.drink() == [State.SENT]


async def test_whoever_was_erased_stays_erased_and_hears_nothing(ward: Ward) -> None:
    before = len(ward.robin.chat.bot_messages)
    lines = await ward.restore(18)
    await ward.clinic.says(ward.pat, MENDED)
    assert any("Erased again: patients 1" in line for line in lines)
    assert ward.clinic.bot.store.run_now(patients.by_chat, ward.robin.id) is None
    await ward.practice.at(MONDAY + timedelta(days=3))
    assert len(ward.robin.chat.bot_messages) == before
    noted = [row["action"] for row in ward.rows("SELECT action FROM audit ORDER BY id")]
    put_back = noted.index("put back an older database")
    assert noted[put_back + 1] == "erased again"


async def test_an_alert_of_before_is_told_anew_and_the_clinic_hears_that_there_may_be_others(
    ward: Ward,
) -> None:
    jo, kim = ward.practice.jo, ward.practice.kim
    told = said(jo, "EMERGENCY")
    await ward.restore(18)
    repaired = await ward.clinic.says(jo, REPAIRED)
    await ward.clinic.says(kim, REPAIRED)
    assert "17:31" in repaired.words
    await ward.clinic.telegram.until(lambda: said(jo, "EMERGENCY") > told)
    await ward.clinic.press(jo, "Seen", "you have read it, at")


async def test_a_patient_with_a_plan_hears_once_what_may_be_missing_and_others_do_not(ward: Ward) -> None:
    await ward.restore(18)
    mended = await ward.clinic.says(ward.pat, MENDED)
    assert "from Monday 23 November, 15:00 to Monday 23 November, 17:31" in mended.words
    await ward.clinic.reopen()
    await ward.practice.at(MONDAY + timedelta(days=3))
    assert said(ward.pat, MENDED) == 1
    assert said(ward.sam, MENDED) == 0  # who wanted no reminders
    assert said(ward.nia, MENDED) == 0  # of whom nothing is known
    assert said(ward.robin, MENDED) == 0


async def test_each_patient_is_asked_once_whether_to_go_on(ward: Ward) -> None:
    """A tap that comes twice does nothing the second time, and who says nothing is reminded."""
    await ward.restore(18)
    mended = await ward.clinic.says(ward.pat, MENDED)
    assert "Shall I go on with your reminders?" in mended.words
    await ward.clinic.press(ward.pat, "Yes, go on", "reminders come as planned")
    await ward.clinic.toast(ward.pat, lambda: ward.pat.tap(mended, "Yes, go on"))
    await ward.clinic.settled()
    assert said(ward.pat, "reminders come as planned") == 1
    assert ward.clinic.bot.store.run_now(outbox.next_due) is not None


async def test_who_had_stopped_in_the_time_that_is_lost_can_say_so_by_a_tap_or_a_word(ward: Ward) -> None:
    await ward.restore(18)
    mended = await ward.clinic.says(ward.pat, MENDED)
    assert ward.pat.chat.bot_messages[-1].id == mended.id
    await ward.clinic.hear(ward.pat, "no", "send no more reminders")
    assert "no longer open" in await ward.clinic.toast(ward.pat, lambda: ward.pat.tap(mended, "No, stop"))
    pat = ward.clinic.bot.store.run_now(patients.by_chat, ward.pat.id)
    assert pat is not None
    assert pat.status is Status.STOPPED


async def test_it_is_said_in_the_morning_where_it_is_night(ward: Ward) -> None:
    await ward.restore(23)
    await ward.clinic.says(ward.practice.jo, REPAIRED)  # the clinic hears it at once
    await ward.clinic.settled()
    assert said(ward.pat, MENDED) == 0
    await ward.practice.at((MONDAY + timedelta(days=1)).replace(hour=8, minute=1))
    assert said(ward.pat, MENDED) == 1


async def test_the_operator_hears_what_is_lost_and_what_was_done_about_it(ward: Ward) -> None:
    lines = await ward.restore(18)
    whole = "\n".join(lines)
    assert "Between 2026-11-23 15:00 and 2026-11-23 17:31 (Europe/London) nothing is known" in whole
    assert "Messages not sent again, as they may have gone out already: 1." in whole
    assert "Alerts told anew: 1." in whole
    assert "Patients told that something may be missing: 1;" in whole
    assert "Erased again: patients 1, sessions and links 0." in whole
    (former,) = (ward.clinic.settings.database_path.parent).glob("*.replaced-*")
    assert str(former) in whole


async def test_without_a_journal_that_is_said(ward: Ward) -> None:
    journal = ward.clinic.settings.database_path.with_name("aftercare.db.erased")
    await ward.clinic.close()
    journal.unlink()
    ward.at(18)
    lines = recovery.restore(ward.clinic.settings, packaged(), ward.copy, ward.clinic.clock)
    assert any("no journal of erasures" in line for line in lines)


async def test_no_number_is_given_again_that_a_button_out_there_may_hold(ward: Ward) -> None:
    """What was said meanwhile is still on the phones: its buttons must not mean something else now."""
    last = ward.rows("SELECT max(id) AS id FROM outbox")[0]["id"]
    turn = ward.rows("SELECT max(turn) AS turn FROM dialogues WHERE chat_id = :pat", pat=ward.pat.id)[0][
        "turn"
    ]
    await ward.restore(18)
    await ward.clinic.says(ward.pat, MENDED)
    new = ward.rows("SELECT min(id) AS id FROM outbox WHERE key = 'bot.repaired'")[0]["id"]
    assert new > last
    store, now = ward.clinic.bot.store, ward.clinic.clock.now
    assert store.run_now(lambda tx: dialogues.put(tx, ward.pat.id, "zone", {}, now)).turn > turn
    for table in ("patients", "treatments", "alerts", "questions", "invitations", "staff"):
        assert ward.rows("SELECT seq FROM sqlite_sequence WHERE name = :name", name=table)[0]["seq"] > 10_000
    first = ward.rows("SELECT max(id) AS id FROM outbox")[0]["id"]
    await ward.restore(18, 30)  # the same backup once more
    await ward.clinic.says(ward.pat, MENDED, ward.pat.chat.bot_messages[-1].id)
    assert ward.rows("SELECT min(id) AS id FROM outbox WHERE key = 'bot.repaired'")[0]["id"] > first


async def test_a_line_of_the_clinic_that_was_on_its_way_is_in_doubt(tmp_path: Path) -> None:
    """It was to wait for the morning of the patient, or the process died first: whoever wrote it hears so."""
    async with a_clinic(tmp_path, owner_ids=(KIM,)) as clinic:
        practice = Practice(clinic)
        practice.staffed()
        await practice.follow(practice.jo, practice.pat, "DX today 14:30 neck")
        await practice.line(practice.jo, practice.pat, "Please call us on Tuesday.")
        await clinic.says(practice.pat, "Please call us on Tuesday.")
        await clinic.settled()
        clinic.clock.move(hours=-1)  # so that nothing more is sent
        back = "UPDATE outbox SET state = 'due', tries = 0, claimed_at = NULL WHERE key = 'bot.line'"
        clinic.bot.store.run_now(lambda tx: tx.run(back))  # as it was a moment before
        copy = tmp_path / "copy.db"
        backup.backup(clinic.settings.database_path, KEY, copy)
        await clinic.close()
        clinic.clock.move(hours=2)
        recovery.restore(clinic.settings, packaged(), copy, clinic.clock)
        await clinic.open()
        await clinic.says(practice.jo, "I cannot tell whether your line arrived")
        assert said(practice.pat, "Please call us on Tuesday.") == 1


async def test_an_erased_session_and_a_link_stay_erased(tmp_path: Path) -> None:
    async with a_clinic(tmp_path, owner_ids=(KIM,)) as clinic:
        practice = Practice(clinic)
        practice.staffed()
        await practice.follow(practice.jo, practice.pat, "DX today 14:30 neck")
        copy = tmp_path / "copy.db"
        backup.backup(clinic.settings.database_path, KEY, copy)
        await practice.card(practice.jo, practice.pat)
        await clinic.press(practice.jo, "Erase", "Erase ")
        await clinic.press(practice.jo, "Yes, erase", "is erased")
        await clinic.settled()
        await clinic.close()
        clinic.clock.move(hours=1)
        lines = recovery.restore(clinic.settings, packaged(), copy, clinic.clock)
        assert any("Erased again: patients 1" in line for line in lines)
        store = app.open_store(clinic.settings, Begin.AS_REMEMBERED, clinic.clock)
        assert store.run_now(lambda tx: tx.value("SELECT count(*) FROM treatments")) == 0
        store.close()


async def test_to_go_on_with_an_older_file_is_reckoned_with_alike(ward: Ward) -> None:
    """The operator has copied the backup over the database, and finds no other."""
    clinic = ward.clinic
    await clinic.close()
    path = clinic.settings.database_path
    path.write_bytes(ward.copy.read_bytes())
    ward.at(18)
    words, lines = packaged(), list[str]()
    store = app.open_store(clinic.settings, Begin.OLDER, clinic.clock)
    memory = files.memory_of(clinic.settings, KEY, clinic.clock)
    lines += recovery.put_right(clinic.settings, words, store, memory)
    assert recovery.put_right(clinic.settings, words, store, memory) == []
    store.close()
    assert any("nothing is known" in line for line in lines)
    await clinic.open()
    await clinic.says(ward.pat, MENDED)
    assert said(ward.pat, DRINK) == 1
    assert clinic.bot.store.run_now(patients.by_chat, ward.robin.id) is None


async def test_who_came_meanwhile_is_a_stranger_again(ward: Ward) -> None:
    await ward.restore(18)
    await ward.clinic.hear(ward.nia, "hello", "we have not met")


async def test_on_a_phone_of_several_each_is_asked_about_and_answered_for(tmp_path: Path) -> None:
    async with a_clinic(tmp_path, owner_ids=(KIM,)) as clinic:
        practice = Practice(clinic)
        practice.staffed()
        await two_children(practice, practice.sam)
        await clinic.settled()
        copy = tmp_path / "copy.db"
        backup.backup(clinic.settings.database_path, KEY, copy)
        await clinic.close()
        clinic.clock.move(hours=1)
        recovery.restore(clinic.settings, packaged(), copy, clinic.clock)
        await clinic.open()
        await clinic.says(practice.sam, MENDED)
        await practice.at(MONDAY + timedelta(hours=3))
        assert said(practice.sam, MENDED) == 2
        of_ann = next(m for m in practice.sam.chat.bot_messages if MENDED in m.words and "Ann" in m.words)
        practice.sam.tap(of_ann, "No, stop")
        await clinic.says(practice.sam, "send no more reminders")
        assert named(practice, practice.sam, "Ann").status is Status.STOPPED
        assert named(practice, practice.sam, "Tom").status is Status.ACTIVE
