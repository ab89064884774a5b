"""How a sending went, and what follows from it."""

import logging
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

from bot.care.alerts import escalation
from bot.care.clinic import line
from bot.care.ground import notices
from bot.care.ground.desk import Desk
from bot.care.ground.says.from_clinic import ClinicLine
from bot.care.patient import pauses, silence
from bot.model import POLICIES, Outgoing, Priority, Sort, State
from bot.store import outbox, patients, vitals

log = logging.getLogger(__name__)

FIRST_WAIT = timedelta(seconds=2)  # before a safe repetition; doubles up to the longest
LONGEST_WAIT = timedelta(minutes=5)
LONGEST_ALERT_WAIT = timedelta(seconds=30)


class Result(Enum):
    """What is known after a sending."""

    SENT = auto()
    NOT_SENT = auto()  # proven: it never left
    WAIT = auto()  # Telegram asks for patience; proven unsent
    UNCLEAR = auto()  # it may have arrived
    BLOCKED = auto()  # this chat cannot be written to
    REFUSED = auto()  # Telegram will never take this message


@dataclass(frozen=True)
class SendOutcome:
    """How the sending of one message went; `wait` is Telegram's retry_after."""

    message: Outgoing
    result: Result
    telegram_id: int | None = None
    wait: timedelta = timedelta(0)
    error: str | None = None
    fixed: bool = False  # its own words could not be made, and fixed ones went out


def settle(desk: Desk, outcome: SendOutcome) -> None:
    """One row that cannot be settled holds up no other."""
    try:
        with desk.tx.savepoint():
            _settle(desk, outcome)
    except Exception:
        log.exception("message %d could not be settled", outcome.message.id)
        outbox.settle(desk.tx, outcome.message.id, State.FAILED, now=desk.now, error="settling")


def _settle(desk: Desk, outcome: SendOutcome) -> None:
    """Mark what became of a message, by the promise its sort makes."""
    message, policy = outcome.message, POLICIES[outcome.message.sort]
    match outcome.result:
        case Result.SENT:
            _mark(desk, outcome, State.SENT)
            _note_words(desk, outcome)
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
        case Result.REFUSED:
            _mark(desk, outcome, State.FAILED)
            if message.sort is Sort.ALERT:
                escalation.could_not_be_told(desk, message)
            escalation.without_picture(desk, message)


def _mark(desk: Desk, outcome: SendOutcome, state: State) -> None:
    """Settle, and where it may have arrived, see to what follows from that."""
    message = outcome.message
    outbox.settle(
        desk.tx, message.id, state, now=desk.now, telegram_id=outcome.telegram_id, error=outcome.error
    )
    if state in (State.SENT, State.UNKNOWN):
        silence.watch(desk, message)
    if message.key == ClinicLine.key and state is not State.SENT:
        line.in_doubt(desk, message, came=state is State.UNKNOWN)


def _note_words(desk: Desk, outcome: SendOutcome) -> None:
    """Urgent words that could not be made turn health red, until the same ones can be made again."""
    if POLICIES[outcome.message.sort].priority is not Priority.ALERT:
        return
    key, noted = outcome.message.key, vitals.value(desk.tx, vitals.WORDS)
    if outcome.fixed and noted != key:
        vitals.put(desk.tx, vitals.WORDS, key, now=desk.now)
    elif noted == key and not outcome.fixed:
        vitals.put(desk.tx, vitals.WORDS, vitals.WELL, now=desk.now)


def _pause(message: Outgoing) -> timedelta:
    """How long to wait before a repetition: longer each time, but never long for what is urgent."""
    doublings = min(max(message.tries, 1) - 1, 10)
    urgent = POLICIES[message.sort].priority is Priority.ALERT
    return min(LONGEST_ALERT_WAIT if urgent else LONGEST_WAIT, FIRST_WAIT * (1 << doublings))


def recover(desk: Desk) -> int:
    """At start: what was being sent when the process ended may have arrived; how many there were."""
    interrupted = outbox.in_sending(desk.tx)
    for message in interrupted:
        if POLICIES[message.sort].may_repeat:
            outbox.again(desk.tx, message.id, desk.now, error="interrupted")
        else:
            _mark(desk, SendOutcome(message, Result.UNCLEAR, error="interrupted"), State.UNKNOWN)
    return len(interrupted)
