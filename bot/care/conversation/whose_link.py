"""Whom a link is for, in words: one whom the phone serves, a child of so many years, or somebody else."""

import re

from bot.care.conversation.exchange import Exchange
from bot.care.ground import people
from bot.care.ground.desk import asked_last
from bot.care.ground.says.people import ME, NEW, WhoseCare, WhoseLink
from bot.care.patient import another
from bot.store import outbox
from messages.heard.acts.act import Kind
from messages.heard.naming import is_short_name, is_written_large
from messages.heard.numbers import in_digits

MOST = 14  # words of an answer
AGE = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")


def is_said(at: Exchange) -> bool:
    """Whether somebody is named or told of, and nothing is asked."""
    book, text = at.heard.hearing.book, at.heard.text
    if "?" in text or book.asks(text) or len(text.split()) > MOST:
        return False
    said, kinds = book.said(text), {act.kind for act in at.acts}
    if people.any_is_named(at.heard.caller.people(at.desk), text) or book.whom.names_somebody(said):
        return kinds <= {Kind.FOLLOW_UP, Kind.UNREADABLE}  # "and for my mum"; nothing beside a name
    a_name = is_short_name(text) and (is_written_large(text) or bool(book.whom.told_for(said)))
    return not kinds and (a_name or _only_age(at) is not None)


def take(at: Exchange) -> None:
    """The same as the buttons do; who says yes is asked where the words leave that open."""
    desk, caller, text = at.desk, at.heard.caller, at.heard.text
    asked = asked_last(desk, caller.chat_id, WhoseLink, WhoseCare)
    if asked is None:
        return
    code, book = str(asked.facts.get("link", "")), at.heard.hearing.book
    known = people.named_in(caller.people(desk), text)
    by = book.whom.who_says_yes(book.said(text), _age(at))
    if known and asked.key == WhoseLink.key:
        another.choose(desk, caller, code, known.code)
    elif by and by != ME:
        another.explain(desk, caller, code, by)
    else:
        another.choose(desk, caller, code, NEW)
    outbox.answered(desk.tx, asked.id, "typed", now=desk.now)


def _age(at: Exchange) -> int | None:
    """The only number of the text, in years."""
    book = at.heard.hearing.book
    found = AGE.findall(in_digits(book.said(at.heard.text), book.numbers))
    return int(found[0]) if len(found) == 1 else None


def _only_age(at: Exchange) -> int | None:
    """An age alone, where it was asked who was treated."""
    return _age(at) if at.was_told(WhoseCare) and len(at.heard.text.split()) == 1 else None
