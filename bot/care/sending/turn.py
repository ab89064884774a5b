"""What may be sent now, and what follows from how a sending went."""

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.care.alerts import escalation
from bot.care.clinic import line, report
from bot.care.ground import notices, plan
from bot.care.ground.desk import Desk
from bot.care.patient import pauses, silence, unread
from bot.care.sending import catch_up
from bot.care.sending.outcome import Outcome, Result
from bot.care.sending.verdict import Cancel, Expire, Move, Send, Verdict, verdict
from bot.model import POLICIES, Message, Patient, Priority, Sort, State
from bot.store import outbox, patients, plans, staff

log = logging.getLogger(__name__)

PER_HOUR = 6  # messages that the bot starts, per patient
PER_DAY = 20
FIRST_WAIT = timedelta(seconds=2)  # before a safe repetition; doubles up to the longest
LONGEST_WAIT = timedelta(minutes=5)
LONGEST_ALERT_WAIT = timedelta(seconds=30)
# What these say is gathered when they go; what was gathered once is said, whatever comes between.
MADE_WHEN_SENT = {
    "staff.notices": notices.gathered,
    "staff.weekly": report.of_the_week,
    unread.KEY: unread.causes,
}
A_DAY_OF_TRIES = 3000  # of what is urgent, once every half minute
MOST_DECISIONS = 200  # in one transaction, so that nobody waits behind a long one


@dataclass(frozen=True)
class Turn:
    """What one wake of delivery found: messages to send now, and when the next one is due."""

    claimed: Sequence[Message]
    next_due: datetime | None


def turn(
    desk: Desk,
    finished: Sequence[Outcome],
    allowance: Mapping[Priority, int],
    resting: Collection[int],
    *,
    to_clinic: int = 0,
) -> Turn:
    """Mark what was sent, then claim what may go: at most `allowance` of each priority, one a chat.

    `allowance` counts all claims so far against each priority, so that a later one never eats the
    share kept for an earlier one; `to_clinic` does so for alerts to the clinic, which have a share of their
    own. `resting` are chats that were written to a moment ago.
    """
    for outcome in finished:
        _settle_alone(desk, outcome)
    escalation.climb(desk)
    claimed: list[Message] = []
    decisions = 0
    shares = [(one, None, allowance[one]) for one in Priority]
    for priority, sort, most in [*shares[:1], (Priority.ALERT, Sort.ALERT, to_clinic), *shares[1:]]:
        while len(claimed) < most and decisions < MOST_DECISIONS:
            busy = {*resting, *(message.chat_id for message in claimed)}
            message = outbox.due(desk.tx, now=desk.now, priority=priority, except_chats=busy, sort=sort)
            if message is None:
                break
            decisions += 1
            if taken := _decide_alone(desk, message):
                claimed.append(taken)
    return Turn(claimed, outbox.next_due(desk.tx))


def _settle_alone(desk: Desk, outcome: Outcome) -> None:
    """One row that cannot be settled holds up no other; what is urgent is never given up for that."""
    message = outcome.message
    try:
        with desk.tx.savepoint():
            settle(desk, outcome)
    except Exception:
        log.exception("message %d could not be settled", message.id)
        if outcome.result is Result.SENT:
            outbox.settle(desk.tx, message.id, State.SENT, now=desk.now, error="settling")
        elif _is_urgent(message):
            outbox.again(desk.tx, message.id, desk.now + _pause(message), error="settling")
        else:
            outbox.settle(desk.tx, message.id, State.FAILED, now=desk.now, error="settling")


def _decide_alone(desk: Desk, message: Message) -> Message | None:
    try:
        with desk.tx.savepoint():
            return _decide(desk, message)
    except Exception:
        log.exception("message %d could not be prepared", message.id)
        if _is_urgent(message):
            outbox.postpone(desk.tx, message.id, desk.now + LONGEST_ALERT_WAIT)
        else:
            outbox.drop(desk.tx, message.id, State.FAILED, now=desk.now)
        return None


def _decide(desk: Desk, message: Message) -> Message | None:
    """Bring one due message to its next state; the claim, where it is to be sent."""
    if message.key.startswith("staff.") and staff.by_chat(desk.tx, message.chat_id) is None:
        outbox.drop(
            desk.tx, message.id, State.CANCELLED, now=desk.now
        )  # who is a colleague no more hears nothing
        return None
    if message.sort is Sort.NOTICE and (opening := notices.opening(desk)) > desk.now:
        outbox.postpone(desk.tx, message.id, opening)
        return None
    if message.key in MADE_WHEN_SENT and not message.facts:
        facts = MADE_WHEN_SENT[message.key](desk, message)
        if facts is None:
            outbox.drop(desk.tx, message.id, State.CANCELLED, now=desk.now)
            return None
        plans.set_facts(desk.tx, message.id, facts)
        message = replace(message, facts=facts)
    patient = patients.by_id(desk.tx, message.patient_id) if message.patient_id else None
    wanted = silence.wanted(desk, message)
    decision: Verdict = verdict(message, patient, desk.house.quiet, desk.now, wanted=wanted)
    match decision:
        case Send():
            return _claim(desk, message, patient)
        case Move(due, expires):
            plans.rewrite(desk.tx, message, sort=message.sort, due=due, expires=expires, facts=message.facts)
        case Expire():
            outbox.drop(desk.tx, message.id, State.EXPIRED, now=desk.now)
        case Cancel():
            outbox.drop(desk.tx, message.id, State.CANCELLED, now=desk.now)
    return None


