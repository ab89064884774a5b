"""What somebody of the clinic types in answer to what was asked."""

from collections.abc import Callable, Mapping

from bot.care.clinic import case, members, unanswered
from bot.care.ground.desk import Desk, asked_staff
from bot.care.ground.heard import Heard
from bot.care.links import card, changes, enrolment
from bot.model import Clinician, Dialogue

Taker = Callable[[Desk, Clinician, Dialogue, Heard], None]


def open_for(desk: Desk, clinician: Clinician, other: Dialogue | None) -> Dialogue | None:
    """What a colleague was asked, unless they were asked something newer, `other`, as a patient."""
    dialogue = asked_staff(desk, clinician)
    return None if dialogue and other and other.asked > dialogue.asked else dialogue


def is_typed(clinician: Clinician, dialogue: Dialogue) -> bool:
    """Whether words of this colleague answer what was asked."""
    return dialogue.step in TAKERS and (dialogue.step != members.STEP or clinician.is_owner)


def take(desk: Desk, clinician: Clinician, dialogue: Dialogue, heard: Heard) -> None:
    TAKERS[dialogue.step](desk, clinician, dialogue, heard)


def _label(desk: Desk, clinician: Clinician, dialogue: Dialogue, heard: Heard) -> None:
    if "code" in dialogue.facts:
        changes.take_label(desk, clinician, dialogue, heard.text)
    else:
        enrolment.take_label(desk, clinician, heard.text, dict(dialogue.facts))


def _name(desk: Desk, owner: Clinician, _: Dialogue, heard: Heard) -> None:
    members.invite(desk, owner, heard.text)


TAKERS: Mapping[str, Taker] = {
    **dict.fromkeys(card.STEPS, changes.take_part),
    card.LABEL: _label,
    **dict.fromkeys(case.STEPS, case.take_time_or_line),
    **dict.fromkeys(unanswered.STEPS, unanswered.take_title_or_answer),
    members.STEP: _name,
}
