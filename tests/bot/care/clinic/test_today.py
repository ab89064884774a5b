"""A clinic's day by patient: each once, the most urgent first, and nobody who is not the reader's to see."""

from tests.bot.care.floor import JO, KIM, LEE, PAT, QUIN, RAE, SAM, Floor, Said

BREATH = "I cannot breathe"


def asked(floor: Floor, who: int, words: str = "/today") -> Said:
    floor.deliver()
    floor.say(who, words)
    return next(said for said in floor.deliver() if said.message.chat_id == who)


def code(floor: Floor, chat: int) -> str:
    return str(floor.rows("SELECT code FROM patients WHERE chat_id = :chat", chat=chat)[0]["code"])


def labels(said: Said) -> list[str]:
    return [label for row in said.words.buttons for label, _ in row]


def test_everybody_of_the_day_stands_there_once_the_most_urgent_first(floor: Floor) -> None:
    floor.follow(JO, PAT, "PX 14:30 left shoulder")
    floor.follow(JO, QUIN, "QX 14:10 neck")
    floor.say(JO, "/enroll NX 14:20 calf")
    floor.deliver()
    floor.say(SAM, f"/start {floor.link(JO)}")
    floor.say(JO, "/enroll MX 14:40 calf")
    floor.move(hours=6)
    floor.deliver()
    floor.say(PAT, "3")
    floor.say(QUIN, BREATH)
    floor.deliver()
    assert asked(floor, JO).words.text == (
        "Monday 23 November\nRED FLAG 1 · Not opened 1 · Opened, no plan yet 1 · Answered 1\n\n"
        f"RED FLAG\n1. QX · Quinname · {code(floor, QUIN)} · neck · 6 h since the session · ALERT · "
        "reminders rest since a red flag\n\n"
        "Not opened\n2. MX · calf · 6 h since the session\n\n"
        "Opened, no plan yet\n3. NX · calf · 6 h since the session\n\n"
        f"Answered\n4. PX · Patname · {code(floor, PAT)} · left shoulder · 6 h since the session · 3/10\n\n"
        "RED FLAG: QX. Nobody has read it yet: please open it first, below."
    )


def test_without_a_red_flag_the_day_ends_with_how_to_open_one(floor: Floor) -> None:
    floor.follow(JO, PAT, "PX 14:30 left shoulder")
    assert asked(floor, JO).words.text.endswith(
        "Open one: tap it. /patients shows everybody whom you follow."
    )


def test_a_tap_opens_the_card_or_shows_the_link(floor: Floor) -> None:
    floor.follow(JO, PAT, "PX 14:30 left shoulder")
    floor.say(JO, "/enroll MX 14:40 calf")
    floor.deliver()
    said = asked(floor, JO)
    assert labels(said) == ["1. MX", "2. PX"]
    for tap, words in zip(said.taps, ("Here is your aftercare companion", "Session ended: "), strict=True):
        floor.tap(JO, tap)
        assert words in floor.deliver()[-1].words.text


def test_a_session_of_a_list_that_is_still_to_come_is_later_today(floor: Floor) -> None:
    floor.say(JO, "/enroll today\nAA 15:30 calf\nBB 16:00\nCC 16:30\nDD 17:00\nEE 14:30")
    floor.deliver()
    shown = asked(floor, JO).words.text
    assert "AA · calf · later today\n" in shown
    assert "EE · within the last hour\n" in shown


def test_whom_two_questions_find_silent_is_silent(floor: Floor) -> None:
    floor.follow(JO, PAT, "PX 14:30 left shoulder")
    floor.move(hours=6)
    floor.deliver()
    assert "\nOpened 1\n" in asked(floor, JO).words.text
    floor.move(hours=18)
    floor.deliver()
    assert "\nSilent 1\n" in asked(floor, JO).words.text


def test_the_latest_rating_is_told_and_a_high_one_comes_first_also_when_it_was_seen(floor: Floor) -> None:
    floor.follow(JO, PAT, "PX 14:30 left shoulder")
    floor.move(hours=6)
    floor.deliver()
    for rating, head in (("2", "Answered"), ("4 out of 10", "Answered"), ("8 out of 10", "RED FLAG")):
        floor.say(PAT, rating)
        text = asked(floor, JO).words.text
        assert f"\n{head} 1\n" in text
        assert f" · {rating[0]}/10" in text
    for tap, head in (("seen", "Red flag, seen and not closed"), ("close", "Worried, or very sore")):
        floor.tap(JO, f"alert:{tap}:{floor.rows('SELECT code FROM alerts')[0]['code']}")
        assert f"\n{head} 1\n" in asked(floor, JO).words.text


def test_who_is_done_stands_there_no_more_unless_an_alert_is_open(floor: Floor) -> None:
    floor.follow(JO, PAT, "PX 14:30 left shoulder")
    floor.move(hours=24 * 5)
    assert asked(floor, JO).words.text.startswith("Nobody was treated or invited today")
    floor.say(PAT, BREATH)
    assert "\nRED FLAG 1\n" in asked(floor, JO).words.text
    alert = floor.rows("SELECT code FROM alerts")[0]["code"]
    floor.tap(JO, f"alert:seen:{alert}")
    assert "\nRed flag, seen and not closed 1\n" in asked(floor, JO).words.text
    floor.tap(JO, f"alert:close:{alert}")
    assert "\nRed flag since the last working day 1\n" in asked(floor, JO).words.text
    floor.move(hours=24 * 3)
    assert asked(floor, JO).words.text.startswith("Nobody was treated or invited today")


