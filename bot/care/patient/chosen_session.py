"""Of which session somebody tells: one that should end later, one that is followed, or a new one."""

from bot.care.ground import plan
from bot.care.ground.desk import OLD, Desk, Toast, open_question
from bot.care.links import session_to_come
from bot.care.links.next_session import INVITED
from bot.care.patient import session_time
from bot.care.patient.sessions import NEW
from bot.model import Patient
from bot.store import invitations


def report(desk: Desk, patient: Patient) -> None:
    """`/treated`: the same, by who has had a session; so one that should end later is over."""
    link = invitations.pending(desk.tx, patient.id, now=desk.now)
    if link and session_to_come.end_of(desk, link):
        session_time.ask_when(desk, patient, mode=INVITED)
    else:
        session_time.begin(desk, patient)


def choose(desk: Desk, patient: Patient, mode: str, turn: int) -> Toast:
    """The code of a session of theirs, or NEW."""
    known = {NEW, *(one.code for one in plan.running(desk, patient))}
    if not open_question(desk, patient, "which", turn=turn) or mode not in known:
        return OLD
    session_time.ask_when(desk, patient, mode=mode)
    return Toast()


def choose_in_words(desk: Desk, patient: Patient, *, new: bool) -> None:
    """A typed answer to which session is meant: a new one, or the only one that there is."""
    running = plan.running(desk, patient)
    if new or len(running) == 1:
        session_time.ask_when(desk, patient, mode=NEW if new else running[0].code)
    else:
        session_time.begin(desk, patient)
