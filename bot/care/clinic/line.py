"""A line from the clinic to one patient: typed, shown once more, and sent."""

from collections.abc import Mapping

from bot.care.ground import clinic_hours, drafts, identity, record, red_flag
from bot.care.ground.desk import OLD, Desk, Toast, ask_staff, asked_staff, brief, end_staff, say
from bot.care.ground.says.case import (
    CaseLine,
    LineCheck,
    LineLost,
    LineSent,
    LineTooLong,
    LineUnknown,
    LineUnreachable,
)
from bot.care.ground.says.from_clinic import ClinicLine
from bot.care.ground.says.message import ToStaff, read
from bot.model import Clinician, Dialogue, Outgoing, Patient
from bot.store import cases, cover, invitations, patients, staff, treatments
from bot.store.cases import Case

LINE, READY = "case_line", "case_line_ready"
LONGEST = 1000  # characters


def find(desk: Desk, actor: Clinician, code: str) -> Case | None:
    """The treatment whose patient the actor may write to: theirs to see, or that of an alert they cover.

    Or what a link of theirs stands for that is not confirmed yet.
    """
    theirs = cases.case(desk.tx, actor, code) or covered(desk, actor, code)
    return theirs or cases.invited(desk.tx, actor, code)


def covered(desk: Desk, actor: Clinician, code: str) -> Case | None:
    """The treatment that an alert is about which the actor covers."""
    return cover.case_under(desk.tx, actor, code, since=desk.now - red_flag.STANDS)


def begin(desk: Desk, actor: Clinician, case: Case) -> None:
    drafts.drop(desk, actor)
    code = case.treatment.code
    ask_staff(desk, actor, LINE, {"case": code})
    asked = CaseLine(most=LONGEST, **identity.labelled(desk, case.patient, case.treatment))
    brief(desk, actor, asked, about=case.patient.id)


def take(desk: Desk, actor: Clinician, case: Case, text: str) -> None:
    """The line, and whom it is for."""
    code = case.treatment.code
    if fits(desk, actor, text, most=LONGEST):
        named = identity.labelled(desk, case.patient, case.treatment)
        shown = LineCheck(line=text, case=code, **named)
        check(desk, actor, READY, shown, {"case": code, "line": text}, about=case.patient.id)


def fits(desk: Desk, actor: Clinician, text: str, *, most: int) -> bool:
    """Whether a typed text can go into a message; who typed a longer one hears how long it may be."""
    if not text or len(text) > most:
        brief(desk, actor, LineTooLong(most=most))
        return False
    return True


def check(
    desk: Desk, actor: Clinician, step: str, shown: ToStaff, keep: Mapping[str, str], *, about: int
) -> None:
    """Show once more what was typed, since what is on the way cannot be called back."""
    ask_staff(desk, actor, step, {**keep, "about": about})
    brief(desk, actor, shown, about=about)


def checked(desk: Desk, actor: Clinician, step: str, **code: str) -> Dialogue | None:
    """What was shown once more and still waits for a yes or a no, about this very case or question."""
    dialogue = asked_staff(desk, actor)
    if dialogue is None or dialogue.step != step or not code.items() <= dialogue.facts.items():
        return None
    return dialogue


def can_be_reached(desk: Desk, actor: Clinician, patient: Patient) -> bool:
    """Whether Telegram still brings the patient anything; who wrote to them hears it where it does not."""
    if patient.out_of_reach:
        brief(desk, actor, LineUnreachable(**identity.unlabelled(patient)), about=patient.id)
        return False
    return True


def send(desk: Desk, actor: Clinician, code: str, sure: bool) -> Toast:
    """Pass it on, marked as from the clinic; once, and only to the patient whom it was typed for."""
    dialogue = checked(desk, actor, READY, case=code)
    case = find(desk, actor, code)
    if dialogue is None or case is None or case.treatment.ended:
        return OLD
    end_staff(desk, actor)
    if not sure:
        return Toast("toasts.kept")
    if not can_be_reached(desk, actor, case.patient):
        return Toast()
    line = ClinicLine(line=str(dialogue.facts["line"]), name=actor.name, by=actor.code)
    say(desk, case.patient, line, treatment_id=case.treatment.id or None)
    record.note(desk, actor, "wrote to a patient", case.patient.code)
    sent = LineSent(**identity.labelled(desk, case.patient, case.treatment))
    brief(desk, actor, sent, about=case.patient.id)
    return Toast()


def in_doubt(desk: Desk, message: Outgoing, *, came: bool) -> None:
    """A line did not arrive, or nobody can know whether it did: whoever wrote it hears so."""
    member = staff.by_code(desk.tx, read(ClinicLine, message.facts).by)
    patient = patients.by_id(desk.tx, message.patient_id) if message.patient_id else None
    treatment = treatments.by_id(desk.tx, message.treatment_id) if message.treatment_id else None
    if member is None or patient is None:
        return
    if treatment is None:
        link = invitations.pending(desk.tx, patient.id, now=desk.now)
        is_theirs = link is not None and cases.invited(desk.tx, member, link.code) is not None
    else:
        own = treatment.clinician_id in (member.id, None)
        is_theirs = own or covered(desk, member, treatment.code) is not None
    if is_theirs:
        told = (LineUnknown if came else LineLost)(**identity.labelled(desk, patient, treatment))
        clinic_hours.tell(desk, member, told, about=patient.id)