def _claim(desk: Desk, message: Message, patient: Patient | None) -> Message | None:
    if POLICIES[message.sort].unprompted and patient:
        if silence.grown(desk, patient, message):
            return None
        lead = catch_up.gather(desk, message)
        if lead.id != message.id:
            return None  # another message now says this too, and is due itself
        message = _named(desk, patient, lead)
    if outbox.claim(desk.tx, message, now=desk.now, per_hour=PER_HOUR, per_day=PER_DAY):
        return replace(message, state=State.SENDING, tries=message.tries + 1)
    frees = outbox.cap_frees_at(desk.tx, message.chat_id, now=desk.now, per_hour=PER_HOUR, per_day=PER_DAY)
    outbox.postpone(desk.tx, message.id, frees)
    return None


def _named(desk: Desk, patient: Patient, message: Message) -> Message:
    """Where several sessions are followed at a time, a message says which one it is about."""
    running = plan.running(desk, patient)
    treatment = next((one for one in running if one.id == message.treatment_id), None)
    about = plan.about(desk, patient, treatment, among=len(running)) if treatment else None
    if about is None:
        return message
    facts = {**message.facts, "about": about}
    plans.set_facts(desk.tx, message.id, facts)
    return replace(message, facts=facts)


def settle(desk: Desk, outcome: Outcome) -> None:
    """Mark what became of a message, by the promise its sort makes."""
    message, policy = outcome.message, POLICIES[outcome.message.sort]
    match outcome.result:
        case Result.SENT:
            _mark(desk, outcome, State.SENT)
        case Result.WAIT:
            outbox.again(desk.tx, message.id, desk.now + outcome.wait, error="wait")
        case Result.NOT_SENT:
            outbox.again(desk.tx, message.id, desk.now + _pause(message), error=str(outcome.error))
        case Result.UNCLEAR if policy.may_repeat:
            outbox.again(desk.tx, message.id, desk.now + _pause(message), error=str(outcome.error))
        case Result.UNCLEAR:
            _mark(desk, outcome, State.UNKNOWN)
        case Result.BLOCKED:
            _mark(desk, outcome, State.BLOCKED)
            escalation.could_not_be_told(desk, message)
            notices.not_told(desk, message)
            if message.patient_id and (patient := patients.by_id(desk.tx, message.patient_id)):
                pauses.unreachable(desk, patient)
        case Result.REFUSED if _is_urgent(message) and not escalation.without_picture(desk, message):
            _insist(desk, outcome)
        case Result.REFUSED:
            _mark(desk, outcome, State.FAILED)


def _insist(desk: Desk, outcome: Outcome) -> None:
    """Telegram does not take what is urgent, nor says that nobody is there: again, and to all others."""
    message = outcome.message
    if message.alert_id is None and message.tries >= A_DAY_OF_TRIES:
        _mark(desk, outcome, State.FAILED)
        return
    outbox.again(desk.tx, message.id, desk.now + _pause(message), error=str(outcome.error))
    escalation.not_taken(desk, message)


def _mark(desk: Desk, outcome: Outcome, state: State) -> None:
    """Settle, and where it may have arrived, see to what follows from that."""
    message = outcome.message
    outbox.settle(
        desk.tx, message.id, state, now=desk.now, telegram_id=outcome.telegram_id, error=outcome.error
    )
    if state in (State.SENT, State.UNKNOWN):
        silence.watch(desk, message)
    if message.key == "bot.line" and state is not State.SENT:
        line.in_doubt(desk, message, came=state is State.UNKNOWN)


def _pause(message: Message) -> timedelta:
    """How long to wait before a repetition: longer each time, but never long for what is urgent."""
    doublings = min(max(message.tries, 1) - 1, 10)
    return min(LONGEST_ALERT_WAIT if _is_urgent(message) else LONGEST_WAIT, FIRST_WAIT * (1 << doublings))


def _is_urgent(message: Message) -> bool:
    return POLICIES[message.sort].priority is Priority.ALERT


def recover(desk: Desk) -> int:
    """At start: what was being sent when the process ended may have arrived; how many there were."""
    interrupted = outbox.in_sending(desk.tx)
    for message in interrupted:
        if POLICIES[message.sort].may_repeat:
            outbox.again(desk.tx, message.id, desk.now, error="interrupted")
        else:
            _mark(desk, Outcome(message, Result.UNCLEAR, error="interrupted"), State.UNKNOWN)
    return len(interrupted)
