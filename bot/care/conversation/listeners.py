"""Who hears a text first: the one list that every text passes down until somebody takes it."""

from dataclasses import replace

from bot.care.alerts import warning_signs
from bot.care.conversation import (
    alarms,
    answers,
    cancellation,
    names,
    not_text,
    own_answers,
    own_phone,
    replies,
)
from bot.care.conversation.exchange import Exchange
from bot.care.conversation.listener import Listener, always, does, with_caller, with_patient
from bot.care.ground import in_sheet
from bot.care.ground.desk import Desk, brief, say
from bot.care.ground.heard import Form, Heard
from bot.care.ground.says.conversation import (
    EditedCommand,
    ForwardedMessage,
    UnknownCommand,
)
from bot.care.ground.says.members import StaffUnknownCommand
from bot.care.ground.says.message import ToPatient
from bot.care.ground.says.summary import Summary
from bot.care.patient import for_whom, helped, pauses, questions, rating_now, session_time, time_zone
from bot.store import utterances
from messages.heard.acts.act import Kind
from messages.heard.acts.situation import Asks, CaseState


def _of(form: Form, when: str, answer: ToPatient) -> Listener:
    """One who takes all of a form, and says what becomes of it."""
    say_so = with_caller(lambda desk, heard: say(desk, heard.caller, answer))
    return Listener(form.value, when, always, "all of it", always, say_so, forms=(form,))


def _unknown_command(at: Exchange) -> None:
    """A colleague who is no patient is told so in the clinic's words."""
    if cancellation.is_command(at.heard.text):
        cancellation.cancel(at)
    elif at.clinician and at.works_only:
        brief(at.desk, at.clinician, StaffUnknownCommand())
    else:
        say(at.desk, at.heard.caller, UnknownCommand())


def _is_plain_line(at: Exchange) -> bool:
    """Whether it is none of the acts, no question and no rating, but something in one's own words."""
    return not (at.acts or at.heard.hearing.book.asks(at.heard.text) or at.unasked_rating)


def _read_caption(at: Exchange) -> None:
    """Say that only the words are read, and take them down the list once more."""
    not_text.answer_beside_words(at)
    hear(at.desk, replace(at.heard, form=Form.TYPED))


COMMAND = Listener(
    "command",
    "a command of the menu is sent",
    always,
    "all of it, for the use case of the command",
    always,
    lambda _: None,  # it is dealt with where the command is
    forms=(Form.COMMAND,),
)

FORMS = (
    COMMAND,
    Listener(
        "diary",
        "somebody of the clinic sends a document, their own or passed on",
        lambda at: at.clinician is not None,
        "the appointments in it",
        lambda at: at.heard.diary is not None,
        replies.diary,
        forms=(Form.OTHER, Form.FORWARDED),
    ),
    Listener(
        Form.UNKNOWN_COMMAND.value,
        "a command that nobody knows is sent",
        always,
        "all of it",
        always,
        _unknown_command,
        forms=(Form.UNKNOWN_COMMAND,),
    ),
    _of(Form.CHANGED_COMMAND, "a command is changed after it was sent", EditedCommand()),
    _of(Form.FORWARDED, "a message of somebody else's is passed on", ForwardedMessage()),
    Listener(
        "contact",
        "a contact is sent",
        always,
        "their own phone number; of anybody else's, nothing",
        always,
        own_phone.take,
        forms=(Form.CONTACT,),
    ),
    Listener(
        "location",
        "it was asked where they are, or whether that clock is right, and no alarm came since",
        lambda at: at.asked in time_zone.STEPS and at.is_asked_since_alarm,
        "a place on the map",
        always,
        with_patient(time_zone.take_location),
        forms=(Form.LOCATION,),
    ),
    Listener(
        "caption",
        "a patient sends a picture or the like",
        lambda at: at.patient is not None,
        "the words under it, as if they were typed",
        lambda at: bool(at.heard.text.strip()),
        _read_caption,
        forms=(Form.OTHER,),
    ),
    Listener(
        "no text",
        "a picture, a voice message or the like is sent",
        always,
        "all of it, its caption as well",
        always,
        not_text.answer,
        forms=(Form.OTHER, Form.LOCATION),
    ),
)

