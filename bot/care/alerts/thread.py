"""After an alarm there is a thread: what the patient writes goes to whoever has seen it, or up the ladder."""

from dataclasses import replace
from datetime import datetime

from bot.care.ground import record, red_flag
from bot.care.ground.desk import OLD, Desk, Toast, owe, restate, said_last, say
from bot.care.ground.identity import identify
from bot.care.ground.patient_words import GATHERED, PIECE, joined
from bot.care.ground.says.alerts import AlertLine
from bot.care.ground.says.message import ToPatient
from bot.care.ground.says.thread import (
    HelpNoted,
    InThread,
    MistakeAsk,
    MistakeNoted,
    MistakeReal,
    MistakeTap,
    ThreadBetter,
    ThreadDespair,
    ThreadHelp,
    ThreadHolding,
    ThreadKept,
    ThreadListening,
    ThreadMore,
    ThreadRefused,
    ThreadThanks,
    WhoHasRead,
)
from bot.care.patient import pauses
from bot.model import Alert, Clinician, Patient, Sort, Status
from bot.store import alerts, staff, thread
from bot.store.tx import stamp

MISTAKE, HELPED = "mistake", "helped"  # what is brought to the clinic where a patient taps it, in brackets


def of(desk: Desk, patient: Patient) -> Alert | None:
    """The alarm that stands: that nobody has seen yet, or that somebody has, within the day."""
    if waiting := red_flag.waiting(desk, patient):
        return waiting
    seen = thread.standing(desk.tx, patient.id, since=desk.now - red_flag.STANDS)
    return seen if seen and seen.tier in red_flag.HOLDS else None


def keep(desk: Desk, patient: Patient, words: str, *, sign: bool = False) -> None:
    """One more line of the same case; one that names its sign again is brought at once."""
    _answer(desk, patient, words, ThreadKept, ThreadMore, sign=sign)


def thank(desk: Desk, patient: Patient) -> None:
    """A "thanks" or an "ok": no news for the clinic, and nothing that makes the alarm smaller."""
    _answer(desk, patient, "", ThreadThanks, ThreadListening)


def better(desk: Desk, patient: Patient, words: str) -> None:
    _answer(desk, patient, words, ThreadBetter, ThreadMore)


def refuse(desk: Desk, patient: Patient, words: str) -> None:
    """The patient does not want to call: others may, and who reads it knows."""
    _answer(desk, patient, words, ThreadRefused, ThreadMore)


def despair(desk: Desk, patient: Patient, words: str) -> None:
    """Whatever is written within the hour: told at once, and never small talk."""
    alert = of(desk, patient)
    if alert is None:
        return
    bring(desk, patient, alert, words, at_once=True)
    last = said_last(desk, patient.chat_id)
    kind = ThreadHolding if last and last.key == ThreadDespair.key else ThreadDespair
    say(desk, patient, kind(reading=_how(desk, patient, alert), name=_name(desk, alert)), sort=Sort.URGENT)


def help_is_there(desk: Desk, patient: Patient, words: str) -> None:
    """By a patient's words help is there or coming; the button alone settles it."""
    if alert := of(desk, patient):
        bring(desk, patient, alert, words)
        how, name = _how(desk, patient, alert), _name(desk, alert)
        say(desk, patient, ThreadHelp(alert=alert.code, reading=how, name=name), sort=Sort.URGENT)


def take_back(desk: Desk, patient: Patient, words: str) -> None:
    """A patient says that it was nothing: asked once, with two buttons."""
    if alert := of(desk, patient):
        bring(desk, patient, alert, words)
        last = said_last(desk, patient.chat_id)
        asked = last is not None and last.key in (MistakeAsk.key, MistakeTap.key)
        say(desk, patient, (MistakeTap if asked else MistakeAsk)(alert=alert.code), sort=Sort.URGENT)


def tapped(desk: Desk, patient: Patient, what: str, code: str) -> Toast:
    """A button under what was said after an alarm."""
    alert = of(desk, patient)
    if alert is None or alert.code != code:
        return OLD
    match what:
        case "mistake":
            _settle(desk, patient, alert, MISTAKE, MistakeNoted())
        case "helped":
            _settle(desk, patient, alert, HELPED, HelpNoted())
        case "real":
            _answer(desk, patient, "", MistakeReal, ThreadListening)
        case _:
            return OLD
    return Toast()


