"""Somebody enrols for a colleague: whose name is in the line, or is asked for."""

from typing import Any

from bot.care.ground.desk import Desk, ask_staff, asked_staff, brief
from bot.care.ground.says.enrolment import Colleague, EnrolFor
from bot.care.links import card
from bot.model import Clinician
from bot.store import staff
from messages.heard.body import Body
from messages.heard.for_whom import for_whom, who_is, who_is_written
from messages.heard.labels import plain

FOLLOWER = "enrol_for"
MOST_SHOWN = 40  # colleagues as buttons
Facts = dict[str, Any]


def _names(desk: Desk) -> dict[str, str]:
    """Those for whom somebody else may enrol, by their codes."""
    return {one.code: one.name or one.code for one in staff.following(desk.tx)}


def take_name(desk: Desk, actor: Clinician, text: str, body: Body) -> tuple[str, Facts]:
    """The line without the name, and who that is; a clinician who names nobody enrols for themselves."""

    def is_over(word: str) -> bool:
        return bool(card.recognised(desk, actor, word, body).label)

    said = for_whom(text, body.for_whom, _names(desk), is_over)
    if actor.follows and not said.codes and not said.unknown:
        return text, {}
    return said.rest, {"for": list(said.codes), "unknown": said.unknown}


def named_alone(desk: Desk, text: str, body: Body) -> tuple[str, ...]:
    """The codes of those whose name a line is, and nothing else."""
    words = plain(text).strip(" :-–").split()
    while words and words[0].casefold() in body.for_whom:
        words = words[1:]
    return who_is(" ".join(words), _names(desk))


def practitioner(desk: Desk, said: str) -> tuple[str, ...]:
    """The codes of those whom a diary may mean by a name."""
    return who_is_written(said, _names(desk)) if said else ()


def of_heading(desk: Desk, actor: Clinician, text: str, body: Body) -> Facts:
    """Whose the patients under a heading are; a clinician does not enrol those of somebody `else`."""
    codes = named_alone(desk, text, body)
    if actor.follows and not actor.is_owner:
        return {} if actor.code in codes else {"else": True}
    return {"for": list(codes)}


def follower(desk: Desk, actor: Clinician, label: str, facts: Facts) -> Clinician | None:
    """Who will follow the patient; None where that is unclear, and is asked."""
    if not is_unclear(desk, actor, facts):
        return known(desk, actor, facts)
    ask_staff(desk, actor, FOLLOWER, {**facts, "label": label})
    shown = tuple(Colleague(one.code, one.name or one.code) for one in _named(desk, facts))[:MOST_SHOWN]
    labels = (label, *(other for other, said in facts.get("more", ()) if _is_alike(facts, said)))
    brief(desk, actor, EnrolFor(label=", ".join(labels), others=shown))
    return None


def known(desk: Desk, actor: Clinician, facts: Facts) -> Clinician:
    """Who will follow the patient, where that is clear."""
    return _named(desk, facts)[0] if facts.get("for") or not actor.follows else actor


def is_unclear(desk: Desk, actor: Clinician, facts: Facts) -> bool:
    """Whether it has to be asked who will follow the patient."""
    if facts.get("unknown"):
        return True
    if actor.follows and not facts.get("for"):
        return False
    return len(_named(desk, facts)) != 1


def _named(desk: Desk, facts: Facts) -> list[Clinician]:
    """Those who may be meant."""
    there, may_be = staff.following(desk.tx), facts.get("for") or ()
    return [one for one in there if one.code in may_be] or there


def _is_alike(one: Facts, other: Facts) -> bool:
    """Whether two lines say the same of it, so that one answer does for both."""
    return all((one.get(name) or None) == (other.get(name) or None) for name in ("for", "unknown"))


def _answered(facts: Facts, said: Facts) -> Facts:
    """The same answer for the line that was asked about, and for those that wait and are alike."""
    more = [
        (label, {**other, **said} if _is_alike(facts, other) else other)
        for label, other in facts.get("more", ())
    ]
    return {**facts, **said, "more": more}


def waiting(desk: Desk, actor: Clinician) -> list[tuple[str, Facts]]:
    """The lines of which it is still asked for whom they are: the label of each, and what it says besides."""
    dialogue = asked_staff(desk, actor)
    if dialogue is None or dialogue.step != FOLLOWER:
        return []
    facts = dict(dialogue.facts)
    more = [(str(label), dict(said)) for label, said in facts.pop("more", ())]
    return [(str(facts.pop("label")), facts), *more]


def tapped(desk: Desk, actor: Clinician, code: str) -> Facts | None:
    """What was known of the line, with whom it is for; None where nothing like that was asked."""
    dialogue = asked_staff(desk, actor)
    if dialogue is None or dialogue.step != FOLLOWER or code not in _names(desk):
        return None
    return _answered(dict(dialogue.facts), {"for": [code], "unknown": False})


def typed(desk: Desk, facts: Facts, text: str, body: Body) -> Facts:
    """The same, where the name was typed: "Kim", or "for Kim"."""
    found = _meant(desk, text, body)
    return _answered(facts, {"for": list(found), "unknown": not found})


def is_name(desk: Desk, text: str, body: Body) -> bool:
    """Whether a text is a colleague's name, and nothing else."""
    return bool(_meant(desk, text, body))


def _meant(desk: Desk, text: str, body: Body) -> tuple[str, ...]:
    said = for_whom(text, body.for_whom, _names(desk))
    return said.codes if said.codes and not said.rest else who_is(text, _names(desk))
