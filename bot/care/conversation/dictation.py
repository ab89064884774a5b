"""What somebody of the clinic types in answer to what was asked."""

from bot.care.clinic import case, members, unanswered
from bot.care.ground.desk import Desk, asked_staff, current_question
from bot.care.ground.heard import Heard
from bot.care.links import card, changes, enrolment
from bot.model import Clinician, Dialogue
from bot.store import patients


def open_for(desk: Desk, clinician: Clinician) -> Dialogue | None:
    """What a colleague was asked, unless they were asked something newer as a patient."""
    dialogue = asked_staff(desk, clinician)
    patient = patients.by_chat(desk.tx, clinician.chat_id)
    other = current_question(desk, patient) if patient else None
    return None if dialogue and other and other.asked > dialogue.asked else dialogue


def hear(desk: Desk, clinician: Clinician, heard: Heard) -> bool:
    """Take a text as that answer; False where nothing was asked that words answer."""
    dialogue, text = open_for(desk, clinician), heard.text
    if dialogue is None:
        return False
    if dialogue.step == card.LABEL and "code" in dialogue.facts:
        changes.hear_label(desk, clinician, dialogue, text)
    elif dialogue.step == card.LABEL:
        enrolment.hear_label(desk, clinician, text, dict(dialogue.facts))
    elif dialogue.step in card.STEPS:
        changes.hear(desk, clinician, dialogue, text, heard.hearing.body)
    elif dialogue.step in case.STEPS:
        case.hear(desk, clinician, dialogue, text, card.recent(desk))
    elif dialogue.step in unanswered.STEPS:
        unanswered.hear(desk, clinician, dialogue, text)
    elif dialogue.step == members.STEP and clinician.is_owner:
        members.invite(desk, clinician, text)
    else:
        return False
    return True
