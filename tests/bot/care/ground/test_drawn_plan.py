"""The plan, drawn: everything stands on it exactly once, and says why in the planner's own reasons."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.care.ground.drawing.drawn_plan import draw, material_of
from bot.care.ground.drawing.marks import Drawing, Fate, SaidMark, StepMark
from bot.care.ground.drawing.material import Material
from bot.care.ground.says.message import stored
from bot.care.ground.says.plan import StepMessage
from bot.drawing import Drawings, drawings_of
from bot.model import Audience, Outgoing, Sort, State, Status, Treatment
from bot.store import drawing
from bot.store.drawing import Despatch
from schedules.plan import Reminder, build_plan
from schedules.quiet import is_quiet
from tests.bot.care.floor import JO, PAT, Floor
from tests.bot.conftest import MONDAY, clinic_settings
from tests.bot.made_once import packaged
from tests.schedules.ward import NIGHT, PROTOCOLS, ZONES

HOUR = timedelta(hours=1)
TREATED = datetime(2026, 11, 23, 14, tzinfo=UTC)
OVER = {State.CANCELLED, State.MERGED, State.EXPIRED}
PLAIN = [Sort.REPLY, Sort.URGENT, Sort.ALERT, Sort.NOTICE]


def row(number: int, sort: Sort, state: State, due: datetime, **more: Any) -> Outgoing:  # noqa: ANN401
    audience = Audience.STAFF if sort in (Sort.ALERT, Sort.NOTICE) else Audience.PATIENT
    return Outgoing(number, 1, 1, 1, sort, "key", audience, "en", state, due, **more)


def owed(number: int, planned: Reminder, state: State, due: datetime, round_: int = 0) -> Outgoing:
    said = StepMessage(
        kind=planned.kind,
        ask=planned.ask,
        only_if=planned.only_if,
        carries=planned.carries,
        repeat=bool(round_),
    )
    sort = Sort.QUESTION if planned.ask else Sort.REMINDER
    facts, expires = stored(said), planned.expires
    return row(
        number,
        sort,
        state,
        due,
        step=planned.step,
        round=round_,
        tries=number % 3,
        facts=facts,
        expires=expires,
    )


@st.composite
def any_material(pick: st.DrawFn) -> Material:
    """A session in any zone, heard of at any hour, whose rows have come to anything they can come to."""
    protocol, zone = pick(st.sampled_from([*PROTOCOLS.values()])), pick(st.sampled_from(ZONES))
    treated = TREATED + pick(st.integers(0, 24)) * HOUR
    registered = treated + pick(st.sampled_from([0, 0, 1, 30])) * HOUR
    quiet = pick(st.sampled_from([NIGHT, None]))
    states, rows = st.sampled_from(list(State)), list[Outgoing]()
    for planned in build_plan(protocol, treated, zone, quiet, registered):
        for round_ in range(pick(st.sampled_from([1, 1, 2, 0]))):
            moved = planned.due + pick(st.sampled_from([0, 0, 1, 5])) * HOUR
            rows.append(owed(len(rows) + 1, planned, pick(states), moved, round_))
        for step in planned.carries:  # which may have led a message of its own before
            if pick(st.sampled_from([True, True, False])):
                alone = replace(planned, step=step, ask=None, carries=())
                rows.append(owed(len(rows) + 1, alone, pick(states), planned.due))
    rows += [
        row(len(rows) + number, pick(st.sampled_from(PLAIN)), pick(states), registered + number * HOUR)
        for number in range(1, pick(st.integers(1, 4)))
    ]
    return Material(
        treatment=Treatment(1, "T", 1, protocol.name, "", treated, ended=pick(st.booleans())),
        protocol=protocol,
        registered=registered,
        status=pick(st.sampled_from(list(Status))),
        zone=zone,
        clinic_zone=pick(st.sampled_from(ZONES)),
        quiet=quiet,
        hours=None,
        now=registered + pick(st.integers(0, 80)) * HOUR,
        despatches=tuple(Despatch(one, one.due if one.tries else None, one.due) for one in rows),
    )


def check_laws(material: Material, drawn: Drawing) -> None:
    """Each row and each step once, in its own span of time, and none without a reason."""
    marks: list[StepMark | SaidMark] = [*drawn.steps, *drawn.said]
    marked = Counter(one.row for one in marks if one.row is not None)
    assert marked == Counter(one.message.id for one in material.despatches)
    rounds = {one.message.id: one.message.round for one in material.despatches}
    firsts = Counter(one.step for one in drawn.steps if one.row is None or not rounds[one.row])
    assert firsts == Counter(step.name for step in material.protocol.steps)
    assert all(drawn.start <= one.at <= drawn.end and one.causes for one in marks)
    ids = [one.id for one in marks]
    assert len(ids) == len(set(ids))
    live = {one.message.id for one in material.despatches if one.message.state not in OVER}
    assert all(one.within in (live if one.row else rounds) for one in drawn.steps if one.within is not None)


@settings(max_examples=150, deadline=None)
@given(material=any_material())
def test_every_row_and_every_step_stands_on_it_exactly_once_whatever_became_of_them(
    material: Material,
) -> None:
    check_laws(material, draw(material))


def material(floor: Floor) -> Material:
    def look(tx: Any) -> Material:  # noqa: ANN401
        treatment, patient = drawing.newest(tx)[0]
        return material_of(floor.desk(tx), patient, treatment)

    return floor.store.run_now(look)


def shown(floor: Floor) -> dict[str, Any]:
    drawings = Drawings(floor.house, packaged().catalog)
    found: dict[str, Any] = floor.store.run_now(drawings.shown, floor.now)["drawing"]
    return found


def mark(drawn: dict[str, Any], title: str) -> dict[str, Any]:
    (found,) = (one for one in drawn["marks"] if one["title"] == title)
    return dict(found)


def follow(floor: Floor, line: str) -> None:
    floor.follow(JO, PAT, line)


def test_a_step_of_the_night_says_that_it_is_quiet_until_the_morning_and_what_it_is_joined_to(
    floor: Floor,
) -> None:
    floor.move(hours=6)
    follow(floor, "JD 20:00 left shoulder")
    drawn = shown(floor)
    check, move = mark(drawn, "First check-in"), mark(drawn, "First reminder to move")
    assert check["words"][:2] == [
        "Due Tuesday 02:00, 6 hours after the session.",
        "Quiet until Tuesday 08:00, so it waits for the morning.",
    ]
    assert (check["fate"], check["about"]) == ("planned", "planned, Tuesday 08:00, moved from Tuesday 02:00")
    assert (
        "Joined to the first check-in, Tuesday 08:00: due at the same time, so they are one message."
        in (move["words"])
    )
    assert (move["fate"], move["within"], move["at"]) == ("joined", check["id"], check["at"])
    assert check["wished"] == int((MONDAY.replace(hour=2, minute=0) + timedelta(days=1)).timestamp() * 1000)


def test_a_late_session_is_asked_before_the_night_and_says_so(floor: Floor) -> None:
    floor.move(hours=3)
    follow(floor, "JD 16:00 left shoulder")
    assert mark(shown(floor), "First check-in")["words"][:2] == [
        "Due Monday 22:00, 6 hours after the session.",
        "That is in the quiet hours. The first check-in comes before them instead: Monday 20:45.",
    ]


def test_what_had_passed_before_the_session_was_known_is_left_out_and_says_so(floor: Floor) -> None:
    follow(floor, "JD 11:00 left shoulder")
    drink = mark(shown(floor), "First reminder to drink")
    assert drink["fate"] == "passed"
    assert drink["words"][-1] == "Left out: that hour had passed when the plan was made."


def test_what_is_said_on_a_condition_does_not_look_planned(floor: Floor) -> None:
    """The closing words say that the reminders end; the last check-in comes only if it is still sore."""
    follow(floor, "JD 14:00 left shoulder")
    drawn = shown(floor)
    asked = mark(drawn, "Fourth check-in")
    assert (asked["fate"], asked["about"]) == ("conditional", "only if still sore, Thursday 14:00")
    assert drawn["fates"]["conditional"] == "only if still sore"
    assert [one["title"] for one in drawn["marks"] if one["fate"] == "conditional"] == [asked["title"]]


def test_the_gist_of_a_session_is_its_alarms_in_the_patients_words_its_course_and_what_became_of_the_plan(
    floor: Floor,
) -> None:
    follow(floor, "JD 14:00 left shoulder")
    for _ in range(7):
        floor.move(hours=1)
        floor.deliver()
    floor.say(PAT, "4")
    floor.say(PAT, "I cannot breathe and my chest hurts")
    for minutes in (0, 3):
        floor.move(minutes=minutes)
        floor.deliver()
    (gist,) = floor.store.run_now(Drawings(floor.house, packaged().catalog).gists, floor.now)
    (alarm,) = gist["alarms"]
    assert (alarm["title"], alarm["words"]) == (
        "Alert: emergency",
        ["I cannot breathe and my chest hurts"],
    )
    assert alarm["about"] == "Raised Monday 21:42. Told 2 times. Nobody has seen it yet."
    facts = {fact["name"]: fact["words"] for fact in gist["facts"]}
    assert [*facts][:3] == ["Soreness", "Sent", "Part of another"]
    assert facts["Soreness"] == "4 (Monday 21:42)"
    assert "first check-in" in facts["Sent"]
    assert facts["Part of another"].startswith("first reminder to move")
    assert facts["Called off"].endswith(" · fourth check-in")


def test_the_quiet_that_is_shaded_is_the_planners_own(floor: Floor) -> None:
    follow(floor, "JD 14:00 left shoulder")
    drawn = draw(material(floor))
    for number in range(72):
        moment = drawn.start + number * HOUR
        shaded = any(since <= moment < until for since, until in drawn.quiet)
        assert shaded is is_quiet(moment, drawn.zone, floor.house.quiet)


def test_from_hour_to_hour_of_a_whole_plan_everything_stands_on_it_once(floor: Floor) -> None:
    """Answered at first, then silent, so that questions are asked again, tips go, and some are put off."""
    follow(floor, "JD 14:00 left shoulder")
    fates: set[Fate] = set()
    for hour in range(84):
        floor.move(hours=1)
        taps = [tap for said in floor.deliver() for tap in said.taps if tap.startswith("later")]
        if hour == 6:
            floor.say(PAT, "5")
        if taps and hour < 24:
            floor.tap(PAT, taps[0])
        known = material(floor)
        drawn = draw(known)
        check_laws(known, drawn)
        fates |= {one.fate for one in drawn.steps}
        if hour % 12 == 11:
            every_word = shown(floor)
            assert all(one["words"] and one["about"] for one in every_word["marks"])
    assert {Fate.PLANNED, Fate.SENT, Fate.JOINED} <= fates
    words = " ".join(sentence for one in every_word["marks"] for sentence in one["words"])
    assert "Nobody had answered by then, so it is asked once more." in words
    assert "The patient tapped “Later”" in words
    assert [one["value"] for one in every_word["ratings"]] == [5]


def test_an_alert_stands_with_the_rungs_that_it_has_climbed_and_those_ahead(floor: Floor) -> None:
    follow(floor, "JD 14:00 left shoulder")
    floor.say(PAT, "I cannot breathe and my chest hurts")
    for minutes in (0, 3):
        floor.move(minutes=minutes)
        floor.deliver()
    (alert,) = shown(floor)["alerts"]
    assert alert["title"] == "Alert: emergency"
    assert [one["ahead"] for one in alert["rungs"]] == [False, False, True, True, True, True]
    assert alert["words"][-1] == "Nobody has seen it yet."
    floor.tap(
        JO, next(tap for said in reversed(floor.said) for tap in said.taps if tap.startswith("alert:seen"))
    )
    (alert,) = shown(floor)["alerts"]
    assert [one["ahead"] for one in alert["rungs"]] == [False, False]
    assert alert["words"][-1] == "Seen by Jo, Monday 14:45. The alarm has stopped."


def test_no_word_of_a_patient_and_no_name_of_the_protocols_own_is_on_it(floor: Floor) -> None:
    follow(floor, "JD 14:00 left shoulder")
    floor.say(PAT, "I cannot breathe and my chest hurts")
    floor.deliver()
    told = str(shown(floor))
    assert "breathe" not in told
    assert "first_check" not in told.replace("step-first_check", "")


def test_where_clocks_differ_both_are_told(floor: Floor) -> None:
    follow(floor, "JD 14:00 left shoulder")
    floor.store.run_now(lambda tx: tx.run("UPDATE patients SET zone = 'Asia/Tokyo'"))
    drawn = shown(floor)
    assert drawn["zones"] == ["Tokyo", "London"]
    assert {len(tick["clocks"]) for tick in drawn["ticks"]} == {2}
    assert mark(drawn, "Opening words")["about"] == ("sent, Monday 23:42 in Tokyo · Monday 14:42 in London")


def test_the_drawing_needs_no_more_of_the_content_than_words_and_protocols(floor: Floor) -> None:
    """So that a page may draw a moment after it was opened."""
    follow(floor, "JD 14:00 left shoulder")
    found = clinic_settings(floor.folder, "http://127.0.0.1:9")
    light = drawings_of(found, floor.house.clinic)
    assert floor.store.run_now(light.shown, floor.now)["drawing"] == shown(floor)


def test_nobody_is_drawn_where_nobody_has_a_session(floor: Floor) -> None:
    found = floor.store.run_now(Drawings(floor.house, packaged().catalog).shown, floor.now)
    assert found == {"sessions": [], "chosen": None, "drawing": None}


def test_what_falls_due_in_the_night_is_drawn_where_it_comes_and_says_why(floor: Floor) -> None:
    """The closing words wait for the last question, and then for the end of the quiet hours."""
    follow(floor, "JD 14:00 left shoulder")
    whole, ends = material(floor), {"last_check", "closing"}
    night = MONDAY.replace(hour=23, minute=0) + timedelta(days=2)
    late = tuple(
        replace(one, message=replace(one.message, due=night, expires=night + timedelta(hours=12)))
        if one.message.step in ends
        else one
        for one in whole.despatches
    )
    drawn = draw(replace(whole, despatches=late))
    morning = MONDAY.replace(hour=8, minute=0) + timedelta(days=3)
    assert {one.at for one in drawn.steps if one.step in ends} == {morning}
    assert ("quiet", morning) in [(why.key, why.at) for one in drawn.steps for why in one.causes]


def test_the_night_in_which_the_clocks_go_back_is_marked(floor: Floor) -> None:
    floor.move(days=(datetime(2027, 10, 29, tzinfo=UTC) - MONDAY).days)
    follow(floor, "JD 14:00 left shoulder")
    (change,) = shown(floor)["changes"]
    assert change["words"] == "The clocks go back: Sunday 01:00"