REMARKS = (
    Listener(
        "go on",
        "a patient writes",
        always,
        "start again, turn them on, do not stop and the like",
        does(Kind.OPT_IN),
        with_patient(lambda desk, patient, heard: for_whom.ask(desk, patient, "resume", heard.text)),
    ),
    Listener(
        "about rest",
        "the reminders of a patient rest",
        lambda at: at.reminders_rest,
        "when they go on, or why there are none",
        does(Kind.ABOUT_REST),
        with_patient(lambda desk, patient, _: pauses.offer_resume(desk, patient)),
    ),
    Listener(
        "one of what was shown",
        "questions were offered in the last message",
        lambda at: bool(at.situation.shown),
        "the place of one among them",
        does(Kind.THAT_ONE),
        replies.show_that_one,
    ),
    Listener(
        "correction",
        "a patient writes",
        always,
        "that the time or the day was wrong",
        does(Kind.CORRECTION, Kind.NEW_SESSION),
        with_patient(lambda desk, patient, heard: for_whom.ask(desk, patient, "treated", heard.text)),
    ),
    Listener(
        "correspondence",
        "the clinic wrote to the patient within the day",
        lambda at: at.line is not None,
        "any text",
        always,
        replies.answer_the_clinic,
    ),
    Listener(
        "what helped",
        "how it went was told last, and what helped was asked",
        lambda at: at.was_told(Summary),
        "a line that is no question, no rating and nothing else that matters",
        _is_plain_line,
        with_patient(helped.take),
    ),
    Listener(
        "unasked rating",
        "a session is watched of which a rating can be noted",
        lambda at: at.patient is not None and rating_now.can_be_noted(at.desk, at.patient),
        "a number from 0 to 10 and nothing else that matters",
        lambda at: at.unasked_rating is not None,
        replies.unasked_rating,
    ),
    Listener("question", "a patient writes", always, "any text", always, own_answers.answer),
)

LISTENERS = (*alarms.FIRST, *FORMS, *alarms.THEN, *answers.LISTENERS, *REMARKS)
BESIDE_SIGNS = (
    "red flag",
    "sign again",
    "possible red flag",
    "warning signs",
    "why the signs",
    "thread",
    "despair",
)


def hear(desk: Desk, heard: Heard) -> Listener:
    """Pass what came in down the list; whoever took it, and has done what they do."""
    at = Exchange(desk, heard)
    taker = first(at)
    if at.is_typed:
        questions.withdraw_held(desk, heard.caller.chat_id)
    waits = at.screen if at.is_typed and taker.name not in BESIDE_SIGNS else None
    held = at.is_typed and at.was_told(*names.ASKING) and taker not in answers.NAMES
    taker.act(at)
    if held and at.patient and at.case is CaseState.NONE and at.asked is None:
        session_time.ask_waiting(desk, at.patient)  # it had waited for the name, which is not said now
    if waits and warning_signs.is_standing(desk, waits):
        due = desk.now + questions.HELD if at.goes_on else None
        warning_signs.remind(desk, heard.caller, in_sheet.language_of(desk, waits), due=due)
    if at.is_typed and at.patient:
        utterances.add(desk.tx, heard.caller.chat_id, heard.text, now=desk.now)
    return taker


def after_command(desk: Desk, heard: Heard) -> None:
    """What the command asks for is there; where the warning signs still wait, a line says so.

    Not where it has asked something of its own, which a "yes" would answer then.
    """
    at = Exchange(desk, heard)
    if at.screen is None or not warning_signs.is_standing(desk, at.screen):
        return
    if not at.situation.asks - {Asks.SIGNS, Asks.RATING}:
        warning_signs.remind(desk, heard.caller, in_sheet.language_of(desk, at.screen))


def first(at: Exchange) -> Listener:
    """The first on the list who takes it; the last take whatever a person can write."""
    return next(listener for listener in LISTENERS if listener.hears(at))
