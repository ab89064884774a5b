"""Who hears a text first: the one list that every text passes down until somebody takes it."""

from bot.care.alerts import warning_signs
from bot.care.conversation import dictation, own_name
from bot.care.conversation.listener import (
    ANY_WORDS,
    Listener,
    always,
    asked,
    means,
    with_caller,
    with_patient,
)
from bot.care.conversation.situation import LONGEST_ANSWER, Situation
from bot.care.ground import red_flag
from bot.care.ground.desk import Desk, brief, greet, say, say_once
from bot.care.ground.heard import Form, Heard
from bot.care.ground.says.check_ins import SoreNow
from bot.care.ground.says.consent import Stranger
from bot.care.ground.says.conversation import EditedCommand, ForwardedMessage, OnlyText, UnknownCommand
from bot.care.ground.says.erasure import ForgetAsk
from bot.care.ground.says.members import StaffFreeText
from bot.care.ground.says.message import ToPatient
from bot.care.ground.says.pauses import Resting, StillWanted
from bot.care.ground.says.warning_signs import Screen
from bot.care.patient import check_ins, erasure, pauses, questions, session_time, time_zone, whereabouts
from bot.model import Patient
from messages.heard.ratings import holds_number


def _dictate(at: Situation) -> None:
    if at.clinician and at.dictated:
        dictation.take(at.desk, at.clinician, at.dictated, at.heard)


def _answer_and_ask_again(desk: Desk, patient: Patient, heard: Heard) -> None:
    questions.answer(desk, patient, heard)
    session_time.repeat_question(desk, patient)


def _of(form: Form, when: str, answer: ToPatient) -> Listener:
    """One who takes all of a form, and says what becomes of it."""
    say_so = with_caller(lambda desk, heard: say(desk, heard.caller, answer))
    return Listener(form.value, when, always, "all of it", always, say_so, forms=(form,))


COMMAND = Listener(
    "command",
    "a command of the menu is sent",
    always,
    "all of it, for the use case of the command",
    always,
    lambda _: None,  # it is dealt with where the command is
    forms=(Form.COMMAND,),
)

