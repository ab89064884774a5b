"""An alarm of somebody who is halfway through registering: it is not talked over, and they go on after it."""

import pytest

from bot.care.ground.interruptible import CAN_WAIT
from tests.bot.care.floor import JO, KIM, PAT, Floor, Said

ASKS = "Is that right?"


def alarmed(floor: Floor, *before: str) -> str:
    """Kim has invited Pat, who has agreed and not confirmed the time; the code of their alarm."""
    floor.say(KIM, "/enroll PX 14:30 left shoulder")
    floor.deliver()
    floor.say(PAT, f"/start {floor.link(KIM)}")
    floor.deliver()
    floor.tap(PAT, floor.said[-1].taps[0])
    floor.deliver()
    assert ASKS in floor.said[-1].words.text
    floor.said.clear()
    for text in (*before, "I can't breathe and my chest hurts"):
        floor.say(PAT, text)
    floor.deliver()
    return str(floor.rows("SELECT code FROM alerts")[0]["code"])


def heard_by(floor: Floor, chat: int) -> list[Said]:
    return [said for said in floor.said if said.message.chat_id == chat]


@pytest.mark.parametrize("tap", ["close", "surely", "on"])
def test_what_was_asked_waits_until_the_alarm_is_over(floor: Floor, tap: str) -> None:
    code = alarmed(floor, "where can i park and when are you open?")
    for text in ("i am at home since 5", "yes", "my wife comes at about 6 o'clock", "what should i do?"):
        floor.say(PAT, text)
        floor.move(seconds=9)
        floor.deliver()
    floor.tap(KIM, f"alert:seen:{code}")
    floor.deliver()
    assert not {said.message.key for said in heard_by(floor, PAT)} & {*CAN_WAIT}
    floor.tap(KIM, f"alert:{tap}:{code}")
    floor.move(minutes=1)
    floor.deliver()
    assert ASKS in heard_by(floor, PAT)[-1].words.text
    assert not any("There is no plan" in said.words.text for said in heard_by(floor, PAT))
    read = "\n".join(said.words.text for said in heard_by(floor, KIM))
    assert "since 5" in read
    assert "about 6 o'clock" in read


def test_a_patient_who_goes_on_by_themselves_can(floor: Floor) -> None:
    alarmed(floor)
    floor.say(PAT, "today 14:20")
    floor.deliver()
    assert "14:20" in heard_by(floor, PAT)[-1].words.text


def test_who_invited_them_can_write_a_line_and_nobody_else_can(floor: Floor) -> None:
    code = alarmed(floor)
    floor.tap(KIM, f"alert:write:{code}")
    floor.say(KIM, "I am calling you now, stay where you are.")
    floor.deliver()
    send = next(tap for tap in heard_by(floor, KIM)[-1].taps if tap.endswith(":yes"))
    floor.tap(JO, send)
    floor.deliver()
    assert "stay where you are" not in heard_by(floor, PAT)[-1].words.text
    floor.tap(KIM, send)
    floor.deliver()
    assert "stay where you are" in "\n".join(said.words.text for said in heard_by(floor, PAT))


def test_the_patient_hears_that_the_case_is_over_and_is_answered_then(floor: Floor) -> None:
    code = alarmed(floor)
    floor.tap(KIM, f"alert:seen:{code}")
    floor.tap(KIM, f"alert:close:{code}")
    floor.deliver()
    assert sum("From now on I answer you as before" in said.words.text for said in heard_by(floor, PAT)) == 1
    before = len(heard_by(floor, PAT))
    floor.say(PAT, "can i shower")
    floor.move(seconds=10)
    floor.deliver()
    assert "Shower" in "\n".join(said.words.text for said in heard_by(floor, PAT)[before:])


@pytest.mark.parametrize("asked", ["/patient {code}", "/patient PX", "/patients", "/patients PX"])
def test_whoever_looks_them_up_sees_the_red_flag_that_alerts_and_today_show(floor: Floor, asked: str) -> None:
    alert = alarmed(floor)
    patient = str(floor.rows("SELECT code FROM patients")[0]["code"])
    shown = looked_up(floor, asked.format(code=patient))
    assert f"PX · Patname · {patient} · ALERT" in shown.words.text
    (tap,) = (tap for tap in shown.taps if tap.startswith("red:"))
    floor.tap(KIM, tap)
    floor.deliver()
    told = heard_by(floor, KIM)[-1]
    assert "I can't breathe" in told.words.text
    assert f"alert:seen:{alert}" in told.taps
    floor.tap(KIM, f"alert:seen:{alert}")
    shown = looked_up(floor, asked.format(code=patient))
    assert f"{patient} · RED FLAG SEEN, NOT CLOSED" in shown.words.text
    assert not any(tap.startswith("red:") for tap in shown.taps)
    floor.tap(KIM, f"alert:close:{alert}")
    assert "RED FLAG" not in looked_up(floor, asked.format(code=patient)).words.text


def looked_up(floor: Floor, command: str) -> Said:
    floor.say(KIM, command)
    floor.deliver()
    return heard_by(floor, KIM)[-1]
