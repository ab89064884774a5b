"""Who hears what answers an open question; what is no answer is served, and the question put again."""

from bot.care.conversation import own_name, replies
from bot.care.conversation.listener import Listener, always, asked, does, with_patient
from bot.care.patient import erasure, pauses, session_time, time_zone
from messages.heard.acts.act import Kind
from messages.heard.acts.reading import LONGEST_ANSWER
from messages.heard.acts.situation import Asks

LISTENERS = (
    Listener(
        "erase",
        "a patient writes",
        always,
        "forget me, erase everything and the like",
        does(Kind.ERASE),
        lambda at: erasure.offer_to_forget(at.desk, at.heard.caller),
    ),
    Listener(
        "question first",
        f"a question about a session is open, and the text has at most {LONGEST_ANSWER} characters",
        lambda at: at.asked is not None,
        "what begins or ends as a question, and has an answer",
        lambda at: at.is_covered_question,
        replies.answer_and_ask_again,
    ),
    Listener(
        "right time",
        "it was asked whether a time is right",
        asked("confirm"),
        "yes or no",
        does(Kind.YES, Kind.NO),
        replies.right_time,
    ),
    Listener(
        "why the time",
        "it was asked when the session ended, or whether that time is right",
        asked("treated", "confirm"),
        "why",
        does(Kind.WHY),
        with_patient(lambda desk, patient, _: session_time.explain(desk, patient)),
    ),
    Listener(
        "time unknown",
        "it was asked when the session ended, or whether that time is right",
        asked("treated", "confirm"),
        "that somebody does not know",
        does(Kind.UNKNOWN),
        with_patient(lambda desk, patient, _: session_time.unknown(desk, patient)),
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
        does(Kind.YES, Kind.NO),
        replies.right_zone,
    ),
    Listener(
        "why the zone",
        "it was asked where they are, or whether that clock is right",
        asked(*time_zone.STEPS),
        "why, or that they do not know",
        does(Kind.WHY, Kind.UNKNOWN),
        with_patient(lambda desk, patient, _: time_zone.explain(desk, patient)),
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
        "it was asked which session is meant",
        asked("which"),
        "a new one, or that the time is to be corrected",
        does(Kind.NEW_SESSION, Kind.CORRECTION, Kind.YES, Kind.NO),
        replies.which_session,
    ),
    Listener(
        "no session named",
        "it was asked which session is meant",
        lambda at: at.asked is not None,
        "any text",
        always,
        replies.answer_and_ask_again,
    ),
    Listener(
        "forget or keep",
        "it was asked last whether everything is to be erased",
        lambda at: Asks.ERASE in at.situation.asks,
        "yes or no",
        does(Kind.YES, Kind.NO),
        lambda at: erasure.answer(at.desk, at.heard.caller, sure=at.does(Kind.YES)),
    ),
    Listener(
        "go on or stop",
        "it was asked last whether reminders that rest shall go on",
        lambda at: Asks.GO_ON in at.situation.asks,
        "yes or no",
        does(Kind.YES, Kind.NO),
        lambda at: pauses.go_on(at.desk, at.patient, wanted=at.does(Kind.YES)) if at.patient else None,
    ),
    Listener(
        "check-in",
        "a check-in was sent in the last half day, or the scale of /sore was shown last",
        lambda at: Asks.RATING in at.situation.asks,
        "a number from 0 to 10 in digits or words, or more or less than before",
        does(Kind.RATING, Kind.RATING_UNCLEAR),
        replies.rated,
    ),
    Listener(
        "own name",
        "it was asked last by what name the clinic knows them",
        own_name.was_asked,
        "what is plainly a name and nothing else, or no",
        own_name.is_answer,
        own_name.take,
    ),
)
