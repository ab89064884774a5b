"""Who hears a text first of all: what is or may be a red flag, and what follows an alarm."""

from bot.care.alerts import warning_signs
from bot.care.conversation import replies
from bot.care.conversation.listener import ANY_WORDS, Listener, always, does
from bot.care.ground.desk import brief
from bot.care.ground.heard import Form
from bot.care.ground.says.members import StaffFreeText
from messages.heard.acts.act import Kind
from messages.heard.acts.situation import Asks, CaseState

FIRST = (
    Listener(
        "dictation",
        "a colleague was asked for words in the last quarter of an hour",
        lambda at: at.is_dictation,
        "any text",
        always,
        replies.dictate,
        forms=(Form.TYPED,),
    ),
    Listener(
        "red flag",
        "always, but for colleagues who are no patients: their commands, and their answers",
        lambda at: not (at.works_only and (at.heard.is_command or at.dictated)),
        "words that are a red flag, and more than the rating that was asked for",
        lambda at: at.is_red_flag,
        replies.alarm,
        forms=ANY_WORDS,
    ),
    Listener(
        "sign again",
        "an alert with which the reminders rest stands",
        lambda at: at.case is not CaseState.NONE,
        "a sign that was told a moment ago, or what may be one",
        lambda at: at.does(Kind.SAME_SIGN) or at.may_be_red_flag,
        replies.go_on_with_the_case,
        forms=ANY_WORDS,
    ),
    Listener(
        "possible red flag",
        "no alert stands, and who writes is no colleague who is no patient",
        lambda at: not at.works_only and at.case is CaseState.NONE,
        "words that may be a red flag, and are neither the answer that was asked for nor a code",
        lambda at: at.may_be_red_flag,
        replies.ask_for_signs,
        forms=ANY_WORDS,
    ),
)

THEN = (
    Listener(
        "despair",
        "something was said of ending one's life within the hour, which no alert holds",
        lambda at: at.case is CaseState.NONE and not at.works_only,
        "any text but an answer that was asked for",
        does(Kind.DESPAIR),
        lambda at: warning_signs.despair(at.desk, at.heard.caller, at.screen, at.heard.text),
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
        "the warning signs stand on the screen and wait for an answer",
        lambda at: at.screen is not None,
        "yes, no, one of them, none of these, the name or the place of one, and the like",
        lambda at: at.answers_signs,
        replies.signs,
    ),
    Listener(
        "why the signs",
        "the warning signs were shown or spoken of last",
        lambda at: at.screen is not None and at.is_screen_last,
        "why, or what is meant",
        does(Kind.WHY),
        lambda at: warning_signs.explain(at.desk, at.heard.caller),
    ),
    Listener(
        "consent",
        "somebody was asked last whether they agree",
        lambda at: Asks.CONSENT in at.situation.asks,
        "a clear yes or no",
        does(Kind.YES, Kind.NO),
        replies.agree,
    ),
    Listener(
        "stranger",
        "somebody writes who is no patient",
        lambda at: at.patient is None,
        "any text",
        always,
        replies.meet,
    ),
    Listener(
        "opt-out",
        "a patient writes",
        always,
        "stop, no more reminders, pause, unsubscribe and the like",
        does(Kind.OPT_OUT, Kind.PAUSE),
        replies.opt_out,
    ),
    Listener(
        "thread",
        "an alert with which the reminders rest stands: unseen, or seen within the day and not closed",
        lambda at: at.case is not CaseState.NONE,
        "any text but an answer that was asked for, or, once it is seen, a question that has an answer",
        lambda at: at.is_of_the_case,
        replies.go_on_with_the_case,
    ),
)
