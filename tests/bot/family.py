"""A phone that serves several people: how each of them comes to be accompanied."""

from bot.model import Patient
from bot.rehearsal.people import Person
from bot.store import patients
from tests.bot.staff import Practice

CHILD, ADULT, WARD = "My child, under 16", "Somebody of 16 or over", "I am their legal guardian"
TOM, ANN = "CHILD1 14:10 left calf", "CHILD2 14:30 neck"


async def another(
    practice: Practice,
    phone: Person,
    line: str,
    called: str,
    *,
    by: str = CHILD,
    clinician: Person | None = None,
) -> None:
    """Somebody else than who holds the phone is enrolled, and gets a name there, if one is given."""
    clinic = practice.clinic
    opened = phone.open(await practice.enrol(clinician or practice.jo, line))
    await clinic.says(phone, "For two days" if not people(practice, phone) else "Whom is it for?", opened.id)
    await clinic.press(phone, "For somebody else", "Who was treated?")
    await clinic.press(phone, by, "all right with you?")
    first = not people(practice, phone)
    await clinic.press(phone, "I agree", "has noted that the session of")
    if first:
        await clinic.press(phone, "Yes", "where you are?")
    await clinic.press(phone, "Yes", "What shall I call them here?")
    if called:
        await clinic.hear(phone, called, f"I say {called} from now on")
    else:
        await clinic.toast(phone, lambda: phone.tap("Not now"))


async def two_children(practice: Practice, phone: Person, *, other: Person | None = None) -> None:
    """A mother follows the plans of Tom and Ann; `other` is who follows Ann, if not Jo as well."""
    await another(practice, phone, TOM, "Tom")
    await another(practice, phone, ANN, "Ann", clinician=other)


def people(practice: Practice, phone: Person) -> list[Patient]:
    return practice.clinic.bot.store.run_now(patients.of_chat, phone.id)


def named(practice: Practice, phone: Person, name: str) -> Patient:
    return next(one for one in people(practice, phone) if one.called == name)
