"""What somebody of the clinic types in answer to what was asked."""

from collections.abc import Callable, Mapping

from bot.care.clinic import adverse_events, advice, case, members, own_advice, rota, unanswered
from bot.care.ground import drafts
from bot.care.ground.desk import Desk, asked_staff
from bot.care.ground.heard import Heard
from bot.care.links import card, changes, enrolment, for_colleague, offered_line, who_is_it
from bot.model import Clinician, Dialogue

Taker = Callable[[Desk, Clinician, Dialogue, Heard], None]


def open_for(desk: Desk, clinician: Clinician, other: Dialogue | None) -> Dialogue | None:
    """What a colleague was asked, unless they were asked something newer, `other`, as a patient."""
    dialogue = asked_staff(desk, clinician)
    return None if dialogue and other and other.asked > dialogue.asked else dialogue


def is_typed(clinician: Clinician, dialogue: Dialogue) -> bool:
    """Whether words of this colleague answer what was asked."""
    return dialogue.step in TAKERS and (dialogue.step != members.STEP or clinician.is_owner)


def leave(desk: Desk, clinician: Clinician) -> None:
    """A command leaves what was being asked; what was typed already is not lost without a word.

    For whom a patient is enrolled is still to be said: the line waits for it.
    """
    if not for_colleague.waiting(desk, clinician):
        drafts.drop(desk, clinician)


def take(desk: Desk, clinician: Clinician, dialogue: Dialogue, heard: Heard) -> None:
    """The next patient's line, with its command but no slash, answers nothing about the one before."""
    line = offered_line.without_command(heard.text)
    if line and dialogue.step in card.STEPS and dialogue.step != card.LABEL:
        enrolment.enrol(desk, clinician, line, heard.hearing.body)
    else:
        TAKERS[dialogue.step](desk, clinician, dialogue, heard)


def _label(desk: Desk, clinician: Clinician, dialogue: Dialogue, heard: Heard) -> None:
    if "code" in dialogue.facts:
        changes.take_label(desk, clinician, dialogue, heard.text)
    else:
        who_is_it.take_who(desk, clinician, dialogue, heard)


TAKERS: Mapping[str, Taker] = {
    **dict.fromkeys(card.STEPS, changes.take_part),
    card.LABEL: _label,
    for_colleague.FOLLOWER: enrolment.take_follower,
    **dict.fromkeys(case.STEPS, case.take_time_or_line),
    **dict.fromkeys(unanswered.STEPS, unanswered.take_answer),
    **dict.fromkeys(advice.STEPS, advice.take_words),
    **dict.fromkeys(own_advice.STEPS, own_advice.take_typed),
    adverse_events.STEP: adverse_events.take_words,
    members.STEP: members.take_name,
    rota.STEP: rota.take_until,
    rota.STEP_WHEN: rota.take_when,
}
