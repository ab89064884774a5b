"""When did the session end, and where is the patient: the questions that a plan is built from."""

from datetime import datetime
from typing import Any

from bot.care.ground import people, plan
from bot.care.ground.desk import OLD, Desk, Toast, ask, current_question, open_question, say
from bot.care.ground.heard import Caller, Heard
from bot.care.ground.says.next_session import SessionToCome
from bot.care.ground.says.session_time import (
    WHEN_AGAIN,
    AskTreated,
    ConfirmTreated,
    SessionShown,
    TimeFirst,
    TreatedWhich,
    TreatedWhichOf,
)
from bot.care.links import session_to_come
from bot.care.links.next_session import INVITED
from bot.care.patient import offered_session, session_hours, time_zone
from bot.care.patient import sessions as patient_sessions
from bot.care.patient.sessions import NEW
from bot.model import Dialogue, Patient
from bot.store import dialogues, invitations
from bot.store.tx import instant, stamp
from messages.heard.times.when import Reason, Unclear, Understood

RIGHT = YES, NO, NOT_MINE = ("yes", "no", "not_mine")  # answers to whether a time is right
STEPS = ("which", "treated", "confirm", *time_zone.STEPS)


def begin(desk: Desk, patient: Patient) -> None:
    """Ask for the end of the session; where one is being followed, first which of several things is meant."""
    dialogue = open_question(desk, patient, "confirm")
    if (dialogue and offered_session.ask_again(desk, patient, dialogue)) or _takes_up_link(desk, patient):
        return
    if treatments := plan.running(desk, patient):
        sessions = tuple(SessionShown(one.code, stamp(one.treated_at), one.region) for one in treatments)
        turn, zone = ask(desk, patient, "which", keep={}), desk.zone_of(patient).key
        if len(sessions) == 1:
            say(desk, patient, TreatedWhich(turn=turn, at=sessions[0].at, zone=zone, sessions=sessions))
        else:
            say(desk, patient, TreatedWhichOf(turn=turn, zone=zone, sessions=sessions))
    else:
        ask_when(desk, patient, mode=NEW)


def _takes_up_link(desk: Desk, patient: Patient) -> bool:
    """Ask about the session that a link stands for; of one to come, say that it will be asked about."""
    link = invitations.pending(desk.tx, patient.id, now=desk.now)
    if link and (end := session_to_come.end_of(desk, link)):
        zone = desk.zone_of(patient).key
        say(desk, patient, SessionToCome(link=link.code, region=link.region, at=stamp(end), zone=zone))
    elif link and link.treated_at is None:
        ask_when(desk, patient, mode=INVITED)
    elif link:
        offered_session.confirm_time(desk, patient, link)
    return link is not None


def ask_when(
    desk: Desk, patient: Patient, *, mode: str, why: Reason | None = None, join: str | None = None
) -> None:
    """Ask for the end of a session; once more, where what was said is no time for that reason.

    `mode` is NEW, INVITED, or the code of the treatment to correct; `join` that of a link that is offered.
    """
    turn = ask(desk, patient, "treated", keep={"mode": mode, "join": join})
    days = session_hours.days(desk, patient)
    kind = WHEN_AGAIN[why] if why else AskTreated
    say(desk, patient, kind(turn=turn, days=days))


def kept(dialogue: Dialogue) -> dict[str, Any]:
    """What the next question about the same session keeps."""
    return {"mode": dialogue.facts["mode"], "join": dialogue.facts.get("join")}


def choose_day(desk: Desk, patient: Patient, day: str, turn: int) -> Toast:
    """A day was tapped: just now, or a day whose hours are offered as buttons."""
    dialogue = open_question(desk, patient, "treated", turn=turn)
    if dialogue is None:
        return OLD
    if day == "now" and dialogue.facts.get("join"):
        echo(desk, patient, dialogue, desk.now, elapsed=True)
    elif day == "now":
        _settled(desk, patient, dialogue, desk.now, wall=None)
    elif day in session_hours.HOURS:
        session_hours.ask_hour(desk, patient, dialogue, day)
    else:
        return OLD
    return Toast()


def choose_hour(desk: Desk, patient: Patient, seconds: int, turn: int) -> Toast:
    """An instant was tapped; a client can send any, so it is checked like a typed one."""
    dialogue = open_question(desk, patient, "treated", turn=turn)
    if dialogue is None:
        return OLD
    if problem := session_hours.out_of_range(desk, instant(seconds)):
        ask_when(desk, patient, **kept(dialogue), why=problem)
    else:
        echo(desk, patient, dialogue, instant(seconds), twelve=bool(dialogue.facts.get("twelve")))
    return Toast()


