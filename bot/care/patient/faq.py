"""What can be asked, to browse: `/faq`, and what is tapped there."""

from bot.care.ground.desk import OLD, Desk, Toast, say
from bot.care.ground.heard import Hearing
from bot.care.ground.says.message import read
from bot.care.ground.says.questions import Answer, Faq, Topic
from bot.care.patient import advice
from bot.care.patient.questions import OFFERING
from bot.model import Outgoing, Patient
from messages.said.faq import Entries, EntryKind

PAGE = 8  # questions in one message


def offered(last: Outgoing | None, entries: Entries) -> tuple[str, ...]:
    """The entries that stand on the buttons of what was said last, in their order."""
    if last is None:
        return ()
    if last.key == Faq.key:
        return read(Faq, last.facts).entries
    found = entries.get(str(last.facts.get("entry", ""))) if last.key in OFFERING else None
    return found.neighbours if found else ()


def show(desk: Desk, patient: Patient, hearing: Hearing, entry: str) -> Toast:
    """An entry that was tapped."""
    entries = hearing.entries
    if entry not in entries or entries[entry].kind is EntryKind.SMALLTALK:
        return OLD
    if entries[entry].kind is EntryKind.ANSWER:
        say(desk, patient, Answer(entry=entry))
    elif found := advice.standing(desk, patient, hearing.topics.about(entry)):
        for one in found:
            say(desk, patient, advice.said(one, entry=entry))
    else:
        say(desk, patient, Topic(entry=entry))
    return Toast(close=False)


def browse(desk: Desk, patient: Patient, entries: Entries, number: int = 0) -> None:
    """`/faq`: what can be asked, the clinic's own first, a page at a time."""
    found = [one for one in entries.values() if one.kind is not EntryKind.SMALLTALK]
    found.sort(key=lambda one: (not one.own, one.kind is not EntryKind.ANSWER, one.title))
    pages = max(1, -(-len(found) // PAGE))
    first = number % pages * PAGE
    shown = tuple(one.id for one in found[first : first + PAGE])
    say(desk, patient, Faq(entries=shown, next=number + 1 if number + 1 < pages else None))
