"""`/report` for a time: what is counted is right, of one's own patients, and never of fewer than five."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest

from bot.care.ground.few import portion, shown
from bot.care.ground.says.figures import Portion
from bot.store import counts
from bot.store.figures import Counted
from tests.bot.care.floor import JO, KIM, LEE, PAT, QUIN, RAE, Floor, Said

MANY = tuple(range(4001, 4007))
VALUES = (6, 5, 4, 3, 6, 2)


def ask(floor: Floor, who: int, period: str = "30") -> list[Said]:
    floor.say(who, f"/report {period}")
    return floor.deliver()


def words(floor: Floor, who: int, period: str = "30") -> str:
    return ask(floor, who, period)[0].words.text


def rows(floor: Floor, said: Said) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(floor.file(said).decode("utf-8-sig")))]


def of(part: str, found: list[dict[str, str]]) -> list[dict[str, str]]:
    return [row for row in found if row["what is counted"].startswith(part)]


def check_in(floor: Floor, values: dict[int, int]) -> None:
    """The next check-in of each, answered by those who have a value, when it comes."""
    asked: list[Said] = []
    while not asked:
        floor.move(hours=1)
        asked = [one for one in floor.deliver() if any(tap.startswith("sore:") for tap in one.taps)]
    floor.move(minutes=10)
    for one in asked:
        if (value := values.get(one.message.chat_id)) is not None:
            floor.tap(one.message.chat_id, next(tap for tap in one.taps if tap.endswith(f":{value}")))
    floor.deliver()


@pytest.fixture
def lived(floor: Floor) -> Floor:
    """Six patients of Jo's, who answer the first check-in, and one of Lee's."""
    for number, chat in enumerate(MANY):
        floor.follow(JO, chat, f"P{number} 14:30 left shoulder")
    floor.follow(LEE, QUIN, "QQ 14:30 knee")
    check_in(floor, dict(zip((*MANY, QUIN), (*VALUES, 3), strict=True)))
    return floor


def test_it_counts_patients_links_answers_and_the_median_with_its_spread(lived: Floor) -> None:
    said = words(lived, JO)
    for line in (
        "25 October 2026 to 23 November 2026 at Riverside Physio, your patients",
        "Patients: 6, sessions: 6",
        "Links opened: 6 of 6 (100 %)",
        "Check-ins answered: 6 of 6 (100 %)",
        "Got every message of the plan: 6 of 6 (100 %)",
        "Answered at least once: 6 of 6 (100 %)",
        "0–12 h 4.5 (3.25–5.75)",
        "Fewer than 5 people are never shown.",
    ):
        assert line in said, said
    assert len(said) < 900


def test_the_table_says_the_same_a_row_a_figure(lived: Floor) -> None:
    told, *_, table = ask(lived, JO)
    assert not told.words.paper
    assert table.words.paper
    assert table.words.paper.name == "report-2026-10-25-to-2026-11-23.csv"
    found = rows(lived, table)
    assert {row["of whom"] for row in found} == {"your patients"}
    assert {row["first day"] for row in found} == {"2026-10-25"}
    (band,) = of("ratings of soreness", found)
    assert (band["from (hours after the session)"], band["to (hours after the session)"]) == ("0", "12")
    assert (band["patients"], band["how many"], band["median soreness (0 to 10)"]) == ("6", "6", "4.5")
    (links,) = of("links opened", found)
    assert (links["how many"], links["of how many"], links["share (%)"]) == ("6", "6", "100")


def test_of_fewer_than_five_nothing_is_told(lived: Floor) -> None:
    assert "fewer than 5 patients" in words(lived, LEE)
    lived.say(MANY[0], "I cannot breathe and my chest hurts")
    lived.deliver()
    told, *_, table = ask(lived, JO)
    assert "Alerts: emergency under 5" in told.words.text
    (alerts,) = of("alerts raised", rows(lived, table))
    assert alerts["how many"] == "under 5"
    whole = json.dumps(dict(told.message.facts))
    assert '"raised": 1' not in whole


def test_who_stays_away_is_few_as_well(lived: Floor) -> None:
    """Of six, all but one have answered the second check-in: that one is not told either."""
    check_in(lived, dict.fromkeys(MANY[1:], 3))
    assert "Check-ins answered: all but under 5 of 12" in words(lived, JO)


@pytest.mark.parametrize(
    ("count", "of", "people", "told"),
    [
        (0, 0, 0, None),
        (3, 4, 4, Portion()),
        (0, 9, 9, Portion(0, 9)),
        (4, 9, 9, Portion(None, 9)),
        (5, 9, 9, Portion(None, 9, nearly=True)),
        (5, 10, 10, Portion(5, 10)),
        (9, 9, 9, Portion(9, 9)),
        (40, 60, 4, Portion()),
    ],
)
def test_neither_a_group_under_five_nor_what_is_left_of_it_is_told(
    count: int, of: int, people: int, told: Portion | None
) -> None:
    assert portion(Counted(count, of, people)) == told


def test_a_count_is_of_enough_people_or_hidden() -> None:
    assert [shown(count) for count in (0, 1, 4, 5)] == [0, None, None, 5]
    assert shown(60, 4) is None


def test_each_sees_their_own_an_owner_all_and_the_desk_nothing(lived: Floor) -> None:
    assert "Patients: 6," in words(lived, JO)
    whole = words(lived, KIM)
    assert "the whole clinic" in whole
    assert "Patients: 7, sessions: 7" in whole
    told = ask(lived, RAE)
    assert [one.message.key for one in told] == ["staff.not_for_desk"]
    assert not [one for one in ask(lived, PAT) if one.words.paper]


def test_a_link_that_the_desk_has_made_is_whose_it_was_made_for(lived: Floor) -> None:
    lived.say(RAE, "/enroll ZZ 14:30 neck for Jo")
    lived.deliver()
    assert "Links opened: all but under 5 of 7" in words(lived, JO)
    assert "Links opened: all but under 5 of 8" in words(lived, KIM)
    lived.move(days=12)
    assert "Links opened: all but under 5 of 7" in words(lived, JO)  # nobody knows that link any more


def test_who_may_see_less_by_then_gets_less(lived: Floor) -> None:
    table = ask(lived, JO)[-1]
    lived.store.run_now(lambda tx: tx.run("UPDATE treatments SET clinician_id = clinician_id + 1"))
    assert of("patients with a session", rows(lived, table))[0]["how many"] == "0"
    lived.store.run_now(lambda tx: tx.run("UPDATE staff SET revoked_at = 1 WHERE chat_id = :jo", jo=JO))
    with pytest.raises(LookupError):
        lived.file(table)


def test_it_is_on_record_which_days_who_has_taken(lived: Floor) -> None:
    ask(lived, JO, "October")
    (noted,) = lived.rows("SELECT actor, action, subject FROM audit WHERE action LIKE 'took a report%'")
    (jo,) = lived.rows("SELECT code FROM staff WHERE chat_id = :jo", jo=JO)
    assert noted == {
        "actor": f"clinic:{jo['code']}",
        "action": "took a report of 2026-10-01 to 2026-10-31",
        "subject": "",
    }


def move_sessions(floor: Floor, at: datetime) -> None:
    seconds = int(at.timestamp())
    floor.store.run_now(lambda tx: tx.run("UPDATE treatments SET treated_at = :at", at=seconds))


@pytest.mark.parametrize(
    ("at", "month"),
    [
        (datetime(2026, 9, 30, 22, 59, 59, tzinfo=UTC), "September"),
        (datetime(2026, 9, 30, 23, tzinfo=UTC), "October"),  # midnight in London, in summer
        (datetime(2026, 10, 31, 23, 59, 59, tzinfo=UTC), "October"),  # and in winter
        (datetime(2026, 11, 1, tzinfo=UTC), "November"),
    ],
)
def test_a_month_begins_and_ends_at_midnight_of_the_clinic(lived: Floor, at: datetime, month: str) -> None:
    move_sessions(lived, at)
    for name in ("September", "October", "November"):
        assert ("Patients: 6," in words(lived, JO, name)) == (name == month), name


def test_a_time_without_anything_is_said_in_words(lived: Floor) -> None:
    assert words(lived, JO, "2025-03").startswith("March 2025, your patients: no session")


@pytest.mark.parametrize(
    ("typed", "others"),
    [
        ("2025-03", "/report 90, /report 2025-02"),
        ("20", "/report 90, /report 2026-10"),
        ("366", "/report 2025-10"),
    ],
)
def test_a_time_without_anything_suggests_other_times_than_itself(
    floor: Floor, typed: str, others: str
) -> None:
    floor.employ(JO)
    assert words(floor, JO, typed).endswith(f"or another month? {others}")


def test_the_week_names_its_alerts_and_no_check_in_that_was_none(floor: Floor) -> None:
    floor.employ(JO, LEE)
    floor.follow(JO, PAT, "JD 14:30 left shoulder")
    floor.say(PAT, "I can't breathe")
    floor.deliver()
    told = words(floor, JO, "")
    assert "Alerts: emergency 1\n" in told
    assert "No check-in was due yet." in told
    assert "Alerts" not in words(floor, LEE, "")


@pytest.mark.parametrize(
    ("typed", "said"),
    [("JD", "I cannot tell which days"), ("2027-01", "has not begun yet"), ("9000", "366 days at most")],
)
def test_what_is_no_time_is_answered_with_what_to_type(floor: Floor, typed: str, said: str) -> None:
    told = words(floor, JO, typed)
    assert said in told
    assert "/report October" in told


def test_of_who_is_erased_an_owner_sees_counts_of_whole_months(lived: Floor) -> None:
    """And a clinician nothing, since nobody can tell whose they were."""
    for row in lived.rows("SELECT id FROM patients"):
        lived.store.run_now(counts.keep, row["id"])
    assert "Of patients erased since, at the clinic: " in words(lived, KIM, "November")
    assert "ratings 7" in words(lived, KIM, "November")
    assert "alerts" not in words(lived, KIM, "November")
    assert "erased" not in words(lived, JO, "November")
    assert "erased" not in words(lived, KIM, "20")


def test_alerts_say_how_long_they_took_to_be_seen(lived: Floor) -> None:
    for chat in MANY:
        lived.say(chat, "I cannot breathe and my chest hurts")
    for said in [one for one in lived.deliver() if one.message.chat_id == JO]:
        lived.move(minutes=2)
        for tap in said.taps:
            if tap.startswith("alert:seen"):
                lived.tap(JO, tap)
    lived.deliver()
    assert "Alerts: emergency 6, half seen in 7 min, 3 of 4 in 9 min" in words(lived, JO)


def test_what_was_asked_five_times_is_named(lived: Floor) -> None:
    for _ in range(5):
        lived.say(MANY[0], "can I drink a beer tonight")
        lived.deliver()
        lived.move(minutes=3)
    assert "you say nothing on it yet: May I drink alcohol? (5)" in words(lived, JO)


def test_whoever_got_less_than_their_plan_is_not_reached(lived: Floor) -> None:
    late = "UPDATE outbox SET state = 'expired' WHERE step IS NOT NULL AND id IN (SELECT min(id) FROM outbox"
    lived.store.run_now(
        lambda tx: tx.run(f"{late} WHERE step IS NOT NULL AND state = 'sent' GROUP BY patient_id)")
    )
    assert "Got every message of the plan: 0 of 6 (0 %)" in words(lived, JO)


def test_adverse_events_are_counted_by_how_grave_and_a_rare_kind_is_not_named(lived: Floor) -> None:
    for number, row in enumerate(lived.rows("SELECT code FROM treatments WHERE label LIKE 'P%'")):
        lived.tap(JO, f"adversenote:{row['code']}:-:bruising:mild")
        if number == 0:
            lived.tap(JO, f"adversenote:{row['code']}:-:pneumothorax:significant")
    lived.deliver()
    told, *_, table = ask(lived, JO)
    assert "Adverse events noted: mild 6 (Bruising 6); significant under 5" in told.words.text
    assert b"Pneumothorax" not in lived.file(table)
    both, named, grave = of("adverse events", rows(lived, table))
    assert (named["which"], named["how many"], named["share (%)"]) == ("Bruising, mild", "6", "100.0")
    assert (both["which"], both["of how many"], grave["how many"]) == ("mild", "6", "under 5")


def test_what_is_left_of_adverse_events_tells_no_rare_one_either(lived: Floor) -> None:
    """Six bruises and one bleeding, all mild: seven mild, and no word of bruises, as one would be left."""
    codes = [row["code"] for row in lived.rows("SELECT code FROM treatments WHERE label LIKE 'P%'")]
    for code in codes:
        lived.tap(JO, f"adversenote:{code}:-:bruising:mild")
    lived.tap(JO, f"adversenote:{codes[0]}:-:bleeding:mild")
    lived.deliver()
    assert "Adverse events noted: mild 7\n" in words(lived, JO)
