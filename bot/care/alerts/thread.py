"""After an alarm there is a thread: what the patient writes goes to whoever has seen it, or up the ladder."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.care.ground import duty, maybe_meant, record, red_flag
from bot.care.ground.desk import OLD, Desk, Toast, owe, restate, said_last, say
from bot.care.ground.patient_words import GATHERED, PIECE, joined
from bot.care.ground.says.alerts import AlertLine
from bot.care.ground.says.message import ToPatient
from bot.care.ground.says.red_flag import UrgentLife
from bot.care.ground.says.thread import (
    IN_THREAD,
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
    ThreadNone,
    ThreadRefused,
    ThreadThanks,
    WhoHasRead,
)
from bot.care.patient import pauses
from bot.model import Alert, Clinician, Patient, Sort, Status
from bot.store import alerts, spoken, staff, thread
from bot.store.tx import stamp
from schedules.ladder import Reach

LIFE = timedelta(hours=1)  # for which everything is read in the light of a word of ending one's life
INSTRUCTED = timedelta(minutes=5)  # in which what is still to be done is said once
MISTAKE, HELPED = "mistake", "helped"  # what is brought to the clinic where a patient taps it, in brackets


def of(desk: Desk, patient: Patient) -> Alert | None:
    """The alarm that stands: that nobody has seen yet, or that somebody has, within the day."""
    if waiting := red_flag.waiting(desk, patient):
        return waiting
    seen = thread.standing(desk.tx, patient.id, since=desk.now - red_flag.STANDS)
    return seen if seen and seen.tier in red_flag.HOLDS else None


def keep(desk: Desk, patient: Patient, words: str, *, sign: bool = False, instruct: bool = False) -> None:
    """One more line of the same case; one that names its sign again is brought at once."""
    _answer(desk, patient, words, ThreadKept, ThreadMore, sign=sign, instruct=sign or instruct)


def thank(desk: Desk, patient: Patient) -> None:
    """A "thanks" or an "ok": no news for the clinic, and nothing that makes the alarm smaller."""
    _answer(desk, patient, "", ThreadThanks, ThreadListening)


def better(desk: Desk, patient: Patient, words: str) -> None:
    _answer(desk, patient, words, ThreadBetter, ThreadMore)


def none_of_them(desk: Desk, patient: Patient, words: str) -> None:
    """None of the signs is there now, by a list of before: the clinic hears it, and the alarm stands."""
    life = spoken.newest_of(desk.tx, patient.chat_id, UrgentLife.key, since=desk.now - LIFE)
    if life:
        despair(desk, patient, words)
    else:
        _answer(desk, patient, words, ThreadNone, ThreadMore, instruct=True)


def refuse(desk: Desk, patient: Patient, words: str) -> None:
    """The patient does not want to call: others may, and who reads it knows."""
    _answer(desk, patient, words, ThreadRefused, ThreadMore, instruct=True)


def despair(desk: Desk, patient: Patient, words: str, *, sign: bool = False) -> None:
    """Whatever is written within the hour: told at once, and never small talk."""
    alert = of(desk, patient)
    if alert is None:
        return
    bring(desk, alert, words, at_once=True, sign=sign)
    last = said_last(desk, patient.chat_id)
    kind = ThreadHolding if last and last.key == ThreadDespair.key else ThreadDespair
    say(desk, patient, kind(reading=_how(desk, alert), name=_name(desk, alert)), sort=Sort.URGENT)


def help_is_there(desk: Desk, patient: Patient, words: str) -> None:
    """By a patient's words help is there or coming; the button alone settles it."""
    if alert := of(desk, patient):
        bring(desk, alert, words)
        how, name = _how(desk, alert), _name(desk, alert)
        say(desk, patient, ThreadHelp(alert=alert.code, reading=how, name=name), sort=Sort.URGENT)


def take_back(desk: Desk, patient: Patient, words: str) -> None:
    """A patient says that it was nothing: asked once, with two buttons."""
    if alert := of(desk, patient):
        bring(desk, alert, words)
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
            _answer(desk, patient, "", MistakeReal, ThreadListening, instruct=True)
        case _:
            return OLD
    return Toast()