def _settle(desk: Desk, patient: Patient, alert: Alert, what: str, said: ToPatient) -> None:
    """The case stays with the clinic, marked so; reminders go on by an explicit choice only."""
    settle = thread.mistaken if what == MISTAKE else thread.helped
    if settle(desk.tx, alert.id, now=desk.now):
        record.note(desk, patient, f"said of an alert: {what}", patient.code)
        bring(desk, patient, alert, f"[{what}]", at_once=True)
    say(desk, patient, said)
    if what == MISTAKE and patient.status is Status.PAUSED:
        pauses.offer_resume(desk, patient)


def _answer(
    desk: Desk,
    patient: Patient,
    words: str,
    first: type[InThread],
    then: type[InThread],
    *,
    sign: bool = False,
) -> None:
    """Bring the words on, and say so; not twice the same after each other."""
    alert = of(desk, patient)
    if alert is None:
        return
    if words:
        bring(desk, patient, alert, words, at_once=sign, sign=sign)
    last, tier = said_last(desk, patient.chat_id), None if alert.settled else alert.tier
    kind = then if last and last.key == first.key else first
    said = kind(tier=tier, reading=_how(desk, patient, alert), name=_name(desk, alert))
    say(desk, patient, said, sort=Sort.URGENT)  # type: ignore[arg-type]  # as each of them is for a patient


def _how(desk: Desk, patient: Patient, alert: Alert) -> WhoHasRead:
    if alert.seen:
        return WhoHasRead.SOMEBODY
    there = red_flag.reachable(desk, patient, to_owners=True)
    return WhoHasRead.NOBODY if there else WhoHasRead.UNREACHED


def _name(desk: Desk, alert: Alert) -> str:
    seer = staff.by_id(desk.tx, alert.seen_by) if alert.seen_by else None
    return seer.name if seer else ""


def bring(
    desk: Desk, patient: Patient, alert: Alert, words: str, *, at_once: bool = False, sign: bool = False
) -> None:
    """Further words of a case, to who has seen it or was told of it; what comes at a time comes as one."""
    alerts.add_words(desk.tx, alert.id, words, now=desk.now)
    due = desk.now if at_once else desk.now + GATHERED
    for member in _readers(desk, patient, alert):
        _gather(desk, alert, member, _line(desk, patient, alert, words, sign=sign), due)


def _readers(desk: Desk, patient: Patient, alert: Alert) -> list[Clinician]:
    seer = staff.by_id(desk.tx, alert.seen_by) if alert.seen_by else None
    if seer:
        return [seer]
    told = {*alerts.chats_told(desk.tx, alert.id)}
    everybody = red_flag.members(desk, patient, to_owners=True)
    followers = {one.id for one in red_flag.members(desk, patient, to_owners=False)}
    return [one for one in everybody if one.chat_id in told or one.id in followers]


def _gather(desk: Desk, alert: Alert, member: Clinician, line: AlertLine, due: datetime) -> None:
    """Put the words to those that wait to be sent there; what is due at once waits for nothing."""
    found = joined(desk, member, AlertLine, line.words, lambda held: held.alert == alert.code)
    if found and due > desk.now:
        waiting, held = found
        restate(desk, waiting, replace(line, words=held.words, sign=held.sign or line.sign))
        return
    owe(
        desk,
        line,
        chat_id=member.chat_id,
        sort=Sort.ALERT,
        language=member.language,
        due=due,
        about_id=alert.patient_id,
        alert_id=alert.id,
    )


def _line(desk: Desk, patient: Patient, alert: Alert, words: str, *, sign: bool) -> AlertLine:
    return AlertLine(
        alert=alert.code,
        tier=alert.tier,
        words=words[:PIECE],
        last=alerts.last_words(desk.tx, alert.id),
        **identify(desk, patient, alert.about).named,
        at=stamp(desk.now),
        zone=desk.house.clinic.zone.key,
        has_reader=alert.seen is not None,
        sign=sign,
    )
