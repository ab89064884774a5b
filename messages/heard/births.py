"""Dates of birth in a line of words: they are noticed, so that nobody keeps them."""

import re
from collections.abc import Sequence
from datetime import datetime

_DATE = re.compile(r"\d{1,2}([./-])\d{1,2}\1(\d{4}|\d{2})|(\d{4})([./-])\d{1,2}\4\d{1,2}|((?:19|20)\d\d)")
_BORN = frozenset({"dob", "d.o.b", "born", "birth", "geb", "birthdate"})
_OLDEST = 120  # years
_A_CENTURY = 100


def is_birth(words: Sequence[str], place: int, now: datetime) -> bool:
    """Whether the word there is a date of birth, or says that one follows: a day of another year."""
    word = words[place].casefold().strip(".")
    if word in _BORN:
        return True
    found = _DATE.fullmatch(word)
    if found is None:
        return False
    announced = place > 0 and words[place - 1].casefold().strip(".") in _BORN
    if found[5]:  # a year alone, which may be a time or a number as well
        return announced
    year = int(found[2] or found[3])
    if year < _A_CENTURY:
        year += now.year // _A_CENTURY * _A_CENTURY
        year -= _A_CENTURY if year > now.year else 0
    return announced or now.year - _OLDEST <= year < now.year - 1
