"""What somebody of the clinic has typed for a patient and not sent yet: it is not lost without a word."""

from bot.care.ground.desk import Desk, asked_staff, brief, end_staff
from bot.care.ground.says.case import DraftDropped
from bot.model import Clinician


def make_way(desk: Desk, actor: Clinician) -> None:
    """Something else is asked: what was typed and waits for a yes is shown once more, as dropped.

    Not for whom it was: they may be somebody else's patient by now.
    """
    dialogue = asked_staff(desk, actor)
    if dialogue and (draft := dialogue.facts.get("line")):
        brief(desk, actor, DraftDropped(line=str(draft)), about=dialogue.facts.get("about"))


def drop(desk: Desk, actor: Clinician) -> None:
    """Something else is begun that asks nothing."""
    make_way(desk, actor)
    end_staff(desk, actor)
