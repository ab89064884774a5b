"""How a sending went, and what follows from it."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

from bot.care.alerts import escalation
from bot.care.clinic import line
from bot.care.ground import notices
from bot.care.ground.desk import Desk, owe
from bot.care.ground.says.conversation import Interrupted
from bot.care.ground.says.from_clinic import ClinicLine
from bot.care.patient import pauses, silence
from bot.model import POLICIES, Outgoing, Priority, Sort, State
from bot.store import ahead, outbox, patients, spoken, vitals
from bot.store.whereabouts import Come, Last
from schedules.growing import growing

log = logging.getLogger(__name__)

FIRST_WAIT = timedelta(seconds=2)  # before a safe repetition; doubles up to the longest
LONGEST_WAIT = timedelta(minutes=5)
FIRST_PATIENCE, LONGEST_PATIENCE = timedelta(minutes=1), timedelta(minutes=30)  # for a chat out of reach
A_DAY_OF_TRIES = 3000  # of what is urgent, once every half minute
MOST_TRIES = 52  # of urgent words to such a chat: with these waits about a day
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


def is_urgent(message: Outgoing) -> bool:
    return POLICIES[message.sort].priority is Priority.ALERT


def settle(desk: Desk, outcome: SendOutcome) -> None:
    """One row that cannot be settled holds up no other; what is urgent is never given up for that."""
    message = outcome.message
    try:
        with desk.tx.savepoint():
            _settle(desk, outcome)
    except Exception:
        log.exception("message %d could not be settled", message.id)
        if outcome.result is Result.SENT:
            outbox.settle(desk.tx, message.id, State.SENT, now=desk.now, error="settling")
        elif is_urgent(message):
            outbox.again(desk.tx, message.id, desk.now + _pause(message), error="settling")
        else:
            outbox.settle(desk.tx, message.id, State.FAILED, now=desk.now, error="settling")


def _settle(desk: Desk, outcome: SendOutcome) -> None:
    """Mark what became of a message, by the promise its sort makes."""
    message, policy = outcome.message, POLICIES[outcome.message.sort]
    match outcome.result:
        case Result.SENT:
            _mark(desk, outcome, State.SENT)
            escalation.within_reach(desk, message.chat_id)
            _note_words(desk, outcome)
        case Result.WAIT:
            wait = min(outcome.wait, LONGEST_ALERT_WAIT) if is_urgent(message) else outcome.wait
            outbox.again(desk.tx, message.id, desk.now + wait, error="wait")
        case Result.NOT_SENT:
            outbox.again(desk.tx, message.id, desk.now + _pause(message), error=str(outcome.error))
        case Result.UNCLEAR if policy.may_repeat:
            outbox.again(desk.tx, message.id, desk.now + _pause(message), error=str(outcome.error))
        case Result.UNCLEAR:
            _mark(desk, outcome, State.UNKNOWN)
        case Result.BLOCKED:
            _not_taken(desk, outcome)
        case Result.REFUSED if is_urgent(message) and not escalation.without_picture(desk, message):
            _insist(desk, outcome)
        case Result.REFUSED:
            _mark(desk, outcome, State.FAILED)


def _insist(desk: Desk, outcome: SendOutcome) -> None:
    """Telegram does not take what is urgent, nor says that nobody is there: again, and to all others."""
    message = outcome.message
    if message.alert_id is None and message.tries >= A_DAY_OF_TRIES:
        _mark(desk, outcome, State.FAILED)
        return
    outbox.again(desk.tx, message.id, desk.now + _pause(message), error=str(outcome.error))
    escalation.not_taken(desk, message)


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
    if state is State.UNKNOWN and message.sort is Sort.REPLY and message.key != Interrupted.key:
        _own_up(desk, message)


def _own_up(desk: Desk, message: Outgoing) -> None:
    """An answer may not have come, and may not be said again by itself: one line says what to do."""
    if not spoken.said_lately(desk.tx, message.chat_id, Interrupted.key, now=desk.now):
        owe(
            desk,
            Interrupted(),
            chat_id=message.chat_id,
            sort=Sort.REPLY,
            language=message.language,
            patient_id=message.patient_id,
        )


def _not_taken(desk: Desk, outcome: SendOutcome) -> None:
    """Telegram says that it takes nothing for that chat, which may be over in a minute, or never.

    Urgent words to a patient are tried again for a day; an alert is owed anew at its next rung.
    """
    message = outcome.message
    if message.sort is Sort.URGENT and message.tries < MOST_TRIES:
        outbox.again(desk.tx, message.id, desk.now + _patience(message), error=str(outcome.error))
    else:
        _mark(desk, outcome, State.BLOCKED)
    escalation.could_not_be_told(desk, message)
    notices.not_told(desk, message)
    if message.patient_id and (patient := patients.by_id(desk.tx, message.patient_id)):
        pauses.out_of_reach(desk, patient)


def _patience(message: Outgoing) -> timedelta:
    """How long to wait before a chat is tried again that Telegram takes nothing for."""
    return growing(FIRST_PATIENCE, LONGEST_PATIENCE, message.tries)


def _note_words(desk: Desk, outcome: SendOutcome) -> None:
    """Urgent words that could not be made turn health red, until the same ones can be made again."""
    if not is_urgent(outcome.message):
        return
    key, noted = outcome.message.key, vitals.value(desk.tx, vitals.WORDS)
    if outcome.fixed and noted != key:
        vitals.put(desk.tx, vitals.WORDS, key, now=desk.now)
    elif noted == key and not outcome.fixed:
        vitals.put(desk.tx, vitals.WORDS, vitals.WELL, now=desk.now)


def _pause(message: Outgoing) -> timedelta:
    """How long to wait before a repetition: longer each time, but never long for what is urgent."""
    longest = LONGEST_ALERT_WAIT if is_urgent(message) else LONGEST_WAIT
    return growing(FIRST_WAIT, longest, message.tries)


def recover(desk: Desk, last: Mapping[tuple[int, int], Last]) -> int:
    """At start: what became of what was claimed when the process ended; of how many nobody knows.

    `last` is what that process noted last of a message and its try: what had not left is sent now, what was
    answered is marked so, and only of what was on its way in between may it be unknown whether it arrived.
    And what waits for another try, or was owed by a clock that was ahead, waits no longer.
    """
    ahead.bring_back(desk.tx, desk.now)
    return sum(_recovered(desk, one, last.get((one.id, one.tries))) for one in outbox.in_sending(desk.tx))


def _recovered(desk: Desk, message: Outgoing, last: Last | None) -> bool:
    """Whether it may have arrived, for all that is known."""
    if last and last.come is Come.ANSWERED:
        settle(desk, SendOutcome(message, Result.SENT, telegram_id=last.number))
        return False
    never_left = last is not None and last.come is Come.IN_LINE
    if never_left or POLICIES[message.sort].may_repeat:
        outbox.again(desk.tx, message.id, desk.now, error="interrupted")
    else:
        _mark(desk, SendOutcome(message, Result.UNCLEAR, error="interrupted"), State.UNKNOWN)
    return not never_left
