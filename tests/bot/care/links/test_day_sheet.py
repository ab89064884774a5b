"""A day's list is answered on one sheet: every line of it, the links, and all that is in doubt."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.care.ground.says.day_sheet import Became, DaySheet
from bot.care.ground.says.message import read
from bot.model import Outgoing
from tests.bot.care.floor import JO, KIM, PAT, RAE, START, Floor, Said

TO_COME = "left out, as that is still to come. Please send it when the session is over."
DAY = """
Monday 23 November
1. 9:00 AA left shoulder
2. 9:30-10:00 BB neck
3. CC 11:00 left arm
4. DD 16:30 both calves
5. EE just now R hip
6. 12:30 lunch
7. FF tomorrow 9:00 neck
8. AA 15:00 knee
"""


def say(floor: Floor, who: int, text: str) -> list[Said]:
    floor.say(who, text)
    return floor.deliver()


def tap(floor: Floor, who: int, said: list[Said], label: str) -> list[Said]:
    buttons = [button for one in said for row in one.words.buttons for button in row]
    floor.tap(who, next(data for shown, data in reversed(buttons) if shown == label))
    return floor.deliver()


def keys(said: list[Said]) -> list[str]:
    return [one.message.key.removeprefix("staff.") for one in said]


def sheets(said: list[Said]) -> list[DaySheet]:
    return [read(DaySheet, _of(one).facts) for one in said if one.message.key == DaySheet.key]


def _of(one: Said) -> Outgoing:
    return one.message


def became(said: list[Said]) -> dict[int, Became]:
    return {row.place: row.became for sheet in sheets(said) for row in sheet.rows}


def links(floor: Floor) -> list[tuple[str, str | None]]:
    rows = floor.rows("SELECT label, region FROM invitations WHERE opens = 'patient' ORDER BY id")
    return [(row["label"], row["region"]) for row in rows]


def test_every_line_stands_on_one_sheet_and_all_doubts_below_it(floor: Floor) -> None:
    said = say(floor, JO, f"/enroll{DAY}")
    assert keys(said) == ["day_sheet", "day_doubts"]
    lines = said[0].words.text.splitlines()
    assert lines[2] == "1. AA · 09:00 · left shoulder"
    assert lines[3].startswith(START)
    assert [line for line in lines if line[:1].isdigit()] == [
        "1. AA · 09:00 · left shoulder",
        "2. BB · 10:00 · neck",
        "3. CC: not clear yet, see below.",
        "4. DD · 16:30 · left and right calf",
        "5. EE · 14:42 · right hip",
        "6. “12:30 lunch”: left out, as I cannot tell who that is.",
        f"7. “FF tomorrow 9:00 neck”: {TO_COME}",
        "8. AA: has a link of today already, so I made no other. Somebody else? Please send them as AA2.",
    ]
    assert "Read as headings: “Monday 23 November”." in said[0].words.text
    assert "3. CC · “CC 11:00 left arm”: which part of the body?" in said[1].words.text
    assert [label for label, _ in links(floor)] == ["AA", "BB", "CC", "DD", "EE"]


def test_a_label_on_the_sheet_shows_its_code_and_a_doubt_that_is_settled_its_link(floor: Floor) -> None:
    said = say(floor, JO, f"/enroll{DAY}")
    card, forward = tap(floor, JO, said[:1], "DD")
    assert card.words.picture
    assert "Session ends: Monday 23 November, 16:30" in card.words.text
    assert forward.words.text.split()[-1] in said[0].words.text
    asked = tap(floor, JO, tap(floor, JO, said, "CC: which part"), "forearm")
    card, _ = tap(floor, JO, asked, "left")
    assert card.words.text.startswith("CC · left forearm")
    again = say(floor, JO, f"/enroll{DAY}")
    assert set(became(again).values()) == {Became.AGAIN, Became.WHO, Became.TO_COME}
    assert len(links(floor)) == 5


def test_a_long_list_is_told_in_several_messages_and_what_is_beyond_is_said(floor: Floor) -> None:
    lines = "\n".join(f"P{number} 9:00 left shoulder and right calf" for number in range(43))
    said = say(floor, JO, f"/enroll {lines}")
    assert keys(said) == ["day_sheet"] * 4
    assert sorted(became(said)) == list(range(1, 41))
    assert all(one.words.text.startswith(f"Page {page} of 4.") for page, one in enumerate(said, start=1))
    assert "Please send the last 3 once more." in said[-1].words.text
    assert len(sheets(said)[-1].codes) == 40


def test_headings_say_for_whom_and_lines_without_one_are_asked_about_once(floor: Floor) -> None:
    said = say(
        floor, RAE, "/enroll AA 9:00 neck\nBB 9:30 hip\nJo:\nCC 10:00 neck\nDD 10:30 hip\nLee\nEE 11:00 knee"
    )
    assert keys(said) == ["day_sheet", "enrol_for"]
    assert said[1].words.text.startswith("For whom do you enrol AA, BB?")
    assert "3. CC · 10:00 · neck · for Jo" in said[0].words.text
    rest = tap(floor, RAE, said, "Lee")
    assert "1. AA · 09:00 · neck · for Lee" in rest[0].words.text
    whose = floor.rows(
        "SELECT i.label, s.name FROM invitations i JOIN staff s ON s.id = i.staff_id "
        "WHERE i.opens = 'patient'"
    )
    assert {row["label"]: row["name"] for row in whose} == {
        "AA": "Lee",
        "BB": "Lee",
        "CC": "Jo",
        "DD": "Jo",
        "EE": "Lee",
    }


def test_a_clinician_enrols_for_themselves_and_an_owner_for_a_colleague(floor: Floor) -> None:
    lines = "Jo\nAA 9:00 neck\nBB 9:30 hip\nLee\nCC 10:00 neck"
    mine = say(floor, JO, f"/enroll {lines}")
    assert "3. “CC 10:00 neck”: left out, as it is a colleague's patient." in mine[0].words.text
    own = say(floor, KIM, f"/enroll {lines}\nKim\nDD 10:30 hip")
    assert became(own)[3] is Became.LINK
    assert "3. CC · 10:00 · neck · for Lee" in own[0].words.text
    assert "4. DD · 10:30 · hip\n" in own[0].words.text


def test_a_patient_in_a_course_is_asked_when_the_session_is_over_and_gets_no_link(floor: Floor) -> None:
    floor.follow(JO, PAT, "PP today 9:00 neck")
    floor.now += timedelta(days=2, hours=-6)  # Wednesday, 08:42
    said = say(floor, JO, "/enroll AA 9:00 neck\nBB 9:30 hip\nPP 16:30 neck\nCC 10:00 neck\nDD 10:30 hip")
    assert became(said)[3] is Became.NEXT
    assert not [one for one in said if one.message.chat_id == PAT]
    say(floor, PAT, "/start")
    floor.now += timedelta(hours=8)
    asked = [one.words.text for one in floor.deliver() if one.message.chat_id == PAT]
    assert [text for text in asked if "a new session of yours" in text and "16:30" in text]


def test_a_pasted_list_without_the_command_is_offered(floor: Floor) -> None:
    said = say(floor, JO, DAY)
    assert said[0].words.text == "Enrol AA, BB, CC, DD, EE, FF, AA?"
    assert keys(tap(floor, JO, said, "Yes, enrol")) == ["day_sheet", "day_doubts"]


def test_letters_that_may_be_a_muscle_or_a_side_are_not_added_to_the_line_before_them(floor: Floor) -> None:
    said = say(
        floor, JO, "/enroll AA 9:00 neck\nQL neck\nBB 9:30 hip\nLT knee\nCC 10:00\nLT calf\nDD 10:30 hip"
    )
    assert became(said) == {
        1: Became.LINK,
        2: Became.WHO,
        3: Became.LINK,
        4: Became.WHO,
        5: Became.LINK,
        6: Became.LINK,
    }
    assert "2. “QL neck”: left out, as I cannot tell who that is." in said[0].words.text
    assert ("CC", "left.calf") in links(floor)


def test_the_sheet_says_of_which_lines_sessions_to_come_are_left_out(floor: Floor) -> None:
    said = say(
        floor,
        JO,
        "/enroll AA 9:00 neck\nBB 9:30 hip, 2x a week\nCC 10:00 neck 6 sessions\nDD 10:30 hip\nEE 11:00 knee",
    )
    assert "Sessions still to come are left out (lines: 2, 3)." in said[0].words.text
    assert "2. BB · 09:30 · hip" in said[0].words.text


NOISE = st.sampled_from(["", "  ", "\t", "- ", "• "])
DOUBT = st.sampled_from(["", " left arm", " 2-9", " half", " tomorrow", " back", " 25:99"])


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Floor]:
    opened = Floor(tmp_path_factory.mktemp("floor"))
    opened.employ(JO)
    yield opened
    opened.close()


@settings(
    max_examples=25,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_of_any_list_every_line_and_every_word_is_told(shared: Floor, data: st.DataObject) -> None:
    shared.store.run_now(lambda tx: tx.run("DELETE FROM invitations WHERE opens = 'patient'"))
    names = st.from_regex(
        r"[A-Z]{2,3}", fullmatch=True
    )  # AM, LT and QL among them, which mean other things too
    labels = data.draw(st.lists(names, min_size=5, max_size=30))
    typed = [
        f"{label} {data.draw(st.sampled_from(['9:00', '4:15 pm', 'just now', '']))} neck{data.draw(DOUBT)}"
        for label in labels
    ]
    lines = data.draw(st.permutations(typed))
    marked = "\n".join(f"{data.draw(NOISE)}{line}" for line in lines)
    said = say(shared, JO, f"/enroll {marked}")
    rows = {row.place: row for sheet in sheets(said) for row in sheet.rows}
    assert sorted(rows) == list(range(1, len(lines) + 1))
    for place, line in enumerate(lines, start=1):
        row = rows[place]
        if row.code:
            assert row.label.casefold() == line.split()[0].casefold()
        else:
            assert row.label.split() == line.split()
    asked = "\n".join(one.words.text for one in said if one.message.key == "staff.day_doubts")
    assert all(
        f"{place}. {row.label} ·" in asked for place, row in rows.items() if row.became is Became.ASKED
    )


OTHERS = "\nQA 9:00 neck\nQB 9:30 neck\nQC 10:00 neck\nQD 11:00 neck"


def test_a_line_is_left_out_for_the_reason_that_it_has(floor: Floor) -> None:
    (sheet, doubts) = say(
        floor, JO, f"/enroll AB yesterday 25:10 rigth sholder\nEE in 2 hours trapezius{OTHERS}"
    )
    assert became([sheet]) == {1: Became.ASKED, 2: Became.TO_COME, **dict.fromkeys(range(3, 7), Became.LINK)}
    assert "2. “EE in 2 hours trapezius”: left out, as that is still to come." in sheet.words.text
    assert "1. AB · “AB yesterday 25:10 rigth sholder”: when does the session end?" in doubts.words.text


def test_who_joined_by_a_link_of_today_is_known_and_their_next_session_is_noted(floor: Floor) -> None:
    floor.follow(JO, PAT, "JD 9:00 hip")
    (sheet,) = say(floor, JO, f"/enroll JD 10:00 hip{OTHERS}")
    assert became([sheet])[1] is Became.THERE
    assert "1. JD: has joined already, and I know of their session of 09:00" in sheet.words.text
    (sheet,) = [one for one in say(floor, JO, f"/enroll JD 16:00 hip{OTHERS}") if sheets([one])]
    assert became([sheet])[1] is Became.NEXT


def test_a_phone_number_is_left_out_of_a_line_and_that_is_said(floor: Floor) -> None:
    (sheet,) = say(floor, JO, f"/enroll DD 9:00 neck 07700 900123{OTHERS}")
    assert "Phone numbers left out: 1." in sheet.words.text
    assert links(floor)[0] == ("DD", "neck")
    *_, noticed = say(floor, JO, "/enroll EE 9:00 neck 07700 900123")
    assert "I have left out what looks like a phone number." in noticed.words.text
    assert "900123" not in str(floor.rows("SELECT * FROM invitations"))
