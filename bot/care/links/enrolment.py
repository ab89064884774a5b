"""A clinician enrols a patient: one line, one glance, and a link to show or to forward."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.care.ground.desk import OLD, Desk, Toast, brief, end_staff
from bot.care.ground.heard import Heard
from bot.care.links import card, day_sheet, for_colleague, new_link, next_session, remarks, typed_lines
from bot.care.links.typed_lines import TypedLines
from bot.model import Clinician, Dialogue
from bot.store.tx import instant
from messages.heard.body import Body
from messages.heard.day_list import FEWEST
from messages.heard.times.candidates import Candidate
from messages.heard.times.when import Reason, Unclear

MANY = 5  # lines that are a day's list, rather than a card each
UNDO, INSTEAD = OFFER_ACTS = ("undo", "link_instead")  # of the buttons under a next session that was noted


def enrol(desk: Desk, clinician: Clinician, text: str, body: Body) -> None:
    """`/enroll`, with a line for each patient that says who, when and where in any order, or with nothing.

    It may say for which colleague as well: "for Kim". A receptionist has to.
    """
    if clinician.follows and (limit := new_link.limit_of(desk, clinician)):
        brief(desk, clinician, limit)
    elif not text:
        card.ask_label(desk, clinician, then=card.NEXT)
    else:
        typed = typed_lines.lines(desk, clinician, text, body, said=desk.now)
        enrol_lines(desk, clinician, typed, body, said=desk.now)


def enrol_lines(desk: Desk, clinician: Clinician, typed: TypedLines, body: Body, *, said: datetime) -> None:
    """A link for each line; what of it is in doubt is asked, so that nothing of the others waits.

    A list of many, or with headings, is a day's: it is answered on one sheet.
    """
    if len(typed.lines) >= MANY or typed.headings:
        day_sheet.enrol_list(desk, clinician, typed, body, said=said)
        return
    asked = for_colleague.waiting(desk, clinician)  # of lines before these
    waiting: list[tuple[str, for_colleague.Facts]] = []
    for one in sorted(typed.lines, key=lambda one: one.line.unclear is not None or bool(one.line.doubt)):
        facts = typed_lines.facts_of(one)
        if one.line.label and for_colleague.is_unclear(desk, clinician, facts):
            waiting.append((one.line.label, facts))
        else:
            take_label(desk, clinician, one.line.label, facts)
    _ask_for_whom(desk, clinician, [*waiting, *asked])


def _ask_for_whom(desk: Desk, actor: Clinician, waiting: Sequence[tuple[str, for_colleague.Facts]]) -> None:
    """For whom these lines are, once for all that are alike."""
    if waiting:
        (label, facts), *more = waiting
        take_label(desk, actor, label, {**facts, "more": more} if more else facts)


def take_label(desk: Desk, clinician: Clinician, text: str, facts: dict[str, Any]) -> None:
    """Go on where the label can be used; else it is asked for, and nothing of the rest is lost."""
    label = card.usable_label(desk, clinician, text, facts)
    if label is None:
        return
    end_staff(desk, clinician)
    follower = for_colleague.follower(desk, clinician, label, facts)
    if follower is None:
        return
    if next_session.by_line(desk, clinician, follower, label, facts):
        remarks.of_sessions_ahead(desk, clinician, facts)
        return
    link = new_link.link_for(desk, clinician, follower, label, facts)
    if link is None:
        return
    doubt, unclear = str(facts.get("doubt", "")), _unclear(facts)
    if facts.get("then") == card.NEXT:
        card.ask_next(desk, clinician, link, "time", then=card.NEXT)
    elif unclear:
        card.ask_when(desk, clinician, link, unclear, then=card.NEXT if doubt else card.SHOW)
    elif doubt:
        card.ask_region(desk, clinician, link, then=card.SHOW, said=doubt)
    else:
        card.show(desk, clinician, link)
    remarks.make(desk, clinician, link, facts)
    remarks.of_sessions_ahead(desk, clinician, facts)


def _unclear(facts: dict[str, Any]) -> Unclear | None:
    """Why a time that was typed is none yet, and what may be meant by it."""
    if not facts.get("problem"):
        return None
    meant = tuple(Candidate(instant(one)) for one in facts.get("meant", ()))
    return Unclear(Reason(facts["problem"]), None, meant)


def act_on_offer(desk: Desk, clinician: Clinician, what: str, code: str) -> Toast:
    """A next session that was noted is taken back; where somebody else was meant, a link takes its place."""
    noted = next_session.undo(desk, clinician, code)
    if noted is None:
        return Toast("toasts.link_over")
    if what == INSTEAD:
        follower, said = (
            next_session.follower(desk, noted, clinician),
            next_session.said_of(desk, clinician, noted),
        )
        if link := new_link.link_for(desk, clinician, follower, noted.label, said):
            card.show(desk, clinician, link)
    return Toast()


def choose_follower(desk: Desk, actor: Clinician, code: str) -> Toast:
    """It is tapped for whom a line is."""
    facts = for_colleague.tapped(desk, actor, code)
    if facts is None:
        return OLD
    _go_on(desk, actor, facts)
    return Toast()


def _go_on(desk: Desk, actor: Clinician, facts: for_colleague.Facts) -> None:
    """It is known for whom: that line, and then those that wait for the same."""
    more = facts.pop("more", ())
    label = str(facts.pop("label"))
    enrolled = [(str(label), dict(said)) for label, said in more]
    if day_sheet.PLACE in facts:
        end_staff(desk, actor)
        day_sheet.enrol_all(desk, actor, [(label, facts), *enrolled])
        return
    take_label(desk, actor, label, facts)
    waiting = [one for one in enrolled if for_colleague.is_unclear(desk, actor, one[1])]
    for one, said in enrolled:
        if not for_colleague.is_unclear(desk, actor, said):
            take_label(desk, actor, one, said)
    _ask_for_whom(desk, actor, waiting)


def take_follower(desk: Desk, actor: Clinician, dialogue: Dialogue, heard: Heard) -> None:
    """The same, typed; lines of further patients are no name, and the question waits for them too."""
    body = heard.hearing.body
    found = typed_lines.lines(desk, actor, heard.text, body, said=desk.now)
    several = len(found.lines) >= FEWEST or all(one.line.is_plain for one in found.lines)
    if several and not for_colleague.is_name(desk, heard.text, body):
        enrol_lines(desk, actor, found, body, said=desk.now)
    else:
        _go_on(desk, actor, for_colleague.typed(desk, dict(dialogue.facts), heard.text, body))
