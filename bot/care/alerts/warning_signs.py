"""Something in a text may be a red flag: the patient is asked, with the warning signs as buttons."""

from datetime import timedelta

from bot.care.ground import notices, red_flag
from bot.care.ground.desk import OLD, Desk, Toast, asked_last, current_question, say
from bot.care.ground.heard import Caller, Heard
from bot.care.ground.says.message import read
from bot.care.ground.says.warning_signs import NONE, Screen, ScreenAfter, ScreenNone, ScreenPass, Worried
from bot.care.patient import questions as patient_questions
from bot.care.patient import session_time
from bot.model import Outgoing, Sort
from bot.store import outbox, questions, spoken
from messages.heard.red_flags.finding import Tier
from schedules.clinical import CLINICAL

SHOWN = (Screen, ScreenAfter, Worried)  # what shows the signs
PATIENCE = timedelta(minutes=15)  # after it, the clinic may look at what nobody said yes or no to


def ask(desk: Desk, caller: Caller, text: str) -> None:
    """Do you have any of these right now? What was written is kept for whoever may have to read it."""
    patient = caller.patient(desk)
    if patient is None:
        _show(desk, caller, "", None)
        return
    red_flag.more(desk, patient, text)
    _show(desk, caller, text, patient_questions.keep(desk, patient, text, None))
    notices.look_later(desk, patient, "screen", red_flag.newest(desk, patient), desk.now + PATIENCE)


def tapped(desk: Desk, caller: Caller, sign: str, message_id: int) -> Toast:
    """A sign that is there is a red flag, on every tap; none of them is good to know."""
    if sign != NONE and sign not in CLINICAL.signs:
        return OLD
    message = outbox.get(desk.tx, message_id, chat_id=caller.chat_id)
    if sign == NONE:
        _none(desk, caller, message)
        return Toast()
    _there(desk, caller, message, Tier(CLINICAL.signs[sign]), sign)
    return Toast(close=False)


def take_yes_or_no(desk: Desk, heard: Heard) -> None:
    """A typed answer to the signs that were shown last."""
    caller, shown = heard.caller, asked_last(desk, heard.caller.chat_id, *SHOWN)
    if heard.means("no_sign"):
        _none(desk, caller, shown)
    elif heard.means("a_sign"):  # which one it is can wait; most of them cannot
        _there(desk, caller, shown, Tier.EMERGENCY, heard.said)
    else:  # "ok" may mean either
        _show(desk, caller, *_written(shown))


def show_again(desk: Desk, caller: Caller, text: str) -> None:
    """The signs that were shown a moment ago, once more: first things first."""
    written, question = _written(asked_last(desk, caller.chat_id, Screen, within=PATIENCE))
    _show(desk, caller, "\n".join(filter(None, (written, text))), question)


def _show(desk: Desk, caller: Caller, text: str, question: str | None) -> None:
    """What waits to be sent of them still is sent once, with all that was written."""
    written, kept = _written(spoken.owed(desk.tx, caller.chat_id, Screen.key))
    if written and written not in text:
        text, question = f"{written}\n{text}", question or kept
    say(desk, caller, Screen(text=text, question=question), sort=Sort.URGENT)


def _written(message: Outgoing | None) -> tuple[str, str | None]:
    """What brought the signs up, and the code under which it is kept."""
    if message is None or message.key != Screen.key:
        return "", None
    screen = read(Screen, message.facts)
    return screen.text, screen.question


def _none(desk: Desk, caller: Caller, message: Outgoing | None) -> None:
    question = _answered(desk, message, NONE)
    say(desk, caller, ScreenPass(question=question) if question else ScreenNone())
    patient = caller.patient(desk)
    if patient and current_question(desk, patient):
        session_time.repeat_question(desk, patient)


def _there(desk: Desk, caller: Caller, message: Outgoing | None, tier: Tier, what: str) -> None:
    question = _answered(desk, message, what)
    patient = caller.patient(desk)
    if patient and question and (kept := questions.of_patient(desk.tx, patient.id, question)):
        questions.close(desk.tx, kept.id, now=desk.now)  # the alert holds its words
    written, _ = _written(message)
    words = "\n".join(filter(None, (written, f"[{what}]" if what in CLINICAL.signs else what)))
    red_flag.urgent(desk, caller, tier, words, rule=what)


def _answered(desk: Desk, message: Outgoing | None, how: str) -> str | None:
    """Note the answer; the code of the question that brought the signs up, where one is kept."""
    if message is None:
        return None
    outbox.answered(desk.tx, message.id, f"sign {how}", now=desk.now)
    return _written(message)[1]
