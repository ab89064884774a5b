"""Urgent words may be about somebody whose record was erased from a phone that serves others still."""

from collections.abc import Sequence

from bot.care.ground import people
from bot.care.ground.desk import Desk
from bot.care.ground.says.buttons import Whom
from bot.care.ground.says.erasure import ForgottenOne
from bot.care.ground.says.message import read
from bot.model import Patient
from bot.store import spoken
from messages.heard.labels import is_named
from schedules.clinical import CLINICAL

GONE = "gone"  # beside the words of an alert, in brackets: it may be about somebody who was erased
SURELY = "surely_gone"  # the same, as was tapped


def maybe_gone(desk: Desk, chat_id: int, everybody: Sequence[Patient], words: str) -> Whom | None:
    """Who was erased there while needle spots are watched, where the words may be about them.

    Nothing is kept to know them by but what the phone was told of it. Who had no name may be meant by any
    words that name none of the others.
    """
    if people.any_is_named(everybody, words):
        return None
    since = desk.now - CLINICAL.oldest_session
    told = spoken.all_of(desk.tx, chat_id, ForgottenOne.key, since=since)
    erased = [read(ForgottenOne, one.facts).whom for one in told]
    named = [one for one in erased if one.name and is_named(one.name, words)]
    unnamed = [one for one in erased if not one.name]
    return next(iter((*named, *unnamed)), None)
