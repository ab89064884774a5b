"""Every word of a line is accounted for: what is in doubt is asked with buttons, what is odd is said once."""

import pytest

from tests.bot.care.floor import JO, PAT, Floor, Said

pytestmark = pytest.mark.jo_alone

CARD = "Let the patient scan this"


def say(floor: Floor, text: str) -> list[Said]:
    floor.say(JO, text)
    return floor.deliver()


def texts(said: list[Said]) -> list[str]:
    return [one.words.text for one in said]


def labels(said: Said) -> list[str]:
    return [label for row in said.words.buttons for label, _ in row]


def tap(floor: Floor, said: list[Said], label: str) -> list[Said]:
    """The button of that label under the last of these messages that has one."""
    buttons = [button for one in said for row in one.words.buttons for button in row]
    floor.tap(JO, next(data for shown, data in reversed(buttons) if shown == label))
    return floor.deliver()


def starts(said: list[Said], *beginnings: str) -> bool:
    return any(one.startswith("\n".join(beginnings)) for one in texts(said))


def test_the_clinic_is_told_on_one_kind_of_clock_however_it_was_typed(floor: Floor) -> None:
    card = say(floor, "/enroll JD today 2.30pm L shoulder + right calf, neck")
    session = "Session ended: Monday 23 November, 14:30\n"
    assert starts(card, "JD · left shoulder, right calf and neck", session)


def test_what_may_be_two_times_is_asked_with_a_button_for_each(floor: Floor) -> None:
    asked = say(floor, "/enroll JD 3:30 left shoulder")
    assert texts(asked)[0].startswith("JD: That may be more than one time")
    meant = ["Friday 20 November, 15:30", "yesterday, 15:30", "today, 03:30"]
    assert labels(asked[0])[:3] == meant  # the clinic is closed on a Sunday
    card = tap(floor, asked, "today, 03:30")
    assert starts(card, "JD · left shoulder", "Session ended: Monday 23 November, 03:30\n")


@pytest.mark.parametrize("typed", ["2-3pm", "15 min", "half", "5"])
def test_what_may_be_part_of_a_time_is_asked_and_never_made_a_name(floor: Floor, typed: str) -> None:
    (asked,) = say(floor, f"/enroll JD {typed} left shoulder")
    assert asked.words.text.startswith("JD: ")
    card = say(floor, "14:30")
    assert starts(card, "JD · left shoulder", "Session ended: Monday 23 November, 14:30\n")


def test_what_may_be_several_parts_of_the_body_is_asked(floor: Floor) -> None:
    asked = say(floor, "/enroll JD left arm 14:30")
    assert texts(asked) == ["JD: “left arm” – which part of the body is that?"]
    card = tap(floor, tap(floor, asked, "forearm"), "left")
    assert starts(card, "JD · left forearm", "Session ended: Monday 23 November, 14:30\n")


def test_where_time_and_part_are_in_doubt_both_are_asked(floor: Floor) -> None:
    said = say(floor, "/enroll JD back 15 min")
    for label in ("today, 14:27", "lower back", "Neither / middle", "Dry needling"):
        said = tap(floor, said, label)
    assert starts(said, "JD · lower back", "Session ended: Monday 23 November, 14:27\n")


def test_several_lines_are_several_patients_and_a_doubt_in_one_holds_up_no_other(floor: Floor) -> None:
    said = say(floor, "/enroll AA just now neck\nBB 2-3pm calf\nCC 14:30\nleft hip\nDD left arm")
    assert starts(said, "AA · neck")
    assert starts(said, "CC · left hip", "Session ended: Monday 23 November, 14:30\n")
    assert sum(CARD in one for one in texts(said)) == 2
    of_bb = next(one for one in said if one.words.text.startswith("BB: "))
    assert starts(tap(floor, [of_bb], "Just now"), "BB · calf")
    assert starts(tap(floor, tap(floor, said, "forearm"), "left"), "DD · left forearm")