def _settle(desk: Desk, patient: Patient, alert: Alert, what: str, said: ToPatient) -> None:
    """The case stays with the clinic, marked so; reminders go on by an explicit choice only."""
    settle = thread.mistaken if what == MISTAKE else thread.helped
    if settle(desk.tx, alert.id, now=desk.now):
        record.note(desk, patient, f"said of an alert: {what}", patient.code)
        bring(desk, alert, f"[{what}]", at_once=True)
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
    instruct: bool = False,
) -> None:
    """Bring the words on, and say so; not twice the same after each other.

    What to do is said again after some minutes, or at once where that is asked for (`instruct`).
    """
    alert = of(desk, patient)
    if alert is None:
        return
    if words:
        bring(desk, alert, words, at_once=sign, sign=sign)
    last = said_last(desk, patient.chat_id)
    tier = None if alert.settled or (_was_instructed(desk, patient) and not instruct) else alert.tier
    kind = then if last and last.key == first.key else first
    said = kind(tier=tier, reading=_how(desk, alert), name=_name(desk, alert))
    say(desk, patient, said, sort=Sort.URGENT)  # type: ignore[arg-type]  # as each of them is for a patient


def _was_instructed(desk: Desk, patient: Patient) -> bool:
    """Whether they were told a few minutes ago, in an answer, what is still to be done."""
    keys, since = [kind.key for kind in IN_THREAD], desk.now - INSTRUCTED
    return spoken.newest_with(desk.tx, patient.chat_id, "tier", keys, since=since) is not None


def _how(desk: Desk, alert: Alert) -> WhoHasRead:
    if _seer(desk, alert):
        return WhoHasRead.SOMEBODY
    there = maybe_meant.reachable(desk, alert)
    return WhoHasRead.NOBODY if there else WhoHasRead.UNREACHED


def _name(desk: Desk, alert: Alert) -> str:
    seer = _seer(desk, alert)
    return seer.name if seer else ""


def _seer(desk: Desk, alert: Alert) -> Clinician | None:
    """Whoever has seen it, as long as they are at work."""
    seer = staff.by_id(desk.tx, alert.seen_by) if alert.seen_by else None
    return seer if seer and not duty.is_away(desk, seer) else None


def bring(desk: Desk, alert: Alert, words: str, *, at_once: bool = False, sign: bool = False) -> None:
    """Further words of a case, to who has seen it or was told of it; what comes at a time comes as one."""
    alerts.add_words(desk.tx, alert.id, words, now=desk.now)
    due = desk.now if at_once else desk.now + GATHERED
    for member in _readers(desk, alert):
        duty.admit(desk, alert, maybe_meant.known_to(desk, alert, member).everybody, member)
        _gather(desk, alert, member, _line(desk, alert, member, words, sign=sign), due)


def _readers(desk: Desk, alert: Alert) -> list[Clinician]:
    """Whoever has seen it; until then, or when they are away, who was told of it and who it is for first."""
    if seer := _seer(desk, alert):
        return [seer]
    told = {*alerts.chats_told(desk.tx, alert.id)}
    first = maybe_meant.members(desk, alert, Reach.FOLLOWER)
    everybody = maybe_meant.members(desk, alert, Reach.EVERYBODY)
    there = [one for one in everybody if not duty.is_away(desk, one)]
    others = [one for one in there if one.chat_id in told and maybe_meant.is_for(desk, alert, one)]
    return list({one.id: one for one in (*first, *others)}.values())


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


def _line(desk: Desk, alert: Alert, member: Clinician, words: str, *, sign: bool) -> AlertLine:
    return AlertLine(
        alert=alert.code,
        tier=alert.tier,
        words=words[:PIECE],
        last=alerts.last_words(desk.tx, alert.id),
        **maybe_meant.known_to(desk, alert, member).identity.named,
        at=stamp(desk.now),
        zone=desk.house.clinic.zone.key,
        has_reader=alert.seen is not None,
        sign=sign,
    )
