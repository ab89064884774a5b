"""Something in a text may be a red flag: the patient is asked, with the warning signs as buttons."""

from datetime import datetime, timedelta

from bot.care.alerts import signs_silence, thread
from bot.care.alerts.signs_silence import PATIENCE
from bot.care.ground import in_sheet, notices, people, red_flag
from bot.care.ground.desk import OLD, Desk, Toast, current_question, restate, said_last, say
from bot.care.ground.heard import Caller
from bot.care.ground.patient_words import in_order
from bot.care.ground.said_whom import said_whom
from bot.care.ground.says.message import read
from bot.care.ground.says.warning_signs import (
    NONE,
    Screen,
    ScreenAfter,
    ScreenCall,
    ScreenLife,
    ScreenLine,
    ScreenNone,
    ScreenPass,
    ScreenWhy,
    SilenceTold,
    Worried,
)
from bot.care.patient import questions as patient_questions
from bot.care.patient import session_time
from bot.model import Outgoing, Sort
from bot.store import outbox, questions, spoken
from messages.heard.red_flags.finding import Tier
from schedules.clinical import CLINICAL

SHOWN = (Screen, ScreenAfter, Worried)  # what shows the signs
SHORT = (ScreenLine, ScreenCall, ScreenWhy, SilenceTold)  # what reminds of them, in a line
ABOUT_ONE = (ScreenAfter.key, Worried.key)  # what shows them beside a message about one of several people
ANY = "any"  # on a button: one of them, which one is still to be said


def ask(
    desk: Desk,
    caller: Caller,
    text: str,
    *,
    standing: Outgoing | None = None,
    grave: bool = True,
    despair: bool = False,
    language: str = "",
) -> None:
    """Do you have any of these right now? What was written is kept for whoever may have to read it.

    Where the signs stand on the screen already, a line reminds of them; in another `language`, they are
    shown in that. `grave` is whether it may be an emergency, for all that is known: then silence reaches a
    person at once. Of `despair` is what may be about ending one's life: then gentle words come first.
    """
    patient = caller.patient(desk)
    question = patient_questions.keep(desk, patient, text, None) if patient else None
    if patient and not people.are_several(desk, patient):  # else the words go, to whomever they may concern
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
        if despair and not known:
            say(desk, caller, ScreenLife(), sort=Sort.URGENT)
        say(desk, caller, Screen(text=words, question=question), sort=Sort.URGENT, language=known)
    if patient:
        signs_silence.tell(desk, patient, words, grave=grave, quietly=bool(known))
    signs_silence.tell_of_carer(desk, caller, text, grave=grave)


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
    say(desk, caller, line, language=language, due=due)


def explain(desk: Desk, caller: Caller, shown: Outgoing | None) -> None:
    """Why the signs are asked about; in another language, they are asked about once more."""
    if language := in_sheet.language_of(desk, shown):
        remind(desk, caller, language)
    else:
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
    return in_order(written, said)


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
    """None of them; what was written before can go to the clinic. An alarm that stands is not taken back."""
    signs_silence.take_back_of_carer(desk, caller)
    if (patient := caller.patient(desk)) and thread.of(desk, patient):
        _answered(desk, message, NONE)
        thread.none_of_them(desk, patient, f"[{NONE}]")
        return
    question = _answered(desk, message, NONE)
    said = ScreenPass(question=question) if question else ScreenNone()
    say(desk, caller, said, language=in_sheet.language_of(desk, message))
    if patient is None:
        return
    signs_silence.take_back(desk, patient)
    if current_question(desk, patient):
        session_time.repeat_question(desk, patient)


def _alarm(
    desk: Desk, caller: Caller, message: Outgoing | None, tier: Tier, what: str, *, said: str = ""
) -> None:
    question, (written, _) = _answered(desk, message, what), _written(message)
    _close(desk, caller, question)
    words = "\n".join(filter(None, (written, said, f"[{what}]" if what in CLINICAL.signs else what)))
    despairs, language = what == red_flag.LIFE, in_sheet.language_of(desk, message)
    about_one = message is not None and message.key in ABOUT_ONE
    sure = people.of_message(desk, caller, message) if about_one else said_whom(desk, caller, words)
    red_flag.urgent(desk, caller, tier, words, despair=despairs, language=language, sure=sure)


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
