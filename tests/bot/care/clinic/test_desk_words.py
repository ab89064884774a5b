"""What people of the clinic type is done as it was meant, or they hear why not, in the clinic's words."""

import pytest

from tests.bot.care.floor import JO, KIM, PAT, RAE, Floor


def heard(floor: Floor, who: int, words: str) -> str:
    floor.say(who, words)
    return "\n".join(said.whole for said in floor.deliver() if said.message.chat_id == who)


def labels(floor: Floor) -> list[str]:
    return [row["label"] for row in floor.rows("SELECT label FROM invitations WHERE opens = 'patient'")]


@pytest.mark.parametrize("line", ["CD left knee 14:10", "enroll CD 14:10 left knee", "left knee, 14:10 CD"])
def test_a_whole_line_after_who_is_it_is_a_line(floor: Floor, line: str) -> None:
    assert "Who is it?" in heard(floor, JO, "/enroll")
    card = heard(floor, JO, line)
    assert "CD · left knee" in card
    assert "14:10" in card
    assert "looks like a whole name" not in card
    assert labels(floor) == ["CD"]


def test_for_whom_is_heard_after_who_is_it(floor: Floor) -> None:
    heard(floor, JO, "/enroll")
    assert "for Lee" in heard(floor, JO, "CD left knee for lee")


@pytest.mark.parametrize("typed", ["CD", "MK 23", "4711"])
def test_a_label_alone_is_asked_on_about(floor: Floor, typed: str) -> None:
    heard(floor, JO, "/enroll")
    assert "When did the session end?" in heard(floor, JO, typed)
    assert labels(floor) == [typed]


def test_the_command_without_its_slash_is_the_command(floor: Floor) -> None:
    assert "AB · neck" in heard(floor, JO, "enroll AB 14:10 neck")
    assert "Who is it?" in heard(floor, JO, "Enrol")


def test_sessions_to_come_are_said_to_be_left_out(floor: Floor) -> None:
    told = heard(floor, JO, "/enroll MN 3 sessions: today 14:10, 7 Dec 10:00 right shoulder")
    assert "MN · right shoulder" in told
    assert "“3 sessions 7 Dec 10:00” is left out" in told
    assert "“New session, just now”" in heard(floor, JO, "/enroll ZZ tomorrow 10:00 neck")


def test_links_are_searched_by_label(floor: Floor) -> None:
    heard(floor, JO, "/enroll EF 14:10 neck")
    heard(floor, JO, "/enroll GH 14:10 neck")
    found = heard(floor, JO, "/links ef")
    assert "EF ·" in found
    assert "GH" not in found
    assert "No link of the last two weeks has “XY”" in heard(floor, JO, "/links XY")


def test_revoke_with_a_name_asks_about_that_one(floor: Floor) -> None:
    assert "Shall I take Lee out?" in heard(floor, KIM, "/revoke lee")
    assert "Kim cannot be taken out here" in heard(floor, KIM, "/revoke Kim")
    shown = heard(floor, KIM, "/revoke Nobody")
    assert "These people belong to" in shown
    assert "Revoke Lee" in shown
    assert "Revoke Kim" not in shown


def test_a_command_that_nobody_knows_gets_the_clinics_words(floor: Floor) -> None:
    for who in (JO, KIM):
        told = heard(floor, who, "/invite Sam" if who == JO else "/revoke Nobody")
        assert "do not wait for me" not in told
    assert "/help shows what you can do here" in heard(floor, JO, "/invite Sam")


def test_help_fits_one_screen_and_has_the_rest_by_topic(floor: Floor) -> None:
    shown = heard(floor, KIM, "/help")
    assert "/enroll" in shown
    assert "next session of a course" in shown
    assert "/sore" not in shown
    assert "/invite" not in shown
    assert len(shown.splitlines()) <= 28  # two lines of them a button
    assert "/invite" in heard(floor, KIM, "/help owner")
    assert "/sore" in heard(floor, KIM, "/help patient")


def test_the_rest_of_help_is_one_tap_away(floor: Floor) -> None:
    """A phone takes only "/help" of "/help owner" for a command."""
    floor.say(KIM, "/help")
    shown = floor.deliver()[0]
    assert [label for row in shown.words.buttons for label, _ in row] == [
        "Commands of an owner",
        "Commands of a patient",
    ]
    floor.tap(KIM, shown.taps[0])
    assert "/invite" in floor.deliver()[0].words.text


def test_the_front_desk_is_promised_the_today_that_it_gets(floor: Floor) -> None:
    floor.employ(RAE, role="receptionist")
    assert "/today – the links and appointments of today" in heard(floor, RAE, "/help")
    assert "/today – the day by patient, the most urgent first" in heard(floor, JO, "/help")


def test_timezone_says_what_it_understood(floor: Floor) -> None:
    assert "clinic's clock" in heard(floor, JO, "/timezone New York")
    floor.follow(JO, PAT, "JD 14:10 neck")
    floor.deliver()
    assert "Is it 09:42 where you are?" in heard(floor, PAT, "/timezone New York")
    assert "I do not know a place of that name" in heard(floor, PAT, "/timezone Qqxyz")
