"""Somebody does not know when a session ended, or asks why that is asked."""

from bot.care.ground.desk import Desk, ask, open_question, said_last, say
from bot.care.ground.says.session_time import WhenLeft, WhenUnknown, WhyTime
from bot.care.patient import offered_session, session_hours, session_time
from bot.model import Patient
from bot.store import dialogues


def unknown(desk: Desk, patient: Patient) -> None:
    """Somebody does not know the time: a rough one will do, and at the second time it is left open."""
    dialogue, last = open_question(desk, patient, "treated", "confirm"), said_last(desk, patient.chat_id)
    if dialogue is None or offered_session.ask_again(desk, patient, dialogue):
        return
    if last and last.key == WhenUnknown.key:
        dialogues.end(desk.tx, patient.chat_id)
        say(desk, patient, WhenLeft())
        return
    turn = ask(desk, patient, "treated", keep=session_time.kept(dialogue))
    say(desk, patient, WhenUnknown(turn=turn, days=session_hours.days(desk, patient)))


def explain(desk: Desk, patient: Patient) -> None:
    """Why it is asked, and the question again."""
    say(desk, patient, WhyTime())
    session_time.repeat_question(desk, patient)
