"""The clinic's line opens a thread: for a day, what the patient answers reaches whoever wrote it."""

from datetime import timedelta

from bot.care.ground import clinic_hours, notices, red_flag
from bot.care.ground.desk import Desk, brief, restate, said_last, say
from bot.care.ground.identity import identify
from bot.care.ground.patient_words import GATHERED, joined
from bot.care.ground.says.correspondence import AnswerAdded, AnswerPassed, PatientAnswers
from bot.care.ground.says.from_clinic import ClinicLine
from bot.care.ground.says.message import read
from bot.model import Clinician, Outgoing, Patient, Sort, Treatment
from bot.store import cover, outbox, spoken, staff, treatments
from bot.store.tx import stamp

OPEN = timedelta(hours=24)  # after the clinic's line
UNREAD = timedelta(hours=4)  # after which an answer that nobody has tapped joins the notices


def line_of(desk: Desk, patient: Patient) -> Outgoing | None:
    """The clinic's line that a text of the patient may answer; one that was closed is answered."""
    found = spoken.newest_of(desk.tx, patient.chat_id, ClinicLine.key, since=desk.now - OPEN)
    theirs = found is not None and found.answered is None and found.patient_id == patient.id
    return found if theirs else None


def pass_on(desk: Desk, patient: Patient, line: Outgoing, words: str, *, quietly: bool = False) -> None:
    """Bring an answer to who wrote the line, when the clinic is open, and say when it is read."""
    written = read(ClinicLine, line.facts)
    member = staff.by_code(desk.tx, written.by)
    readers = [member] if member and _is_theirs(desk, member, line) else _followers(desk, line)
    for reader in readers:
        _gather(desk, patient, line, reader, words)
    notices.look_later(desk, patient, "answers", _treatment(desk, line), desk.now + UNREAD)
    if quietly:
        return
    last, is_open = said_last(desk, patient.chat_id), clinic_hours.opening(desk) <= desk.now
    kind = AnswerAdded if last and last.key == AnswerPassed.key else AnswerPassed
    say(desk, patient, kind(name=readers[0].name if readers else written.name, open=is_open))


def _treatment(desk: Desk, line: Outgoing) -> Treatment | None:
    return treatments.by_id(desk.tx, line.treatment_id) if line.treatment_id else None


def _is_theirs(desk: Desk, member: Clinician, line: Outgoing) -> bool:
    """Not of who wrote it for an alert that they covered, once that is closed."""
    treatment = _treatment(desk, line)
    if treatment is None or cover.sees(desk.tx, member, treatment.patient_id):
        return True
    since = desk.now - red_flag.STANDS
    return cover.case_under(desk.tx, member, treatment.code, since=since) is not None


def _followers(desk: Desk, line: Outgoing) -> list[Clinician]:
    return notices.followers(desk, _treatment(desk, line))


def _gather(desk: Desk, patient: Patient, line: Outgoing, member: Clinician, words: str) -> None:
    if found := joined(desk, member, PatientAnswers, words, lambda held: held.line == line.id):
        waiting, held = found
        restate(desk, waiting, _answers(desk, patient, line, held.words))
        return
    due = clinic_hours.moment(desk, member, GATHERED)
    brief(desk, member, _answers(desk, patient, line, words), about=patient.id, due=due, sort=Sort.NOTICE)


def _answers(desk: Desk, patient: Patient, line: Outgoing, words: str) -> PatientAnswers:
    return PatientAnswers(
        words=words,
        line=line.id,
        **identify(desk, patient).named,
        at=stamp(desk.now),
        zone=desk.house.clinic.zone.key,
    )


def read_by(desk: Desk, member: Clinician, line_id: int) -> None:
    """Somebody of the clinic has read what was answered to a line."""
    for message in spoken.about_line(desk.tx, member.chat_id, PatientAnswers.key, line_id):
        outbox.answered(desk.tx, message.id, "read", now=desk.now)
