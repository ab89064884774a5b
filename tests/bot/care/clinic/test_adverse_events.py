"""An adverse event is noted with three taps by who may see the session; corrected, taken back and erased."""

import json

import pytest

from bot.care.ground.desk import OLD
from bot.store import counts
from schedules.clinical import CLINICAL
from tests.bot.care.floor import JO, KIM, LEE, PAT, QUIN, RAE, SAM, Floor, Said

DANGER = "my chest hurts when I breathe"


def last(floor: Floor, who: int, key: str) -> Said:
    floor.deliver()
    return [one for one in floor.said if one.message.chat_id == who and one.message.key == key][-1]


def card(floor: Floor, who: int) -> Said:
    floor.say(who, "/patient JD")
    return last(floor, who, "staff.case")


def tap(floor: Floor, who: int, shown: Said, *with_: str) -> None:
    """The first button whose data begins and ends like this."""
    begins, *ends = with_
    floor.tap(
        who,
        next(one for one in shown.taps if one.startswith(begins) and one.endswith(ends[0] if ends else "")),
    )


def note(floor: Floor, who: int, kind: str, gravity: str) -> Said:
    """From the card, with three taps; what is said to that."""
    tap(floor, who, card(floor, who), "adverses:")
    tap(floor, who, last(floor, who, "staff.adverse_which"), "adverse:", f":{kind}")
    tap(floor, who, last(floor, who, "staff.adverse_how"), "adversenote:", f":{gravity}")
    return last(floor, who, "staff.adverse_noted")


def noted(floor: Floor) -> list[tuple[str, str]]:
    return [(row["kind"], row["gravity"]) for row in floor.rows("SELECT * FROM adverse_events ORDER BY id")]


@pytest.fixture
def followed(floor: Floor) -> Floor:
    floor.follow(JO, PAT, "JD 14:30 left shoulder")
    return floor


def test_three_taps_from_the_card_note_it_and_it_stands_there(followed: Floor) -> None:
    said = note(followed, JO, "bruising", "mild")
    assert said.words.text.startswith("Noted for JD (")
    assert "Bruising, mild" in said.words.text
    assert noted(followed) == [("bruising", "mild")]
    assert "noted as an adverse event: Bruising, mild" in card(followed, JO).words.text


def test_undo_takes_it_back_at_once_and_the_list_takes_it_back_later(followed: Floor) -> None:
    tap(followed, JO, note(followed, JO, "bruising", "mild"), "adverseundo:")
    assert "Removed again for JD" in last(followed, JO, "staff.adverse_undone").words.text
    assert noted(followed) == []
    note(followed, JO, "bleeding", "mild")
    followed.move(days=20)
    tap(followed, JO, card(followed, JO), "adverses:")
    shown = last(followed, JO, "staff.adverse_which")
    assert "1. Bleeding, mild" in shown.words.text
    tap(followed, JO, shown, "adverseundo:")
    assert noted(followed) == []


def test_noted_again_it_is_corrected_and_not_counted_twice(followed: Floor) -> None:
    note(followed, JO, "bleeding", "mild")
    note(followed, KIM, "bleeding", "significant")
    assert noted(followed) == [("bleeding", "significant")]
    note(followed, JO, "bruising", "mild")
    assert len(noted(followed)) == 2


def test_an_alert_that_was_seen_leads_to_it_too(followed: Floor) -> None:
    followed.say(PAT, DANGER)
    told = last(followed, JO, "staff.alert")
    alert = told.message.facts["alert"]
    assert followed.tap(JO, f"alert:adverse:{alert}")  # not before it is seen
    followed.deliver()
    assert "staff.adverse_which" not in {one.message.key for one in followed.said}
    tap(followed, JO, told, "alert:seen")
    tap(followed, JO, last(followed, JO, "staff.alert_yours"), "alert:adverse")
    tap(followed, JO, last(followed, JO, "staff.adverse_which"), "adverse:", ":pneumothorax")
    tap(followed, JO, last(followed, JO, "staff.adverse_how"), "adversenote:", ":significant")
    (row,) = followed.rows("SELECT e.kind, a.code FROM adverse_events e JOIN alerts a ON a.id = e.alert_id")
    assert row == {"kind": "pneumothorax", "code": alert}


