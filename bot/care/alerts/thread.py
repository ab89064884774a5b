"""After an alarm there is a thread: what the patient writes goes to whoever has seen it, or up the ladder."""

from datetime import datetime, timedelta

from bot.care.alerts import further_words
from bot.care.ground import carers, maybe_meant, record, red_flag
from bot.care.ground.desk import OLD, Desk, Toast, said_last, say
from bot.care.ground.once_more import as_before
from bot.care.ground.says.message import ToPatient, read, stored
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
from bot.model import Alert, Outgoing, Patient, Sort, Status
from bot.store import plans, spoken, thread

LIFE = timedelta(hours=1)  # for which everything is read in the light of a word of ending one's life
INSTRUCTED = timedelta(minutes=5)  # in which what is still to be done is said once
MISTAKE, HELPED = "mistake", "helped"  # what is brought to the clinic where a patient taps it, in brackets


def of(desk: Desk, patient: Patient) -> Alert | None:
    """The alarm that stands: that nobody has seen yet, or that somebody has, within the day."""
    if waiting := red_flag.waiting(desk, patient):
        return waiting
    seen = thread.standing(desk.tx, patient.id, since=desk.now - red_flag.STANDS)
    return seen if seen and seen.tier in red_flag.HOLDS else None


def own_words(desk: Desk, patient: Patient, *, since: datetime) -> list[str]:
    """What the patient themselves brought to the clinic since then, verbatim."""
    said = thread.words_since(desk.tx, patient.id, since=since)
    return [words for words in said if not carers.is_marked(words)]


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
    further_words.bring(desk, alert, words, at_once=True, sign=sign)
    last = said_last(desk, patient.chat_id)
    kind = ThreadHolding if last and last.key == ThreadDespair.key else ThreadDespair
    say(desk, patient, kind(reading=_how(desk, alert), name=_name(desk, alert)), sort=Sort.URGENT)


def help_is_there(desk: Desk, patient: Patient, words: str) -> None:
    """By a patient's words help is there or coming; the button alone settles it."""
    if alert := of(desk, patient):
        further_words.bring(desk, alert, words)
        how, name = _how(desk, alert), _name(desk, alert)
        say(desk, patient, ThreadHelp(alert=alert.code, reading=how, name=name), sort=Sort.URGENT)


def take_back(desk: Desk, patient: Patient, words: str) -> None:
    """A patient says that it was nothing: asked once, with two buttons."""
    if alert := of(desk, patient):
        further_words.bring(desk, alert, words)
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
        further_words.bring(desk, alert, f"[{what}]", at_once=True)
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
        further_words.bring(desk, alert, words, at_once=sign, sign=sign)
    told = _was_instructed(desk, patient) and not instruct
    tier = None if alert.settled or told else alert.tier
    reading, name = _how(desk, alert), _name(desk, alert)
    if waiting := _not_said_yet(desk, patient, first, then):
        before, kind = waiting
        said = kind(tier=tier or read(kind, before.facts).tier, reading=reading, name=name)
        plans.set_facts(desk.tx, before.id, as_before(before, stored(said)))
        return
    last = said_last(desk, patient.chat_id)
    kind = then if last and last.key == first.key else first
    said = kind(tier=tier, reading=reading, name=name)
    say(desk, patient, said, sort=Sort.URGENT)  # type: ignore[arg-type]  # as each of them is for a patient


def _not_said_yet(
    desk: Desk, patient: Patient, *kinds: type[InThread]
) -> tuple[Outgoing, type[InThread]] | None:
    """Such an answer that waits to be sent: it says the same of what was written since."""
    for kind in kinds:
        if waiting := spoken.owed(desk.tx, patient.chat_id, kind.key, patient_id=patient.id):
            return waiting, kind
    return None


def _was_instructed(desk: Desk, patient: Patient) -> bool:
    """Whether they were told a few minutes ago, in an answer, what is still to be done."""
    keys, since = [kind.key for kind in IN_THREAD], desk.now - INSTRUCTED
    return spoken.newest_with(desk.tx, patient.chat_id, "tier", keys, since=since) is not None


def _how(desk: Desk, alert: Alert) -> WhoHasRead:
    if further_words.seer_of(desk, alert):
        return WhoHasRead.SOMEBODY
    there = maybe_meant.reachable(desk, alert)
    return WhoHasRead.NOBODY if there else WhoHasRead.UNREACHED


def _name(desk: Desk, alert: Alert) -> str:
    seer = further_words.seer_of(desk, alert)
    return seer.name if seer else ""
