"""A line that was typed without its command: offered as what it looks like."""

from bot.care.ground.desk import OLD, Desk, Toast, ask_staff, asked_staff, brief, end_staff
from bot.care.ground.says.enrolment import EnrolOffer
from bot.care.ground.says.members import DeskFreeText, StaffFreeText
from bot.care.links import enrolment, typed_lines
from bot.care.links.typed_lines import LineFor, TypedLines
from bot.model import Clinician
from bot.store.tx import instant, stamp
from messages.heard.body import Body
from messages.heard.day_list import FEWEST, unmarked
from messages.heard.labels import is_plainly_label

STEP = "enrol_offer"
COMMANDS = ("enroll", "enrol")  # which people type without the slash


def offer(desk: Desk, clinician: Clinician, text: str, body: Body) -> None:
    """Ask whether the line is to enrol somebody; any other text is said to be none."""
    found = typed_lines.lines(desk, clinician, text, body, said=desk.now)
    if not (_is_mostly_named(found) or all(map(_is_sure, found.lines))):
        brief(desk, clinician, StaffFreeText() if clinician.follows else DeskFreeText())
        return
    ask_staff(desk, clinician, STEP, {"line": text, "said": stamp(desk.now)})
    brief(desk, clinician, EnrolOffer(labels=tuple(one.line.label for one in found.lines if _is_named(one))))


def _is_sure(one: LineFor) -> bool:
    return one.line.is_plain and is_plainly_label(one.line.label)


def _is_named(one: LineFor) -> bool:
    """Whether it says who, and something of when or where, which may be in doubt."""
    said = one.line.when or one.line.region or one.line.doubt
    return bool(said) and is_plainly_label(one.line.label)


def is_list(desk: Desk, clinician: Clinician, text: str, body: Body) -> bool:
    """Whether a text is a list of patients, which is no message about anybody's health."""
    return len(unmarked(text)) >= FEWEST and _is_mostly_named(
        typed_lines.lines(desk, clinician, text, body, said=desk.now)
    )


def _is_mostly_named(found: TypedLines) -> bool:
    """Whether most of several lines look like patients: the others are accounted for on the sheet."""
    named = sum(map(_is_named, found.lines))
    return len(found.lines) >= FEWEST and 2 * named > len(found.lines)


def without_command(text: str) -> str | None:
    """What stands behind the command that was typed without its slash; None where it was not."""
    first, *rest = [*text.split(maxsplit=1), ""]
    return rest[0].strip() if first.casefold().strip(":") in COMMANDS else None


def is_asked(desk: Desk, clinician: Clinician) -> bool:
    """Whether such a line waits for a yes or a no."""
    dialogue = asked_staff(desk, clinician)
    return dialogue is not None and dialogue.step == STEP


def answer(desk: Desk, clinician: Clinician, sure: bool, body: Body) -> Toast:
    """Enrol as if the command had stood before the line when it was typed, or leave it."""
    dialogue = asked_staff(desk, clinician)
    if dialogue is None or dialogue.step != STEP:
        return OLD
    end_staff(desk, clinician)
    if not sure:
        return Toast("toasts.kept")
    said = instant(dialogue.facts["said"])
    found = typed_lines.lines(desk, clinician, str(dialogue.facts["line"]), body, said=said)
    enrolment.enrol_lines(desk, clinician, found, body, said=said)
    return Toast()