def test_a_red_flag_of_the_night_stands_first_in_the_morning_until_somebody_closes_it(floor: Floor) -> None:
    floor.follow(JO, QUIN, "QX 14:10 neck")
    floor.follow(JO, PAT, "PX 14:30 left shoulder")
    floor.say(QUIN, BREATH)
    floor.deliver()
    alert = floor.rows("SELECT code FROM alerts")[0]["code"]
    floor.tap(JO, f"alert:seen:{alert}")
    floor.move(hours=18)
    assert labels(asked(floor, JO)) == ["1. QX", "2. PX"]
    floor.tap(JO, f"alert:close:{alert}")
    assert labels(asked(floor, JO)) == ["1. PX", "2. QX"]


def test_whose_next_session_waits_for_a_yes_stands_there_again(floor: Floor) -> None:
    floor.follow(JO, PAT, "PX 14:30 left shoulder")
    floor.move(hours=24 * 5)
    floor.say(JO, "/enroll PX just now")
    floor.deliver()
    assert "1. PX" in asked(floor, JO).words.text
    assert "next session not confirmed" in asked(floor, JO).words.text


def test_the_day_is_that_of_the_clinic(floor: Floor) -> None:
    """Who was discharged on the very day is told as that, and is gone at midnight."""
    floor.follow(JO, PAT, "PX 14:30 left shoulder")
    case = floor.rows("SELECT code FROM treatments")[0]["code"]
    floor.tap(JO, f"case:end:{case}")
    floor.move(hours=9)
    assert "Discharged\n1. PX" in asked(floor, JO).words.text
    floor.move(hours=1)
    assert "Nobody was treated" in asked(floor, JO).words.text


def test_each_sees_their_own_and_an_owner_all(floor: Floor) -> None:
    floor.follow(JO, PAT, "PX 14:30 left shoulder")
    floor.follow(LEE, QUIN, "QX 14:30 neck")
    assert labels(asked(floor, JO)) == ["1. PX"]
    assert labels(asked(floor, LEE)) == ["1. QX"]
    assert sorted(label[3:] for label in labels(asked(floor, KIM))) == ["PX", "QX"]


def test_who_covers_sees_the_red_line_and_nothing_else_of_the_patient(floor: Floor) -> None:
    floor.follow(JO, PAT, "PX 14:30 left shoulder")
    floor.move(hours=6.5)
    floor.deliver()
    floor.say(PAT, "7")
    floor.deliver()
    floor.say(JO, "/away")
    floor.say(PAT, BREATH)
    floor.deliver()
    said = asked(floor, LEE)
    assert f"RED FLAG\n1. PX · Patname · {code(floor, PAT)} · Monday 23 November · ALERT\n" in said.words.text
    assert "7/10" not in said.words.text
    floor.tap(LEE, said.taps[0])
    shown = floor.deliver()[-1]
    assert BREATH in shown.words.text
    assert floor.rows("SELECT seen_at FROM alerts")[0]["seen_at"] is None
    floor.tap(LEE, next(tap for tap in shown.taps if tap.startswith("alert:seen")))
    floor.deliver()
    assert "Nobody was treated" in asked(floor, LEE).words.text


def test_the_front_desk_sees_links_and_appointments_of_the_day_and_no_alert(floor: Floor) -> None:
    floor.follow(JO, PAT, "PX 14:30 left shoulder")
    floor.say(PAT, BREATH)
    floor.deliver()
    assert asked(floor, RAE).words.text == (
        "Links and appointments of today:\n\n"
        "PX · Monday 23 November, 14:30 · opened · for Jo\n\n"
        "/links shows those of the last two weeks."
    )
    floor.move(hours=10)
    floor.deliver()
    assert asked(floor, RAE).words.text.startswith("No link was made today")


def test_it_is_turned_by_pages_of_eight(floor: Floor) -> None:
    floor.say(JO, "/enroll " + "\n".join(f"N{n} 14:30 calf" for n in range(1, 10)))
    floor.deliver()
    first = asked(floor, JO)
    assert labels(first)[-1] == "More"
    floor.tap(JO, first.taps[-1])
    second = floor.deliver()[-1]
    assert "page 2 of 2" in second.words.text
    assert "N1 ·" in second.words.text
    assert labels(second) == ["1. N1", "Back"]


def test_an_emergency_of_the_night_stands_before_what_can_wait_also_once_it_is_over(floor: Floor) -> None:
    floor.follow(JO, PAT, "PX 14:30 left shoulder")
    floor.say(JO, "/enroll MX 14:40 calf")
    floor.move(hours=6)
    floor.deliver()
    floor.say(PAT, BREATH)
    told = next(said for said in floor.deliver() if said.message.chat_id == JO)
    floor.tap(JO, next(tap for tap in told.taps if tap.startswith("alert:seen")))
    seen = next(said for said in floor.deliver() if said.message.chat_id == JO)
    floor.tap(JO, next(tap for tap in seen.taps if tap.startswith("alert:close")))
    floor.move(hours=12)
    floor.deliver()
    words = asked(floor, JO).words.text
    assert words.index("Red flag since the last working day\n1. PX") < words.index("2. MX")
    floor.move(hours=24)
    floor.deliver()
    assert "Red flag since" not in asked(floor, JO).words.text


def test_questions_that_wait_are_counted(floor: Floor) -> None:
    floor.follow(JO, PAT, "PX 14:30 left shoulder")
    assert "Questions that wait" not in asked(floor, JO).words.text
    floor.say(PAT, "can I take my horse to the beach?")
    floor.deliver()
    assert "Questions that wait for an answer: 1. /unanswered" in asked(floor, JO).words.text