@pytest.mark.parametrize("who", [LEE, RAE, PAT, QUIN, SAM])
def test_nobody_else_notes_one_or_takes_one_back(followed: Floor, who: int) -> None:
    followed.follow(LEE, QUIN, "QQ 14:30 knee")
    undo = next(one for one in note(followed, JO, "bruising", "mild").taps if one.startswith("adverseundo"))
    tap(followed, JO, card(followed, JO), "adverses:")
    which = last(followed, JO, "staff.adverse_which")
    tap(followed, JO, which, "adverse:", ":nausea")
    how = last(followed, JO, "staff.adverse_how")
    before = followed.kept()
    for one in (undo, which.taps[0], *how.taps):
        followed.tap(who, one)
    assert followed.kept() == before


def test_who_covers_sees_the_alert_and_notes_nothing(followed: Floor) -> None:
    followed.say(JO, "/away until Friday")
    followed.say(PAT, DANGER)
    told = last(followed, LEE, "staff.alert")
    tap(followed, LEE, told, "alert:seen")
    assert not [one for one in last(followed, LEE, "staff.alert_yours").taps if "adverse" in one]
    assert followed.tap(LEE, f"alert:adverse:{told.message.facts['alert']}")
    followed.deliver()
    assert "staff.adverse_which" not in {one.message.key for one in followed.said}


def test_it_goes_with_the_patient_and_a_count_is_left_of_who_goes_after_their_time(followed: Floor) -> None:
    note(followed, JO, "bruising", "mild")
    (pat,) = followed.rows("SELECT id FROM patients")
    followed.store.run_now(counts.keep, pat["id"])
    assert followed.rows("SELECT times FROM counts WHERE what = 'adverse_events'") == [{"times": 1}]
    followed.say(PAT, "/forget")
    followed.deliver()
    followed.tap(PAT, followed.said[-1].taps[0])
    assert noted(followed) == []


def test_it_goes_with_the_session_alone(followed: Floor) -> None:
    note(followed, JO, "bruising", "mild")
    tap(followed, JO, card(followed, JO), "case:erase")
    tap(followed, JO, last(followed, JO, "staff.case_erase"), "caseerase", ":yes")
    followed.deliver()
    assert noted(followed) == []


def test_the_patient_has_it_in_what_is_kept_of_them(followed: Floor) -> None:
    note(followed, JO, "bruising", "mild")
    followed.say(PAT, "/export")
    data = next(one for one in followed.deliver() if one.message.key == "bot.export_data")
    (kept,) = json.loads(followed.file(data))["tables"]["adverse_events"]
    assert (kept["kind"], kept["gravity"], kept["noted_by"]) == ("bruising", "mild", "Jo")


def test_it_is_on_record_without_a_name_or_what_it_was(followed: Floor) -> None:
    tap(followed, JO, note(followed, JO, "bruising", "mild"), "adverseundo:")
    actions = [
        row["action"] for row in followed.rows("SELECT action FROM audit WHERE action LIKE '%adverse%'")
    ]
    assert actions == ["noted an adverse event, mild", "took back an adverse event, mild"]


def test_the_categories_are_those_of_two_studies_and_each_has_its_source() -> None:
    brady = {"bruising", "bleeding", "pain_during", "pain_after", "aggravation", "drowsiness", "headache"}
    brady |= {"nausea", "fatigue", "emotions", "shaking", "itching", "claustrophobia", "numbness"}
    boyce = {"bleeding", "bruising", "pain_during", "pneumothorax", "aggravation"}
    assert {*CLINICAL.adverse_events} == brady | boyce | {"fainting", "infection", "other"}
    assert CLINICAL.gravities == ("mild", "significant")


