"""A person meets the bot: what it is and is not, and their consent."""

import secrets

from bot.care import pausing, plan, treating
from bot.care.desk import OLD, Caller, Desk, Toast, greet, open_question, say
from bot.model import Patient, Status
from bot.store import patients

CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that are mistaken for another
CODE_LENGTH = 7
WORDING = "2026-11"  # changes with the consent text, so that a row says what was agreed to


def start(desk: Desk, caller: Caller) -> None:
    """`/start`: a stranger is told what this is; a patient goes on where they were."""
    patient = caller.patient(desk)
    if patient is None:
        greet(desk, caller)
    elif open_question(desk, patient, *treating.STEPS):
        treating.repeat_question(desk, patient)
    elif patient.status is not Status.ACTIVE and plan.current(desk, patient):
        pausing.offer_resume(desk, patient)
    elif plan.current(desk, patient):
        plan.tell(desk, patient, "plan_again")
    else:
        treating.begin(desk, patient)


def consent(desk: Desk, caller: Caller, *, agreed: bool) -> Toast:
    """The answer to the first question; nothing about a person is kept before a yes."""
    if caller.patient(desk):
        return OLD
    if not agreed:
        say(desk, caller, "not_now")
    elif not desk.house.self_registration:
        say(desk, caller, "by_invitation")
    else:
        treating.begin(desk, _enrol(desk, caller))
    return Toast()


def _enrol(desk: Desk, caller: Caller) -> Patient:
    code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    return patients.add(
        desk.tx,
        code=code,
        chat_id=caller.chat_id,
        language=caller.language,
        wording=f"{WORDING}/{caller.language}",
        now=desk.now,
    )