def take_time(desk: Desk, patient: Patient, heard: Heard) -> None:
    """A typed time; what cannot be used is answered with what would help.

    Under the offer of a link it is said back with that, and what is no time leaves it open.
    """
    dialogue = open_question(desk, patient, "treated", "confirm")
    if dialogue is None:
        return
    zone = desk.zone_of(patient)
    read = session_hours.read(desk, patient, dialogue, heard)
    no_time = isinstance(read, Unclear) and read.reason is Reason.UNREADABLE
    if no_time and offered_session.ask_again(desk, patient, dialogue):
        return
    if not offered_session.stands(desk, patient, dialogue):
        offered_session.is_over(desk, patient)
        return
    if isinstance(read, Understood):
        echo(desk, patient, dialogue, read.at, elapsed=read.elapsed, twelve=read.twelve)
        return
    if no_time and not read.candidates and dialogue.step == "confirm":
        offered_session.confirm_again(desk, patient, dialogue)
        return
    again = WHEN_AGAIN[read.asks](
        turn=ask(desk, patient, "treated", keep={"twelve": read.twelve, **kept(dialogue)}),
        days=session_hours.days(desk, patient),
        hours=tuple(stamp(one.at) for one in read.candidates),
        zone=zone.key,
        twelve=read.twelve,
    )
    say(desk, patient, again)


def echo(
    desk: Desk,
    patient: Patient,
    dialogue: Dialogue,
    at: datetime,
    *,
    elapsed: bool = False,
    twelve: bool = False,
) -> None:
    """Say back what was understood, on the kind of clock on which it was typed.

    What the clock showed is kept until the zone is known, since a patient types their own clock's time;
    "an hour ago" is the same everywhere.
    """
    zone = desk.zone_of(patient)
    typed = patient.zone is None and not elapsed
    wall = at.astimezone(zone).replace(tzinfo=None).isoformat() if typed else None
    keep = {**kept(dialogue), "at": stamp(at), "wall": wall, "twelve": twelve}
    if offered_session.ask_again(desk, patient, dialogue, keep):
        return
    turn = ask(desk, patient, "confirm", keep=keep)
    say(desk, patient, ConfirmTreated(turn=turn, at=stamp(at), zone=zone.key, twelve=twelve))


def confirm(desk: Desk, caller: Caller, patient: Patient, *, right: bool, turn: int | None = None) -> Toast:
    dialogue = open_question(desk, patient, "confirm", turn=turn)
    if dialogue is None:
        return OLD
    if not offered_session.stands(desk, patient, dialogue):
        offered_session.is_over(desk, patient)
        return Toast()
    if not right:
        ask_when(desk, patient, **kept(dialogue))
        return Toast()
    offered_session.join(desk, caller, patient, dialogue)
    if instant(dialogue.facts["at"]) <= desk.now:
        _settled(desk, patient, dialogue, instant(dialogue.facts["at"]), wall=dialogue.facts["wall"])
    else:
        dialogues.end(desk.tx, patient.chat_id)
        begin(desk, patient)
    return Toast()


def answer(desk: Desk, caller: Caller, said: str, turn: int) -> Toast:
    """A tapped answer to that: yes, no, or that the session is not theirs."""
    patient = caller.patient(desk)
    if patient is None:
        return OLD
    if said == NOT_MINE:
        return offered_session.not_mine(desk, patient, turn)
    return confirm(desk, caller, patient, right=said == YES, turn=turn)


def _settled(desk: Desk, patient: Patient, dialogue: Dialogue, at: datetime, *, wall: str | None) -> None:
    """The time is known; where the zone is too, the plan can be built."""
    keep = {"mode": dialogue.facts["mode"], "at": stamp(at), "wall": wall}
    if patient.zone is None:
        time_zone.ask_zone(desk, patient, desk.house.clinic.zone, keep=keep)
    else:
        register(desk, patient, at, dialogue)


def register(desk: Desk, patient: Patient, at: datetime, dialogue: Dialogue) -> None:
    """Register, and go on to the next session that a link stands for, if there is another on the phone."""
    if not patient_sessions.register(desk, patient, at, mode=dialogue.facts["mode"]):
        ask_waiting(desk, patient)


def ask_waiting(desk: Desk, patient: Patient) -> bool:
    """The next session that a link stands for, taken or offered, of anybody whom the phone serves.

    Whether there is one.
    """
    everybody, caller = people.maybe_meant(desk, patient, None), Caller(patient.chat_id, patient.language)
    return any(_takes_up_link(desk, one) for one in everybody) or offered_session.offer(desk, caller)


def comes_first(desk: Desk, patient: Patient) -> bool:
    """Whether the end of a first session is being asked, without which there is no plan: it is asked anew."""
    dialogue = current_question(desk, patient)
    if dialogue is None or dialogue.step not in STEPS or plan.running(desk, patient):
        return False
    say(desk, patient, TimeFirst())
    repeat_question(desk, patient)
    return True


def repeat_question(desk: Desk, patient: Patient) -> None:
    """Put the open question again: the patient came back, or wrote what is no answer to it."""
    dialogue = current_question(desk, patient)
    if dialogue is None or dialogue.step == "which":
        begin(desk, patient)
    elif dialogue.step == "treated" and (day := dialogue.facts.get("day")):
        session_hours.ask_hour(desk, patient, dialogue, day)
    elif dialogue.step == "treated":
        ask_when(desk, patient, **kept(dialogue))
    elif dialogue.step == "confirm" and not offered_session.ask_again(desk, patient, dialogue):
        at, twelve = instant(dialogue.facts["at"]), bool(dialogue.facts.get("twelve"))
        echo(desk, patient, dialogue, at, elapsed=dialogue.facts["wall"] is None, twelve=twelve)
    elif dialogue.step != "confirm":
        time_zone.repeat_question(desk, patient, dialogue)
