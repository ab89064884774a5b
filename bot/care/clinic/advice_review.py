"""When the clinic's advice ends: with a year, of which who signed it hears before, or with who signed it."""

from datetime import timedelta

from bot.care.ground import clinic_hours
from bot.care.ground.desk import Desk, brief
from bot.care.ground.says.advice_topics import AdviceLeft, AdviceReview
from bot.model import Clinician, Outgoing, Sort
from bot.store import advice, spoken, staff
from bot.store.advice import Advice
from bot.store.tx import stamp

SOON = timedelta(days=30)  # before the end of a year
GATHERED = timedelta(days=1)  # what was signed within this makes one reminder


def see_to(desk: Desk) -> None:
    """Owe everybody the next reminder of what they have signed: before its year is over, and then."""
    for member in staff.everybody(desk.tx):
        if spoken.owed(desk.tx, member.chat_id, AdviceReview.key) is None:
            _owe_next(desk, member)


def _owe_next(desk: Desk, member: Clinician) -> None:
    turns = [turn for one in _of(desk, member) for turn in (one.review - SOON, one.review) if turn > desk.now]
    if turns:
        due = clinic_hours.opening(desk, min(turns) + GATHERED)
        brief(desk, member, AdviceReview(), due=due, sort=Sort.NOTICE)


def of_the_year(desk: Desk, message: Outgoing) -> AdviceReview | None:
    """Such a reminder when it is sent, and the next one owed; None where all was signed anew.

    Owners hear it too where something has ended.
    """
    member = staff.by_chat(desk.tx, message.chat_id)
    if member is None:
        return None
    _owe_next(desk, member)
    signed = _of(desk, member)
    soon = [one for one in signed if desk.now < one.review <= desk.now + SOON]
    ended = [one for one in signed if one.review <= desk.now]
    if not (soon or ended):
        return None
    if ended:
        _tell_owners(desk, member, AdviceReview(name=member.name, ended=_titles(ended)))
    until = min((one.review for one in soon), default=None)
    return AdviceReview(
        name=member.name,
        soon=_titles(soon),
        until=stamp(until) if until else 0,
        ended=_titles(ended),
    )


def tell_of_leaving(desk: Desk, member: Clinician) -> None:
    """Owners hear what patients no longer get, as who has signed it leaves."""
    stood = [one for one in _of(desk, member) if one.stands(desk.now, two=desk.house.two_sign)]
    if stood:
        _tell_owners(desk, member, AdviceLeft(name=member.name, ended=_titles(stood)))


def _tell_owners(desk: Desk, but: Clinician, message: AdviceReview | AdviceLeft) -> None:
    for owner in staff.owners(desk.tx):
        if owner.id != but.id:
            clinic_hours.tell(desk, owner, message)


def _of(desk: Desk, member: Clinician) -> list[Advice]:
    """What somebody has signed that patients get, or got until its year was over."""
    return [
        one
        for one in advice.all_current(desk.tx)
        if one.author == member.id and one.stands(one.signed, two=desk.house.two_sign)
    ]


def _titles(found: list[Advice]) -> tuple[str, ...]:
    return tuple(sorted(one.title for one in found))