WHAT = "Jaw locked for an hour, opened by itself"


def something_else(floor: Floor, who: int, gravity: str = "mild") -> Said:
    """Noted from the card as of no kind on the list; what is asked then."""
    tap(floor, who, card(floor, who), "adverses:")
    tap(floor, who, last(floor, who, "staff.adverse_which"), "adverse:", ":other")
    tap(floor, who, last(floor, who, "staff.adverse_how"), "adversenote:", f":{gravity}")
    return last(floor, who, "staff.adverse_what")


def what_it_was(floor: Floor) -> list[str]:
    return [row["words"] for row in floor.rows("SELECT words FROM adverse_events")]


def test_what_else_it_was_is_asked_and_one_line_is_kept_with_it(followed: Floor) -> None:
    asked = something_else(followed, JO)
    assert "What was it?" in asked.words.text
    assert noted(followed) == [("other", "mild")]  # before anything is typed
    followed.say(JO, f" {WHAT}\n")
    assert "Kept, for JD (" in last(followed, JO, "staff.adverse_said").words.text
    assert what_it_was(followed) == [WHAT]
    told = f"Something else (“{WHAT}”), mild"
    assert f"noted as an adverse event: {told}" in card(followed, JO).words.text
    tap(followed, JO, card(followed, JO), "adverses:")
    assert f"1. {told}" in last(followed, JO, "staff.adverse_which").words.text
    followed.say(JO, "and this is about nothing that was asked")
    followed.deliver()
    assert what_it_was(followed) == [WHAT]


def test_it_may_be_skipped_and_what_was_said_before_stays(followed: Floor) -> None:
    asked = something_else(followed, JO)
    tap(followed, JO, asked, "adverseskip:")
    followed.say(JO, WHAT)
    assert what_it_was(followed) == [""]
    something_else(followed, JO)
    followed.say(JO, WHAT)
    tap(followed, JO, something_else(followed, JO, "significant"), "adverseskip:")
    assert (noted(followed), what_it_was(followed)) == ([("other", "significant")], [WHAT])
    assert followed.tap(JO, next(one for one in asked.taps if one.startswith("adverseskip"))) is OLD


def test_taken_back_while_it_is_asked_nothing_typed_is_kept(followed: Floor) -> None:
    tap(followed, JO, something_else(followed, JO), "adverseundo:")
    followed.say(JO, WHAT)
    followed.deliver()
    asked = something_else(followed, JO)
    tap(followed, KIM, asked, "adverseundo:")
    followed.say(JO, WHAT)
    assert "I have not kept your line" in last(followed, JO, "staff.adverse_gone").words.text
    assert noted(followed) == []


def test_too_long_a_line_is_asked_for_again(followed: Floor) -> None:
    something_else(followed, JO)
    followed.say(JO, "x" * 201)
    assert "200" in last(followed, JO, "staff.line_too_long").words.text
    followed.say(JO, WHAT)
    assert what_it_was(followed) == [WHAT]


def test_no_count_no_record_and_no_log_has_the_words_and_the_patient_has_them(
    followed: Floor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    something_else(followed, JO)
    followed.say(JO, WHAT)
    followed.say(JO, "/report")
    followed.deliver()
    assert not [one for one in followed.said if WHAT in one.whole]
    assert WHAT not in str(followed.rows("SELECT * FROM audit"))
    assert WHAT not in str(followed.rows("SELECT * FROM outbox"))
    assert WHAT not in caplog.text
    followed.say(PAT, "/export")
    data = next(one for one in followed.deliver() if one.message.key == "bot.export_data")
    (kept,) = json.loads(followed.file(data))["tables"]["adverse_events"]
    assert kept["words"] == WHAT
    followed.say(PAT, "/forget")
    followed.deliver()
    followed.tap(PAT, followed.said[-1].taps[0])
    assert WHAT not in str(followed.kept())
