"""What is kept for how long, and how it is erased."""

from datetime import timedelta

from bot.care.ground import clinic_hours, gone, people, record
from bot.care.ground.desk import OLD, Desk, Done, Scrub, Toast, say
from bot.care.ground.heard import Caller
from bot.care.ground.says.buttons import Moment
from bot.care.ground.says.conversation import Privacy, PrivacyMore
from bot.care.ground.says.erasure import (
    ForgetAll,
    ForgetAsk,
    ForgetKept,
    ForgetNothing,
    Forgotten,
    ForgottenOne,
    PatientErased,
)
from bot.care.patient import closing_words, phone
from bot.model import Patient
from bot.store import (
    advice,
    alerts,
    carers,
    counts,
    free_text,
    guesses,
    inbox,
    invitations,
    notices,
    outbox,
    patients,
    presence,
    spoken,
    staff,
    topics_asked,
    treatments,
    utterances,
)
from bot.store.codes import new_code
from bot.store.tx import stamp
from schedules.clinical import CLINICAL

SEEN_UPDATES = timedelta(days=8)  # Telegram offers an update for one day; a week of doubt is plenty
STRANGERS = timedelta(days=1)
OLD_LINKS = timedelta(days=7)  # after their end
LONG_GONE = timedelta(days=30)  # since when somebody was heard from matters no more
COUNTED = timedelta(days=90)  # how often topics were asked about
ASKED = (ForgetAsk.key, ForgetAll.key)


def tidy(desk: Desk) -> int:
    """Erase what is past its time; how many patients, words and phone numbers that were."""
    inbox.prune(desk.tx, desk.now - SEEN_UPDATES)
    invitations.prune(desk.tx, desk.now - OLD_LINKS)
    carers.prune(desk.tx, desk.now - OLD_LINKS)
    utterances.prune(desk.tx, desk.now - utterances.MOMENT)
    guesses.prune(desk.tx, desk.now - STRANGERS)
    notices.prune(desk.tx, desk.now - OLD_LINKS)
    presence.prune(desk.tx, desk.now - LONG_GONE)
    advice.prune(desk.tx, desk.now - LONG_GONE)
    topics_asked.prune(desk.tx, desk.now - COUNTED)
    spoken.prune_strangers(desk.tx, desk.now - STRANGERS)
    words = free_text.prune(desk.tx, desk.now - timedelta(days=desk.house.clinic.words_days))
    old = patients.past_retention(desk.tx, desk.now - timedelta(days=desk.house.clinic.retention_days))
    for patient_id in old:
        if patient := patients.by_id(desk.tx, patient_id):
            record.note(desk, None, "erased after its time", patient.code)
        counts.keep(desk.tx, patient_id)
        patients.forget(desk.tx, patient_id)
    return len(old) + words + phone.tidy(desk)


def explain(desk: Desk, caller: Caller) -> None:
    """`/privacy`: what is kept, and how it is erased."""
    patient, everybody = caller.patient(desk), caller.people(desk)
    until = closing_words.erased(desk, patient) if patient and len(everybody) == 1 else None
    zone = desk.zone_of(patient).key if patient else ""
    written = desk.now + timedelta(days=desk.house.clinic.words_days)
    dates = (Moment(stamp(written), zone), Moment(stamp(until), zone)) if until else (None, None)
    say(desk, caller, Privacy(offers=phone.offers(desk, patient), written=dates[0], erased=dates[1]))


def explain_more(desk: Desk, caller: Caller) -> Toast:
    """The rest of it: where it is kept, and who reads what."""
    say(desk, caller, PrivacyMore())
    return Toast(close=False)


def ask(desk: Desk, patient: Patient) -> None:
    """Say what would go of somebody, and ask once."""
    say(desk, patient, ForgetAsk())


def forget_nothing(desk: Desk, caller: Caller) -> None:
    say(desk, caller, ForgetNothing())


def answer(desk: Desk, caller: Caller, *, sure: bool) -> None:
    """A typed answer to that: a yes brings the button again, as nothing undoes it."""
    say(desk, caller, ForgetAsk() if sure else ForgetKept())


def forget(desk: Desk, caller: Caller, sure: bool, message_id: int) -> Toast | Done:
    """The answer to that question; it is taken once, and only from the chat that was asked."""
    asked = outbox.get(desk.tx, message_id, chat_id=caller.chat_id)
    patient = people.of_message(desk, caller, asked)
    if patient is None or asked is None or asked.key not in ASKED or asked.answered:
        return OLD
    outbox.answered(desk.tx, asked.id, "erase" if sure else "keep", now=desk.now)
    if not sure:
        say(desk, patient, ForgetKept())
        return Toast()
    everybody, called, receipt = caller.people(desk), people.whom(desk, patient), new_code()
    for one in everybody if asked.key == ForgetAll.key else [patient]:
        _erase(desk, one, receipt)
    inbox.forget(desk.tx, caller.chat_id)
    left = caller.people(desk)
    say(desk, caller, ForgottenOne(whom=called, receipt=receipt) if left else Forgotten(receipt=receipt))
    return Done(after=(Scrub(),))


def _erase(desk: Desk, patient: Patient, receipt: str) -> None:
    """The record says under which receipt: whoever shows it can be told when, and nothing else is left."""
    if alerts.unseen(desk.tx, patient.id, alone=True):
        gone.patient_leaves(desk, patient)
    else:
        _leave_word(desk, patient)
    record.note(desk, patient, f"erased themselves, receipt {receipt}", patient.code)
    patients.forget(desk.tx, patient.id)


def _leave_word(desk: Desk, patient: Patient) -> None:
    """Tell each who still follows them so, by the label that each gave: nobody waits for who is gone."""
    sessions = (
        one
        for one in treatments.all_of(desk.tx, patient.id)
        if desk.now - one.treated_at <= CLINICAL.oldest_session
    )
    given = {(one.clinician_id, one.label) for one in sessions}
    given |= {(one.staff_id, one.label) for one in invitations.unregistered(desk.tx, patient.id)}
    for label, member in sorted((label, member) for member, label in given if member and label):
        if told := staff.by_id(desk.tx, member):
            clinic_hours.tell(desk, told, PatientErased(label=label))
