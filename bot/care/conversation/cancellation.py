"""`/cancel`, and a no: somebody of the clinic leaves what is being asked; patients hear what they can end."""

from bot.care.conversation.exchange import Exchange
from bot.care.ground import drafts
from bot.care.ground.desk import Desk, asked_staff, brief, end_staff, say
from bot.care.ground.says.conversation import CancelWhat
from bot.care.ground.says.members import NothingAsked, StaffCancelled
from bot.care.links import diary, for_colleague, offered_line
from bot.model import Clinician
from messages.heard.body import Body

COMMAND = "/cancel"


def is_command(text: str) -> bool:
    """Whether it is that command, which people know from other bots; it is in no menu of ours."""
    return text.split(maxsplit=1)[0].partition("@")[0].casefold() == COMMAND


def cancel(at: Exchange) -> None:
    """No link and no plan is taken back by it; whoever is treated could take it for that."""
    if at.clinician and at.works_only:
        leave(at.desk, at.clinician)
    else:
        say(at.desk, at.heard.caller, CancelWhat())


def leave(desk: Desk, actor: Clinician) -> None:
    """Ask no more; patients of whom it was not known for whom they are have no link, and that is said."""
    dialogue = asked_staff(desk, actor)
    if dialogue is None:
        brief(desk, actor, NothingAsked())
        return
    waiting = [*for_colleague.waiting(desk, actor), *dialogue.facts.get("waiting", ())]
    drafts.make_way(desk, actor)
    end_staff(desk, actor)
    brief(desk, actor, StaffCancelled(labels=tuple(str(label) for label, _ in waiting)))


def take_yes_or_no(desk: Desk, actor: Clinician, body: Body, *, sure: bool) -> bool:
    """A typed answer to a diary that was read, or to a line that was offered; False where neither was asked.

    After a no, what was asked before the diary is asked again.
    """
    of_diary = diary.is_asked(desk, actor)
    if not of_diary and not offered_line.is_asked(desk, actor):
        return False
    if not sure:
        brief(desk, actor, StaffCancelled())
    if of_diary:
        diary.answer(desk, actor, sure=sure)
    else:
        offered_line.answer(desk, actor, sure=sure, body=body)
    return True