def test_the_same_label_within_minutes_a_whole_name_and_a_birth_date_are_said_once(floor: Floor) -> None:
    assert len(say(floor, "/enroll JD neck")) == 2  # the card and the link
    *_, again = say(floor, "/enroll jd calf")
    assert again.words.text.startswith("You made another link for jd a moment ago.")
    assert labels(again) == ["Change label", "Revoke link"]
    floor.move(minutes=20)
    assert len(say(floor, "/enroll JD hip")) == 2
    card, _, noticed = say(floor, "/enroll Jane Doe 12/03/1984 knee 14:30")
    assert card.words.text.startswith("Jane Doe · knee\nSession ended: Monday 23 November, 14:30\n")
    assert "looks like a whole name" in noticed.words.text
    assert "I have left out a date of birth." in noticed.words.text
    assert "1984" not in str(floor.rows("SELECT * FROM invitations"))


def test_a_line_without_the_command_is_offered_and_enrols_as_of_when_it_was_typed(floor: Floor) -> None:
    offered = say(floor, "JD just now left shoulder")
    assert texts(offered) == ["Enrol JD?"]
    assert not floor.rows("SELECT * FROM invitations WHERE opens = 'patient'")
    floor.move(minutes=8)
    card = tap(floor, offered, "Yes, enrol")
    assert starts(card, "JD · left shoulder", "Session ended: Monday 23 November, 14:42\n")
    assert texts(say(floor, "AA neck\nBB 14:30 calf")) == ["Enrol AA, BB?"]
    assert starts(say(floor, "yes"), "BB · calf")


@pytest.mark.parametrize("text", ["hello", "thanks for the shoulder pictures you sent", "14:30", "neck"])
def test_what_is_no_line_is_not_offered_as_one(floor: Floor, text: str) -> None:
    assert texts(say(floor, text))[0].startswith("I do not know what that is for")


@pytest.mark.parametrize(
    ("regions", "consider"), [("left calf", False), ("left calf + chest", True), ("neck; right calf", True)]
)
def test_the_card_of_an_emergency_takes_the_gravest_of_several_regions(
    floor: Floor, regions: str, consider: bool
) -> None:
    floor.follow(JO, PAT, f"JD just now {regions}")
    floor.say(PAT, "I cannot breathe")
    (card,) = [one for one in floor.deliver() if one.message.key == "bot.card"]
    assert ("Please think of: collapsed lung" in (floor.renderer.words_of(card.message) or "")) is consider


@pytest.mark.parametrize("mark", ["; ", ";", " | ", " / ", ", ", " and ", " AND ", " & "])
def test_several_patients_in_one_line_are_a_line_each(floor: Floor, mark: str) -> None:
    said = say(floor, "/enroll " + mark.join(["AA 2pm neck", "BB 1:30pm left hip", "CC half twelve calf"]))
    for begins in (("AA · neck", "14:00"), ("BB · left hip", "13:30"), ("CC · calf", "12:30")):
        session = f"Session ended: Monday 23 November, {begins[1]}\n"
        assert starts(said, begins[0], session), begins


@pytest.mark.parametrize(
    "line",
    [
        "JD; 14:05; left hip",
        "JD 2pm, QL and neck",
        "JD 2pm neck and left hip",
        "3) JD 2pm neck",
        "JD / 14:05 / hip",
        "JD 2pm left hip; neck",
    ],
)
def test_marks_between_the_words_of_one_patient_part_nothing(floor: Floor, line: str) -> None:
    assert sum(CARD in text for text in texts(say(floor, f"/enroll {line}"))) == 1


def test_a_session_that_the_patient_has_already_is_noticed(floor: Floor) -> None:
    floor.follow(JO, PAT, "PX 14:30 neck")
    floor.move(minutes=20)
    assert "PX has a session of about that time already" in texts(say(floor, "/enroll PX 14:30 neck"))[-1]
    assert not any("already" in text for text in texts(say(floor, "/enroll PY 14:30 neck")))
