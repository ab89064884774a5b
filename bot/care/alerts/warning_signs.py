"""Something in a text may be a red flag: the patient is asked, with the warning signs as buttons."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.care.ground import in_sheet, notices, red_flag
from bot.care.ground.desk import OLD, Desk, Toast, brief, current_question, restate, said_last, say
from bot.care.ground.heard import Caller
from bot.care.ground.identity import identify
from bot.care.ground.patient_words import PIECE
from bot.care.ground.says.message import read
from bot.care.ground.says.warning_signs import (
    NONE,
    Screen,
    ScreenAfter,
    ScreenCall,
    ScreenLine,
    ScreenNone,
    ScreenPass,
    ScreenWhy,
    SignsAnswered,
    SignsSilent,
    Worried,
)
from bot.care.patient import questions as patient_questions
from bot.care.patient import session_time
from bot.model import Outgoing, Patient, Sort, State
from bot.store import outbox, questions, spoken, staff
from bot.store.tx import stamp
from messages.heard.red_flags.finding import Tier
from schedules.clinical import CLINICAL

SHOWN = (Screen, ScreenAfter, Worried)  # what shows the signs
SHORT = (ScreenLine, ScreenCall, ScreenWhy)  # what reminds of them, in a line
ANY = "any"  # on a button: one of them, which one is still to be said
PATIENCE = timedelta(minutes=15)  # after it, the clinic may look at what nobody said yes or no to


def ask(
    desk: Desk,
    caller: Caller,
    text: str,
    *,
    standing: Outgoing | None = None,
    grave: bool = True,
    language: str = "",
) -> None:
    """Do you have any of these right now? What was written is kept for whoever may have to read it.

    Where the signs stand on the screen already, a line reminds of them; in another `language`, they are
    shown in that. `grave` is whether it may be an emergency, for all that is known: then silence reaches a
    person at once.
    """
    patient = caller.patient(desk)
    question = patient_questions.keep(desk, patient, text, None) if patient else None
    if patient:
        notices.look_later(desk, patient, "screen", red_flag.newest(desk, patient), desk.now + PATIENCE)
    written, kept = _written(standing)
    words, known = text if patient else "", desk.house.sheet_of(language)
    waits = standing if standing and standing.key == Screen.key and is_standing(desk, standing) else None
    if waits:
        words, question = "\n".join(filter(None, (written, words))), kept or question
    if waits and known in ("", waits.language):
        restate(desk, waits, Screen(text=words, question=question))
        remind(desk, caller, in_sheet.language_of(desk, waits))
    else:
        say(desk, caller, Screen(text=words, question=question), sort=Sort.URGENT, language=known)
    if patient:
        _tell_of_silence(desk, patient, words, grave=grave)


def _tell_of_silence(desk: Desk, patient: Patient, words: str, *, grave: bool) -> None:
    """Where no answer comes, whoever an alert would be for is told of it, at any hour."""
    owed = [one for one in spoken.about(desk.tx, patient.id, SignsSilent.key) if one.state is State.DUE]
    for one in owed:
        restate(desk, one, replace(read(SignsSilent, one.facts), words=words[:PIECE]))
    if owed or not grave:
        return
    newest, known = red_flag.newest(desk, patient), identify(desk, patient)
    told = SignsSilent(
        words=words[:PIECE],
        case=newest.code if newest else "",
        **known.named,
        sessions=known.sessions,
        at=stamp(desk.now),
        zone=desk.house.clinic.zone.key,
    )
    for member in red_flag.members(desk, patient, to_owners=False):
        brief(desk, member, told, about=patient.id, due=desk.now + PATIENCE, sort=Sort.ALERT)


def standing(desk: Desk, chat_id: int, lately: timedelta) -> Outgoing | None:
    """The warning signs that were shown lately for something written, and have no answer yet."""
    found = spoken.newest_of(desk.tx, chat_id, Screen.key, since=desk.now - lately)
    return found if found and found.answered is None else None


def is_standing(desk: Desk, shown: Outgoing) -> bool:
    """Whether the signs still wait for an answer."""
    message = outbox.get(desk.tx, shown.id, chat_id=shown.chat_id)
    return message is not None and message.answered is None and message.due > desk.now - PATIENCE


def remind(desk: Desk, caller: Caller, language: str = "", *, due: datetime | None = None) -> None:
    """The signs still wait: in one line, and not twice the same one after the other."""
    last = said_last(desk, caller.chat_id)
    line = ScreenCall() if last and last.key == ScreenLine.key else ScreenLine()
    say(desk, caller, line, due=due, language=language)


def explain(desk: Desk, caller: Caller) -> None:
    """Why the signs are asked about."""
    say(desk, caller, ScreenWhy())


def tapped(desk: Desk, caller: Caller, sign: str, message_id: int) -> Toast:
    """A sign that is there is a red flag, on every tap; none of them is good to know."""
    message = outbox.get(desk.tx, message_id, chat_id=caller.chat_id)
    if message and message.key in {one.key for one in SHORT}:
        message = standing(desk, caller.chat_id, CLINICAL.question_open)
    if sign == NONE:
        none(desk, caller, message)
        return Toast()
    if sign == ANY:
        show_whole(desk, caller, message)
        return Toast()
    if sign not in CLINICAL.signs:
        return OLD
    there(desk, caller, message, sign)
    return Toast(close=False)


def show_whole(desk: Desk, caller: Caller, message: Outgoing | None) -> None:
    """All signs once more, for whoever has one of them and did not say which."""
    written, question = _written(message)
    shown = Screen(text=written, question=question)
    say(desk, caller, shown, sort=Sort.URGENT, language=in_sheet.language_of(desk, message))


def one_of_them(desk: Desk, caller: Caller, message: Outgoing, said: str, *, sure: bool) -> None:
    """A typed yes: which one it is can wait, as most of them cannot. An "ok" may mean either."""
    if sure:
        _alarm(desk, caller, message, Tier.EMERGENCY, said)
    else:
        remind(desk, caller, in_sheet.language_of(desk, message))


def despair(desk: Desk, caller: Caller, message: Outgoing | None, said: str) -> None:
    """Whatever is written after words that may have been a farewell."""
    words = overtaken(desk, caller, message, said) if message else said
    language = in_sheet.language_of(desk, message)
    red_flag.urgent(desk, caller, Tier.EMERGENCY, words, despair=True, language=language)


def overtaken(desk: Desk, caller: Caller, message: Outgoing, said: str) -> str:
    """Words that are a sign by themselves answer the signs as well; with them, what brought those up."""
    question, (written, _) = _answered(desk, message, "words"), _written(message)
    _close(desk, caller, question)
    return "\n".join(filter(None, (written, said)))


def there(desk: Desk, caller: Caller, message: Outgoing | None, sign: str, *, said: str = "") -> None:
    """A sign that was tapped, or named."""
    _alarm(desk, caller, message, Tier(CLINICAL.signs[sign]), sign, said=said)


def _written(message: Outgoing | None) -> tuple[str, str | None]:
    """What brought the signs up, and the code under which it is kept."""
    if message is None or message.key != Screen.key:
        return "", None
    screen = read(Screen, message.facts)
    return screen.text, screen.question


def none(desk: Desk, caller: Caller, message: Outgoing | None) -> None:
    """None of them; what was written before can go to the clinic."""
    question = _answered(desk, message, NONE)
    said = ScreenPass(question=question) if question else ScreenNone()
    say(desk, caller, said, language=in_sheet.language_of(desk, message))
    patient = caller.patient(desk)
    if patient is None:
        return
    _take_back_silence(desk, patient)
    if current_question(desk, patient):
        session_time.repeat_question(desk, patient)


def _take_back_silence(desk: Desk, patient: Patient) -> None:
    """Whoever was told that there is no answer hears of it; nobody else is told."""
    for told in spoken.about(desk.tx, patient.id, SignsSilent.key):
        outbox.answered(desk.tx, told.id, "since", now=desk.now)
        member = staff.by_chat(desk.tx, told.chat_id)
        if member and told.state is not State.DUE:
            brief(desk, member, SignsAnswered(**identify(desk, patient).named), about=patient.id)
    spoken.withdraw_about(desk.tx, patient.id, SignsSilent.key, now=desk.now)


def _alarm(
    desk: Desk, caller: Caller, message: Outgoing | None, tier: Tier, what: str, *, said: str = ""
) -> None:
    question, (written, _) = _answered(desk, message, what), _written(message)
    _close(desk, caller, question)
    words = "\n".join(filter(None, (written, said, f"[{what}]" if what in CLINICAL.signs else what)))
    despairs, language = what == red_flag.LIFE, in_sheet.language_of(desk, message)
    red_flag.urgent(desk, caller, tier, words, despair=despairs, language=language)


def _close(desk: Desk, caller: Caller, question: str | None) -> None:
    """What was written is no question any more: the alert holds its words."""
    patient = caller.patient(desk)
    if patient and question and (kept := questions.of_patient(desk.tx, patient.id, question)):
        questions.close(desk.tx, kept.id, now=desk.now)


def _answered(desk: Desk, message: Outgoing | None, how: str) -> str | None:
    """Note the answer; the code of the question that brought the signs up, where one is kept."""
    if message is None:
        return None
    outbox.answered(desk.tx, message.id, f"sign {how}", now=desk.now)
    return _written(message)[1]
