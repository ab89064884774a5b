"""A line from the clinic to one patient: typed, shown once more, and sent."""

from collections.abc import Mapping
from typing import Any

from bot.care.ground import notices, record
from bot.care.ground.desk import OLD, Desk, Toast, ask_staff, asked_staff, brief, end_staff, say
from bot.model import Clinician, Dialogue, Message, Patient, Status
from bot.store import following, patients, staff, treatments
from bot.store.following import Case

LINE, READY = "case_line", "case_line_ready"
LONGEST = 1000  # characters


def begin(desk: Desk, actor: Clinician, case: Case) -> None:
    code = case.treatment.code
    ask_staff(desk, actor, LINE, {"case": code})
    brief(desk, actor, "case_line", about=case.patient.id, most=LONGEST, case=code, **_named(case))


def _named(case: Case) -> dict[str, Any]:
    return {"label": case.treatment.label, "code": case.patient.code}


def hear(desk: Desk, actor: Clinician, case: Case, text: str) -> None:
    """The line, and whom it is for."""
    keep = {"case": case.treatment.code}
    if fits(desk, actor, text, most=LONGEST):
        check(desk, actor, READY, "line_check", text, keep, about=case.patient.id, **_named(case))


def fits(desk: Desk, actor: Clinician, text: str, *, most: int) -> bool:
    """Whether a typed text can go into a message; who typed a longer one hears how long it may be."""
    if not text or len(text) > most:
        brief(desk, actor, "line_too_long", most=most)
        return False
    return True


def check(
    desk: Desk,
    actor: Clinician,
    step: str,
    key: str,
    text: str,
    keep: Mapping[str, Any],
    *,
    about: int,
    **named: Any,  # noqa: ANN401
) -> None:
    """Show once more what was typed, since what is on the way cannot be called back."""
    ask_staff(desk, actor, step, {**keep, "line": text})
    brief(desk, actor, key, about=about, line=text, **keep, **named)


def checked(desk: Desk, actor: Clinician, step: str, **code: str) -> Dialogue | None:
    """What was shown once more and still waits for a yes or a no, about this very case or question."""
    dialogue = asked_staff(desk, actor)
    if dialogue is None or dialogue.step != step or not code.items() <= dialogue.facts.items():
        return None
    return dialogue


def can_be_reached(desk: Desk, actor: Clinician, patient: Patient) -> bool:
    """Whether Telegram still brings the patient anything; who wrote to them hears it where it does not."""
    if patient.status is Status.UNREACHABLE:
        brief(desk, actor, "line_unreachable", about=patient.id, code=patient.code)
        return False
    return True


def send(desk: Desk, actor: Clinician, code: str, *, sure: bool) -> Toast:
    """Pass it on, marked as from the clinic; once, and only to the patient whom it was typed for."""
    dialogue = checked(desk, actor, READY, case=code)
    case = following.case(desk.tx, actor, code)
    if dialogue is None or case is None or case.treatment.ended:
        return OLD
    end_staff(desk, actor)
    if not sure:
        return Toast("toasts.kept")
    if not can_be_reached(desk, actor, case.patient):
        return Toast()
    line = str(dialogue.facts["line"])
    say(desk, case.patient, "line", treatment_id=case.treatment.id, line=line, name=actor.name, by=actor.code)
    record.note(desk, actor, "wrote to a patient", case.patient.code)
    brief(desk, actor, "line_sent", about=case.patient.id, **_named(case))
    return Toast()


def in_doubt(desk: Desk, message: Message, *, came: bool) -> None:
    """A line did not arrive, or nobody can know whether it did: whoever wrote it hears so."""
    member = staff.by_code(desk.tx, str(message.facts.get("by")))
    patient = patients.by_id(desk.tx, message.patient_id) if message.patient_id else None
    treatment = treatments.by_id(desk.tx, message.treatment_id) if message.treatment_id else None
    if member and patient and treatment and treatment.clinician_id in (member.id, None):
        key = "line_unknown" if came else "line_lost"
        facts: dict[str, Any] = {"label": treatment.label, "code": patient.code}
        brief(desk, member, key, about=patient.id, due=notices.opening(desk), **facts)
