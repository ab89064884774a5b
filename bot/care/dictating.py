"""What somebody of the clinic types in answer to what was asked."""

from bot.care import amending, attending, enrolling, linking, replying, staffing
from bot.care.desk import Desk, asked_staff, current_question
from bot.care.recognising import Body
from bot.model import Clinician, Dialogue
from bot.store import patients


def open_for(desk: Desk, clinician: Clinician) -> Dialogue | None:
    """What a colleague was asked, unless they were asked something newer as a patient."""
    dialogue = asked_staff(desk, clinician)
    patient = patients.by_chat(desk.tx, clinician.chat_id)
    other = current_question(desk, patient) if patient else None
    return None if dialogue and other and other.asked > dialogue.asked else dialogue


def hear(desk: Desk, clinician: Clinician, text: str, body: Body) -> bool:
    """Take a text as that answer; False where nothing was asked that words answer."""
    dialogue = open_for(desk, clinician)
    if dialogue is None:
        return False
    if dialogue.step == linking.LABEL and "code" in dialogue.facts:
        amending.hear_label(desk, clinician, dialogue, text)
    elif dialogue.step == linking.LABEL:
        enrolling.hear_label(desk, clinician, text, dict(dialogue.facts))
    elif dialogue.step in linking.STEPS:
        amending.hear(desk, clinician, dialogue, text, body)
    elif dialogue.step in attending.STEPS:
        attending.hear(desk, clinician, dialogue, text, linking.recent(desk))
    elif dialogue.step in replying.STEPS:
        replying.hear(desk, clinician, dialogue, text)
    elif dialogue.step == staffing.STEP and clinician.is_owner:
        staffing.invite(desk, clinician, text)
    else:
        return False
    return True
