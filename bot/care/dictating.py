"""What somebody of the clinic types in answer to what was asked."""

from bot.care import amending, attending, enrolling, linking, staffing
from bot.care.desk import Desk, current_question
from bot.care.recognising import Body
from bot.model import Clinician


def hear(desk: Desk, clinician: Clinician, text: str, body: Body) -> bool:
    """Take a text as that answer; False where nothing was asked that words answer."""
    dialogue = current_question(desk, clinician)
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
    elif dialogue.step == staffing.STEP and clinician.is_owner:
        staffing.invite(desk, clinician, text)
    else:
        return False
    return True
