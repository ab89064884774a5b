"""Who follows a patient hears that they erased themselves: that they are gone, and nothing that is gone."""

from bot.care.patient import erasure
from tests.bot.care.floor import JO, LEE, PAT, Floor


def erase(floor: Floor, patient: int) -> list[tuple[int, str]]:
    """The patient erases themselves; what the others hear of it."""
    floor.say(patient, "/forget")
    said = floor.deliver()
    floor.tap(patient, said[-1].taps[0])
    told = floor.deliver()
    return [(one.message.chat_id, one.words.text) for one in told if one.message.chat_id != patient]


def test_each_who_follows_them_is_told_by_the_label_that_they_gave(floor: Floor) -> None:
    floor.employ(JO, LEE)
    floor.follow(JO, PAT, "PP today 9:00 neck")
    floor.follow(LEE, PAT, "QX today 13:00 calf")
    told = dict(erase(floor, PAT))
    assert set(told) == {JO, LEE}
    assert told[JO].startswith("PP has had everything erased")
    assert told[LEE].startswith("QX has had everything erased")


def test_nobody_waits_for_an_old_patient_and_nobody_is_told(floor: Floor) -> None:
    floor.employ(JO)
    floor.follow(JO, PAT, "PP today 9:00 neck")
    floor.deliver()
    floor.move(days=20)
    floor.deliver()
    assert erase(floor, PAT) == []


def test_where_an_urgent_word_is_open_that_is_told_and_not_this_as_well(floor: Floor) -> None:
    floor.employ(JO)
    floor.follow(JO, PAT, "PP today 9:00 neck")
    floor.say(PAT, "I cannot breathe")
    floor.deliver()
    told = erase(floor, PAT)
    assert [text for chat, text in told if chat == JO and "The record has been erased since" in text]
    assert not [text for _, text in told if "everything erased" in text]


def test_a_day_later_the_label_is_nowhere(floor: Floor) -> None:
    floor.employ(JO)
    floor.follow(JO, PAT, "PQZ today 9:00 neck")
    assert len(erase(floor, PAT)) == 1
    floor.move(hours=23)
    floor.store.run_now(lambda tx: erasure.tidy(floor.desk(tx)))
    assert "PQZ" in str(floor.rows("SELECT * FROM outbox"))
    floor.move(hours=2)
    floor.store.run_now(lambda tx: erasure.tidy(floor.desk(tx)))
    assert "PQZ" not in str([floor.kept(), floor.rows("SELECT * FROM outbox")])