LISTENERS = (
    Listener(
        "dictation",
        "a colleague was asked for words in the last quarter of an hour",
        lambda at: at.is_dictation,
        "any text",
        always,
        _dictate,
        forms=(Form.TYPED,),
    ),
    Listener(
        "red flag",
        "always, but for a colleague's answers, and the commands of one who is no patient",
        lambda at: not at.dictated and not (at.works_only and at.heard.is_command),
        "words that are a red flag, and more than the rating that was asked for",
        lambda at: at.is_red_flag,
        with_caller(lambda desk, heard: red_flag.take(desk, heard.caller, heard.flag, heard.text)),
        forms=ANY_WORDS,
    ),
    Listener(
        "possible red flag",
        "always, but for colleagues who are no patients, and a colleague's answers",
        lambda at: not at.dictated and not at.works_only,
        "words that may be a red flag, and are neither the answer that was asked for nor a code",
        lambda at: at.may_be_red_flag,
        with_caller(lambda desk, heard: warning_signs.ask(desk, heard.caller, heard.text)),
        forms=ANY_WORDS,
    ),
    COMMAND,
    _of(Form.UNKNOWN_COMMAND, "a command that nobody knows is sent", UnknownCommand()),
    _of(Form.CHANGED_COMMAND, "a command is changed after it was sent", EditedCommand()),
    _of(Form.FORWARDED, "a message of somebody else's is passed on", ForwardedMessage()),
    Listener(
        "no text",
        "a picture, a voice message or the like is sent",
        always,
        "all of it, its caption as well",
        always,
        with_caller(lambda desk, heard: say_once(desk, heard.caller, OnlyText())),
        forms=(Form.OTHER,),
    ),
    Listener(
        "colleague",
        "a colleague writes who is no patient",
        lambda at: at.works_only,
        "any text",
        always,
        lambda at: brief(at.desk, at.clinician, StaffFreeText()) if at.clinician else None,
    ),
    Listener(
        "warning signs",
        "the warning signs were shown last",
        lambda at: at.was_told(*warning_signs.SHOWN),
        "yes, no, one of them, none of these and the like",
        means("no_sign", "a_sign", "yes", "no"),
        with_caller(warning_signs.take_yes_or_no),
    ),
    Listener(
        "stranger",
        "somebody writes who is no patient",
        lambda at: at.patient is None,
        "any text",
        always,
        with_caller(lambda desk, heard: greet(desk, heard.caller, Stranger())),
    ),
    Listener(
        "opt-out",
        "a patient writes",
        always,
        "stop, no more reminders, unsubscribe and the like",
        means("opt_out"),
        with_patient(lambda desk, patient, _: pauses.stop(desk, patient)),
    ),
    Listener(
        "unseen alert",
        "an alert with which the reminders rest has been seen by nobody, and no rating is given",
        lambda at: not at.is_rating and at.alert_waits,
        "any text but a time or a place that was asked for",
        lambda at: not at.is_answer,
        with_patient(lambda desk, patient, heard: red_flag.join(desk, patient, heard.text)),
    ),
    Listener(
        "warning signs again",
        "the warning signs were shown last, in the last quarter of an hour, for something written",
        lambda at: at.was_told(Screen, within=warning_signs.PATIENCE),
        "any text but a rating, a time or a place that was asked for",
        lambda at: not at.is_answer,
        with_caller(lambda desk, heard: warning_signs.show_again(desk, heard.caller, heard.text)),
    ),
    Listener(
        "question first",
        f"a question about a session is open, and the text has at most {LONGEST_ANSWER} characters",
        lambda at: at.asked is not None,
        "what ends as a question, and has an answer",
        lambda at: at.is_covered_question,
        with_patient(_answer_and_ask_again),
    ),
    Listener(
        "right time",
        "it was asked whether a time is right",
        asked("confirm"),
        "yes or no",
        means("yes", "no"),
        with_patient(session_time.take_yes_or_no),
    ),
    Listener(
        "time",
        "it was asked when the session ended, or whether that time is right",
        asked("treated", "confirm"),
        "any text",
        always,
        with_patient(session_time.take_time),
    ),
    Listener(
        "right zone",
        "it was asked whether a clock is right",
        asked("zone"),
        "yes or no",
        means("yes", "no"),
        with_patient(whereabouts.take_yes_or_no),
    ),
    Listener(
        "place",
        "it was asked where they are, or whether that clock is right",
        asked(*time_zone.STEPS),
        "any text",
        always,
        with_patient(time_zone.take_place),
    ),
    Listener(
        "which session",
        "it was asked which session is meant, which only buttons say",
        lambda at: at.asked is not None,
        "any text",
        always,
        with_patient(_answer_and_ask_again),
    ),
    Listener(
        "forget or keep",
        "it was asked last whether everything is to be erased",
        lambda at: at.was_told(ForgetAsk),
        "yes or no",
        means("yes", "no"),
        with_caller(erasure.take_yes_or_no),
    ),
    Listener(
        "go on or stop",
        "it was asked last whether reminders that rest shall go on",
        lambda at: at.reminders_rest and at.was_told(Resting, StillWanted),
        "yes or no",
        means("yes", "no"),
        with_patient(pauses.take_yes_or_no),
    ),
    Listener(
        "check-in",
        "a check-in was sent in the last half day, or the scale of /sore was shown last",
        lambda at: at.is_checked_in or at.was_told(SoreNow),
        "a few words with a number from 0 to 10",
        lambda at: holds_number(at.heard.said),
        with_patient(check_ins.take_number),
    ),
    Listener(
        "own name",
        "it was asked last by what name the clinic knows them",
        own_name.was_asked,
        "what is plainly a name and nothing else, or no",
        own_name.is_answer,
        with_patient(own_name.take),
    ),
    Listener("question", "a patient writes", always, "any text", always, with_patient(questions.answer)),
)


def hear(desk: Desk, heard: Heard) -> Listener:
    """Pass what came in down the list; whoever took it, and has done what they do."""
    at = Situation(desk, heard)
    taker = first(at)
    taker.act(at)
    return taker


def first(at: Situation) -> Listener:
    """The first on the list who takes it; the last take whatever a person can write."""
    return next(listener for listener in LISTENERS if listener.hears(at))
