"""What is kept for how long, and how it is erased."""

from datetime import timedelta

from bot.care.ground import record, red_flag
from bot.care.ground.desk import OLD, Desk, Done, Scrub, Toast, say
from bot.care.ground.heard import Caller
from bot.care.ground.says.conversation import Privacy, PrivacyMore
from bot.care.ground.says.erasure import ForgetAsk, ForgetKept, ForgetNothing, Forgotten
from bot.store import guesses, inbox, invitations, notices, outbox, patients, spoken, utterances

SEEN_UPDATES = timedelta(days=8)  # Telegram offers an update for one day; a week of doubt is plenty
STRANGERS = timedelta(days=1)
OLD_LINKS = timedelta(days=7)  # after their end


def tidy(desk: Desk) -> int:
    """Erase what is past its time; how many patients that were."""
    inbox.prune(desk.tx, desk.now - SEEN_UPDATES)
    invitations.prune(desk.tx, desk.now - OLD_LINKS)
    utterances.prune(desk.tx, desk.now - utterances.MOMENT)
    guesses.prune(desk.tx, desk.now - STRANGERS)
    notices.prune(desk.tx, desk.now - OLD_LINKS)
    spoken.prune_strangers(desk.tx, desk.now - STRANGERS)
    old = patients.past_retention(desk.tx, desk.now - timedelta(days=desk.house.clinic.retention_days))
    for patient_id in old:
        if patient := patients.by_id(desk.tx, patient_id):
            record.note(desk, None, "erased after its time", patient.code)
        patients.forget(desk.tx, patient_id)
    return len(old)


def explain(desk: Desk, caller: Caller) -> None:
    """`/privacy`: what is kept, and how it is erased."""
    say(desk, caller, Privacy())


def explain_more(desk: Desk, caller: Caller) -> Toast:
    """The rest of it: where it is kept, and who reads what."""
    say(desk, caller, PrivacyMore())
    return Toast(close=False)


def offer_to_forget(desk: Desk, caller: Caller) -> None:
    """`/forget`: say what would go, and ask once."""
    say(desk, caller, ForgetAsk() if caller.patient(desk) else ForgetNothing())


def answer(desk: Desk, caller: Caller, *, sure: bool) -> None:
    """A typed answer to that: a yes brings the button again, as nothing undoes it."""
    say(desk, caller, ForgetAsk() if sure else ForgetKept())


def forget(desk: Desk, caller: Caller, sure: bool, message_id: int) -> Toast | Done:
    """The answer to that question; it is taken once, and only from the chat that was asked."""
    patient = caller.patient(desk)
    asked = outbox.get(desk.tx, message_id, chat_id=caller.chat_id)
    if patient is None or asked is None or asked.key != ForgetAsk.key or asked.answered:
        return OLD
    outbox.answered(desk.tx, asked.id, "erase" if sure else "keep", now=desk.now)
    if not sure:
        say(desk, caller, ForgetKept())
        return Toast()
    red_flag.patient_leaves(desk, patient)
    record.note(desk, patient, "erased themselves", patient.code)
    patients.forget(desk.tx, patient.id)
    inbox.forget(desk.tx, caller.chat_id)
    say(desk, caller, Forgotten())
    return Done(after=(Scrub(),))
