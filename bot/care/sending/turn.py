"""What may be sent now, and what follows from how a sending went."""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from bot.care.alerts import escalation, silence_ladder
from bot.care.clinic import absence, advice_review, report
from bot.care.ground import clinic_hours, notices, people, plan
from bot.care.ground.desk import Desk
from bot.care.ground.says.advice_topics import AdviceReview
from bot.care.ground.says.curve import CURVE
from bot.care.ground.says.inbox import SetAside
from bot.care.ground.says.message import FOR, MESSAGES, THEM, Message, ToStaff, stored
from bot.care.ground.says.notices import Notices
from bot.care.ground.says.plan import StepMessage
from bot.care.ground.says.report import Weekly
from bot.care.ground.says.rota import AwayBegun, AwayOver
from bot.care.links import session_to_come
from bot.care.patient import closing_words, silence, unread
from bot.care.sending import catch_up, fitting
from bot.care.sending.outcome import LONGEST_ALERT_WAIT, SendOutcome, is_urgent, settle
from bot.care.sending.verdict import Cancel, Expire, Move, Send, Verdict, verdict
from bot.model import POLICIES, Audience, Outgoing, Patient, Priority, Sort, State
from bot.store import outbox, patients, plans, shared_phones, staff
from bot.store.resting import with_fact
from bot.store.tx import instant
from schedules.quiet import is_quiet

log = logging.getLogger(__name__)

PER_HOUR = 6  # messages that the bot starts, per patient
PER_DAY = 20
APART = timedelta(minutes=5)  # between what is begun about one and about another of those who share a phone
# What these say is gathered when they go; what was gathered once is said, whatever comes between.
MADE_WHEN_SENT: Mapping[str, Callable[[Desk, Outgoing], ToStaff | None]] = {
    Notices.key: notices.gathered,
    Weekly.key: report.of_the_week,
    AdviceReview.key: advice_review.of_the_year,
    SetAside.key: unread.causes,
    AwayBegun.key: absence.begun,
    AwayOver.key: absence.over,
}
AT_THEIR_MOMENT = frozenset({AwayBegun.key, AwayOver.key})  # with effects that wait for no working hour
MOST_DECISIONS = 200  # in one transaction, so that nobody waits behind a long one


@dataclass(frozen=True)
class Turn:
    """What one wake of delivery found: messages to send now, and when the next one is due.

    `soon` are those with a curve whose chats have just been answered, and rest a moment.
    """

    claimed: Sequence[Outgoing]
    next_due: datetime | None
    soon: Sequence[Outgoing] = ()


def turn(
    desk: Desk,
    finished: Sequence[SendOutcome],
    allowance: Mapping[Priority, int],
    resting: Collection[int],
    *,
    sure: bool = True,
    to_clinic: int = 0,
    curves: int = MOST_DECISIONS,
) -> Turn:
    """Mark what was sent, then claim what may go: at most `allowance` of each priority, one a chat.

    `allowance` counts all claims so far against each priority, so that a later one never eats the
    share kept for an earlier one; `to_clinic` does so for alerts to the clinic, which have a share of their
    own; at most so many `curves` are among them, and those that wait to be drawn hold up no others. `resting`
    are chats that were written to a moment ago. While the time is not `sure`, nothing that the bot starts is
    sent, moved or ended: it could be night, or last week.
    """
    for outcome in finished:
        settle(desk, outcome)
    escalation.climb(desk)
    claimed: list[Outgoing] = []
    decisions = 0
    shares = [(one, None, allowance[one]) for one in Priority]
    for priority, sort, most in [*shares[:1], (Priority.ALERT, Sort.ALERT, to_clinic), *shares[1:]]:
        while len(claimed) < most and decisions < MOST_DECISIONS:
            busy = {*resting, *(message.chat_id for message in claimed)}
            message = outbox.due(
                desk.tx,
                now=desk.now,
                priority=priority,
                except_chats=busy,
                sort=sort,
                unprompted=sure,
                but=None if sum(map(holds_curve, claimed)) < curves else CURVE,
            )
            if message is None:
                break
            decisions += 1
            if taken := _decide_alone(desk, message):
                silence_ladder.climb(desk, taken)
                claimed.append(taken)
    answered = {
        one.message.chat_id for one in finished if POLICIES[one.message.sort].priority is Priority.REPLY
    }
    answered -= {message.chat_id for message in claimed}
    soon = with_fact(desk.tx, CURVE, answered, now=desk.now) if answered else ()
    return Turn(claimed, outbox.next_due(desk.tx), soon)


def holds_curve(message: Outgoing) -> bool:
    """Whether a picture is to be drawn for it, which takes a process and a second."""
    return message.facts.get(CURVE) is not None


def _decide_alone(desk: Desk, message: Outgoing) -> Outgoing | None:
    try:
        with desk.tx.savepoint():
            return _decide(desk, message)
    except Exception:
        log.exception("message %d could not be prepared", message.id)
        if is_urgent(message):
            outbox.postpone(desk.tx, message.id, desk.now + LONGEST_ALERT_WAIT)
        else:
            outbox.drop(desk.tx, message.id, State.FAILED, now=desk.now)
        return None


