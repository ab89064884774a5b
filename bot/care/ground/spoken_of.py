"""Whom a text speaks of, on a phone that serves several people: who holds it, another, or nobody for sure."""

from collections.abc import Sequence

from bot.care.ground import people
from bot.care.ground.desk import Desk
from bot.model import Patient
from bot.store import patients
from bot.store.patients import By
from messages.heard.whom import Speaks


def spoken_of(desk: Desk, everybody: Sequence[Patient], words: str) -> Patient | None:
    """The one whom "I" or "she" means, where only one can be; None where that may be several."""
    holder = people.holder(desk, everybody)
    if holder is None:
        return None
    speaks = _speaks(desk, holder, words)
    others = [one for one in everybody if one.id != holder.id]
    if speaks is Speaks.OWN:
        book = desk.house.book_of(holder.language)
        return holder if book.asks(words) or not book.names_number(words) else None  # "a 4, I would say"
    return others[0] if speaks is Speaks.ANOTHER and len(others) == 1 else None


def about(desk: Desk, patient: Patient, words: str) -> Patient | None:
    """Whom of those on the phone of a patient a text is surely about; None where that is not sure.

    On the phone of one person it is that one. Where a child is among several, "is a bath ok" may be of any.
    """
    everybody = people.around(desk, patient)
    if len(everybody) < people.SEVERAL or people.named_in(everybody, words):
        return people.named_in(everybody, words) or patient
    speaks = _speaks(desk, patient, words)
    if people.any_is_named(everybody, words) or speaks is Speaks.ANOTHER:
        return spoken_of(desk, everybody, words)
    own = speaks is Speaks.OWN and patients.holds_phone(desk.tx, patient.id)
    if own or not (_has_child(desk, everybody) or _names_another(desk, patient, words)):
        return patient
    return None


def is_for_all(desk: Desk, patient: Patient, words: str) -> bool:
    """Whether what is said to all may be told: not to a child, nor of another than who holds the phone."""
    if patients.consented_by(desk.tx, patient.id) is By.PARENT:
        return False
    if not people.are_several(desk, patient):
        return True
    meant = about(desk, patient, words)
    return meant is not None and meant.id == patient.id and not _names_another(desk, patient, words)


def _has_child(desk: Desk, everybody: Sequence[Patient]) -> bool:
    return any(patients.consented_by(desk.tx, one.id) is not By.SELF for one in everybody)


def _speaks(desk: Desk, patient: Patient, words: str) -> Speaks:
    book = desk.house.book_of(patient.language)
    return book.whom.speaks_of(book.said(words))


def _names_another(desk: Desk, patient: Patient, words: str) -> bool:
    book = desk.house.book_of(patient.language)
    return book.whom.names_another(book.said(words))
