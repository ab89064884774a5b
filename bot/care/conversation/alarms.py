"""Who hears a text first of all: what is or may be a red flag, and what follows an alarm."""

from bot.care.alerts import warning_signs, which_session
from bot.care.clinic import rota
from bot.care.conversation import own_link, replies, whose_link
from bot.care.conversation.circumstances import Circumstances
from bot.care.conversation.listener import ANY_WORDS, Listener, always, does
from bot.care.ground.heard import Form
from bot.care.ground.says.people import WhoseCare, WhoseLink
from bot.care.ground.says.red_flag import WhoIsMeant
from bot.care.patient import another
from messages.heard.acts.act import Kind
from messages.heard.acts.situation import Asks, CaseState


def _tells_when_away(at: Circumstances) -> bool:
    """Whether every word is of when a colleague is away: "away 3 to 7 December" is no 7 of 10."""
    return at.clinician is not None and rota.is_read(at.desk, at.clinician, at.heard.text)


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
        "list of patients",
        "a colleague writes who is no patient",
        lambda at: at.works_only,
        "three lines or more, most of which are a label with a time or a part of the body",
        lambda at: at.is_list_of_patients,
        replies.colleague,
        forms=(Form.TYPED,),
    ),
    Listener(
        "red flag",
        "always, but for colleagues who are no patients: their commands, their answers, their absences",
        lambda at: not (at.works_only and (at.heard.is_command or at.dictated or _tells_when_away(at))),
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
        "words that may be a red flag, and are neither the answer that was asked for nor a code, nor despair",
        lambda at: at.may_be_red_flag and not at.despairs,
        replies.ask_for_signs,
        forms=ANY_WORDS,
    ),
)

THEN = (
    Listener(
        "who is meant",
        "it was asked last whom an alarm is about, on a phone that serves several people",
        lambda at: at.was_told(WhoIsMeant),
        "the name of one of them",
        lambda at: at.names_one and not at.is_red_flag,
        lambda at: which_session.choose_in_words(at.desk, at.heard.caller, at.heard.text),
    ),
    Listener(
        "despair",
        "something was said of ending one's life within the hour, which no alert holds",
        lambda at: at.case is CaseState.NONE and not at.works_only,
        "any text but an answer that was asked for; or the signs stand, and the text may be about it",
        lambda at: at.despairs,
        lambda at: warning_signs.despair(at.desk, at.heard.caller, at.screen, at.heard.text),
    ),
    Listener(
        "away or back",
        "a colleague writes who is no patient, and may follow patients",
        lambda at: at.works_only and at.clinician is not None and at.clinician.follows,
        "I am away, until a time or without one; I am back",
        lambda at: at.clinician is not None and rota.is_said(at.desk, at.clinician, at.heard.text),
        lambda at: rota.said(at.desk, at.clinician, at.heard.text) if at.clinician else None,
    ),
    Listener(
        "colleague",
        "a colleague writes who is no patient",
        lambda at: at.works_only,
        "any text",
        always,
        replies.colleague,
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
        lambda at: warning_signs.explain(at.desk, at.heard.caller, at.screen),
    ),
    Listener(
        "for me",
        "it was asked last whom a link is for",
        lambda at: at.was_told(WhoseLink, WhoseCare),
        "me, myself, it is for me",
        own_link.is_said,
        own_link.for_me,
    ),
    Listener(
        "for another",
        "it was asked last whom a link is for, or who was treated",
        lambda at: at.was_told(WhoseLink, WhoseCare),
        "a name, my daughter, she is 9, somebody else and the like, and no question",
        whose_link.is_said,
        whose_link.take,
    ),
    Listener(
        "mine",
        "a question about a session of another is open, who has said yes for themselves",
        lambda at: at.asked is not None and another.may_be_mine(at.desk, at.heard.caller),
        "the same",
        own_link.is_said,
        own_link.noted,
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