def _decide(desk: Desk, message: Outgoing) -> Outgoing | None:
    """Bring one due message to its next state; the claim, where it is to be sent."""
    if message.audience is Audience.STAFF and staff.by_chat(desk.tx, message.chat_id) is None:
        outbox.drop(
            desk.tx, message.id, State.CANCELLED, now=desk.now
        )  # who is a colleague no more hears nothing
        return None
    if clinic_hours.is_held(desk, message) and message.key not in AT_THEIR_MOMENT:
        outbox.postpone(desk.tx, message.id, clinic_hours.opening(desk))
        return None
    if closing_words.put_off(desk, message):
        return None
    if message.key in MADE_WHEN_SENT and not message.facts:
        made = MADE_WHEN_SENT[message.key](desk, message)
        if made is None:
            outbox.drop(desk.tx, message.id, State.CANCELLED, now=desk.now)
            return None
        message = _refilled(desk, message, made)
    patient = _reader(desk, message)
    wanted = silence.wanted(desk, message) and session_to_come.is_awaited(desk, message)
    decision: Verdict = verdict(message, patient, desk.house.quiet, desk.now, wanted=wanted)
    match decision:
        case Send():
            return _claim(desk, message, patient)
        case Move(due, expires):
            plans.rewrite(desk.tx, message, sort=message.sort, due=due, expires=expires, facts=message.facts)
        case Expire():
            _expire(desk, message)
        case Cancel():
            outbox.drop(desk.tx, message.id, State.CANCELLED, now=desk.now)
    return None


def _expire(desk: Desk, message: Outgoing) -> None:
    if not closing_words.outlive(desk, message):
        outbox.drop(desk.tx, message.id, State.EXPIRED, now=desk.now)


def _reader(desk: Desk, message: Outgoing) -> Patient | None:
    """The patient who gets it; what is no step of a plan may come before it is known where they are."""
    patient = patients.by_id(desk.tx, message.patient_id) if message.patient_id else None
    return replace(patient, zone=desk.zone_of(patient)) if patient and message.step is None else patient


def _claim(desk: Desk, message: Outgoing, patient: Patient | None) -> Outgoing | None:
    if POLICIES[message.sort].unprompted and patient:
        if moment := _apart(desk, patient, message):
            outbox.postpone(desk.tx, message.id, moment)
            return None
        if silence.grown(desk, patient, message):
            return None
        lead = catch_up.gather(desk, message)
        if lead.id != message.id:
            return None  # another message now says this too, and is due itself
        fitted = fitting.fit(desk, closing_words.hold_back(desk, lead))
        if fitted is None:
            return None
        message = _named(desk, patient, fitted)
    if patient:
        message = _for_whom(desk, patient, closing_words.sum_up(desk, patient, message))
    if outbox.claim(desk.tx, message, now=desk.now, per_hour=PER_HOUR, per_day=PER_DAY):
        return replace(message, state=State.SENDING, tries=message.tries + 1)
    frees = outbox.cap_frees_at(desk.tx, message.chat_id, now=desk.now, per_hour=PER_HOUR, per_day=PER_DAY)
    outbox.postpone(desk.tx, message.id, frees)
    return None


def _apart(desk: Desk, patient: Patient, message: Outgoing) -> datetime | None:
    """When to begin this, where the phone rang a moment ago for somebody else whom it serves.

    Not where it would come too late by that, or at night.
    """
    if not people.are_several(desk, patient):
        return None
    rang = shared_phones.rang_for_others(desk.tx, message.chat_id, patient.id)
    moment = instant(rang) + APART if rang is not None else desk.now
    late = message.expires is not None and moment >= message.expires
    night = desk.house.quiet and is_quiet(moment, desk.zone_of(patient), desk.house.quiet)
    return None if moment <= desk.now or late or night else moment


def _named(desk: Desk, patient: Patient, message: Outgoing) -> Outgoing:
    """Where several sessions are followed at a time, a message says which one it is about."""
    running = plan.running(desk, patient)
    treatment = next((one for one in running if one.id == message.treatment_id), None)
    about = plan.about(desk, patient, treatment, among=len(running)) if treatment else None
    if about is None:
        return message
    return _refilled(desk, message, replace(plan.step_of(message), about=about))


def _for_whom(desk: Desk, patient: Patient, message: Outgoing) -> Outgoing:
    """Where a phone serves somebody else, what is said to it says about whom, and of whom it speaks."""
    kind, facts = StepMessage if message.step else MESSAGES.get(message.key, Message), dict(message.facts)
    if kind.personal and people.are_several(desk, patient):
        facts[FOR] = asdict(people.whom(desk, patient))
    if message.audience is Audience.PATIENT and not patients.holds_phone(desk.tx, patient.id):
        facts[THEM] = asdict(people.plainly(desk, patient))
    if facts == message.facts:
        return message
    plans.set_facts(desk.tx, message.id, facts)
    return replace(message, facts=facts)


def _refilled(desk: Desk, message: Outgoing, said: Message) -> Outgoing:
    """A row that says something else from here on."""
    facts = stored(said)
    plans.set_facts(desk.tx, message.id, facts)
    return replace(message, facts=facts)
