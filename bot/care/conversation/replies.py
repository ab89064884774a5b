"""What is done with a text once it is known whose it is: from its acts to the use case."""

from bot.care.alerts import anew, thread, warning_signs
from bot.care.conversation import cancellation, dictation, not_text
from bot.care.conversation.exchange import Exchange
from bot.care.ground import in_sheet, people, red_flag
from bot.care.ground.desk import greet, say
from bot.care.ground.heard import Form
from bot.care.ground.said_whom import said_whom
from bot.care.ground.says.consent import NotNow, NotNowInvited, Stranger, WelcomeKept, WelcomeKeptInvited
from bot.care.links import diary as links_diary
from bot.care.links import enrolment, offered_line
from bot.care.patient import (
    another,
    carers,
    chosen_session,
    consent,
    correspondence,
    faq,
    for_whom,
    pauses,
    questions,
    rating_now,
    session_time,
    typed_rating,
    whereabouts,
)
from bot.care.patient.asked_text import AskedText
from bot.model import Patient
from messages.heard.acts.act import Kind
from messages.heard.acts.situation import Asks
from messages.heard.ratings import SoreRating
from messages.heard.reader import ELSEWHERE, ReadingKind
from messages.heard.red_flags.finding import Tier


def dictate(at: Exchange) -> None:
    if at.clinician and at.dictated:
        dictation.take(at.desk, at.clinician, at.dictated, at.heard)


def colleague(at: Exchange) -> None:
    """What a colleague writes without a command: an answer to whether it was a line, a line, or neither."""
    if at.clinician is None:
        return
    desk, actor, body = at.desk, at.clinician, at.heard.hearing.body
    sure = not at.does(Kind.NO)
    if at.does(Kind.YES, Kind.NO) and cancellation.take_yes_or_no(desk, actor, body, sure=sure):
        return
    if (said := offered_line.without_command(at.heard.text)) is not None:
        enrolment.enrol(desk, actor, said, body)
    else:
        offered_line.offer(desk, actor, at.heard.text, body)


def diary(at: Exchange) -> None:
    """The document of a colleague, whoever else they are."""
    if at.clinician and at.heard.diary:
        dictation.leave(at.desk, at.clinician)
        links_diary.receive(at.desk, at.clinician, at.heard.diary)


def answer_and_ask_again(at: Exchange) -> None:
    """A question beside the one that is open, which is put again; not between the parts of a burst."""
    if at.patient is None:
        return
    _answer(at, at.patient)
    if not at.goes_on:
        session_time.repeat_question(at.desk, at.patient)


def signs(at: Exchange) -> None:
    """An answer to the warning signs, in words."""
    if at.screen is None:
        return
    if at.does(Kind.NONE):
        warning_signs.none(at.desk, at.heard.caller, at.screen)
    elif one := at.act(Kind.THAT_ONE):
        warning_signs.there(at.desk, at.heard.caller, at.screen, str(one.value), said=at.heard.text)
    else:
        warning_signs.one_of_them(at.desk, at.heard.caller, at.screen, at.heard.text, sure=at.says_so)


def agree(at: Exchange) -> None:
    consent.answer(at.desk, at.heard.caller, agreed=at.does(Kind.YES))


def right_time(at: Exchange) -> None:
    if at.patient:
        session_time.confirm(at.desk, at.heard.caller, at.patient, right=at.does(Kind.YES))


def right_zone(at: Exchange) -> None:
    if at.patient:
        whereabouts.confirm(at.desk, at.patient, at.does(Kind.YES))


def which_session(at: Exchange) -> None:
    if at.patient and not at.does(Kind.NEW_SESSION, Kind.CORRECTION, Kind.YES, Kind.NO):
        session_time.repeat_question(at.desk, at.patient)
    elif at.patient:
        chosen_session.choose_in_words(at.desk, at.patient, new=at.does(Kind.NEW_SESSION))


def rated(at: Exchange) -> None:
    if at.patient and (act := at.act(Kind.RATING, Kind.RATING_UNCLEAR)):
        changed, named = at.heard.form is Form.CHANGED, at.names_one
        given = at.rating_beside_name if named else act.value
        typed_rating.take(at.desk, at.patient, given, changed=changed, named=named)


def unasked_rating(at: Exchange) -> None:
    """A rating that nobody asked for: noted, or where it may be something else, the scale."""
    if at.patient and people.are_several(at.desk, at.patient) and not at.names_one:
        for_whom.ask_how_sore(at.desk, at.patient, "")
    elif at.patient:
        given = at.unasked_rating
        rating_now.take(at.desk, at.patient, given.value if isinstance(given, SoreRating) else None)


def opt_out(at: Exchange) -> None:
    if at.patient is None:
        return
    if (act := at.act(Kind.OPT_OUT)) and act.value:
        pauses.ask_which(at.desk, at.patient)
    else:
        what = "pause" if at.does(Kind.PAUSE) else "stop"
        for_whom.ask(at.desk, at.patient, what, at.heard.text)


def alarm(at: Exchange) -> None:
    """A red flag, in these words or in what the last few messages say together."""
    if act := at.act(Kind.SIGN):
        words = at.words_of(act)
        if at.screen:
            words = warning_signs.overtaken(at.desk, at.heard.caller, at.screen, words)
        sure = said_whom(at.desk, at.heard.caller, words)
        despair = at.means_despair(act)
        red_flag.take(at.desk, at.heard.caller, at.flag_of(act), words, despair=despair, sure=sure)


def ask_for_signs(at: Exchange) -> None:
    if carers.join(at.desk, at.heard.caller, at.heard.words):
        return
    if act := at.act(Kind.MAYBE_SIGN):
        flag = at.flag_of(act)
        grave = flag is None or flag.may_be in (None, Tier.EMERGENCY)
        warning_signs.ask(
            at.desk,
            at.heard.caller,
            at.words_of(act),
            standing=at.screen,
            grave=grave,
            despair=flag is not None and flag.despair,
            language=(flag.language or "") if flag else "",
        )


def ask(at: Exchange) -> None:
    """A question or a remark. The scale that is open is put again in a line."""
    if at.patient is None:
        return
    scale = at.scale_to_repeat
    _answer(at, at.patient)
    if scale and not at.goes_on:
        say(at.desk, at.patient, scale)


def _answer(at: Exchange, patient: Patient) -> None:
    """What may go on in the next message is answered a moment later, with it."""
    asked = AskedText(at.whole, at.heard)
    due = at.desk.now + questions.HELD if at.goes_on else None
    if parts := at.heard.hearing.book.questions_in(asked.words):
        questions.answer_each(at.desk, patient, asked, parts, due=due)
    elif at.does(Kind.FOLLOW_UP, Kind.WHY) and questions.follow_up(at.desk, patient, asked):
        return
    elif asked.reading.rule == ELSEWHERE:  # in a language that was not known as one
        warning_signs.ask(at.desk, at.heard.caller, asked.words, standing=at.screen)
    else:
        questions.answer(at.desk, patient, asked, due=due)


def show_that_one(at: Exchange) -> None:
    """One of the questions that were offered last, by its place."""
    if at.patient and (one := at.act(Kind.THAT_ONE)):
        faq.show(at.desk, at.patient, at.heard.hearing, str(one.value))


def go_on_with_the_case(at: Exchange) -> None:
    """What is written after an alarm, by what it is."""
    desk, patient, words = at.desk, at.patient, not_text.with_its_words(at)
    grave = at.does(Kind.SAME_SIGN, Kind.MAYBE_SIGN, Kind.WORSE)
    if patient is None or (grave and anew.take(desk, at.heard, at.alert)):
        return
    if at.alert:
        in_sheet.say_first(desk, patient, at.alert.tier, at.heard.language)
    if at.does(Kind.DESPAIR):
        thread.despair(desk, patient, words, sign=at.does(Kind.SAME_SIGN, Kind.MAYBE_SIGN))
    elif at.does(Kind.SAME_SIGN, Kind.WORSE, Kind.MAYBE_SIGN):
        thread.keep(desk, patient, words, sign=True)
    elif at.does(Kind.REFUSES_HELP):
        thread.refuse(desk, patient, words)
    elif at.does(Kind.HELP_IS_THERE):
        thread.help_is_there(desk, patient, words)
    elif at.does(Kind.TAKES_BACK) or (Asks.MISTAKE in at.situation.asks and at.does(Kind.YES)):
        thread.take_back(desk, patient, words)
    elif at.does(Kind.BETTER):
        thread.better(desk, patient, words)
    elif at.does(Kind.THANKS, Kind.YES, Kind.GREETING, Kind.GOODBYE):
        thread.thank(desk, patient)
    else:
        thread.keep(desk, patient, words, instruct=at.does(Kind.WHAT_NOW))


def answer_the_clinic(at: Exchange) -> None:
    """What is written after a line of the clinic goes to who wrote it; a question is answered besides."""
    if at.patient is None or at.line is None:
        return
    covered = at.heard.hearing.book.asks(at.heard.text) and at.heard.question.kind is ReadingKind.ANSWER
    correspondence.pass_on(at.desk, at.patient, at.line, at.heard.text, quietly=covered)
    if covered:
        questions.answer(at.desk, at.patient, AskedText(at.heard.text, at.heard))


def meet(at: Exchange) -> None:
    """Somebody who is no patient: who was asked whether they agree is asked again, kindly."""
    if Asks.CONSENT in at.situation.asks and not at.was_told(NotNow):
        knows = at.was_told(WelcomeKept, WelcomeKeptInvited)
        asks = at.heard.hearing.book.asks(at.heard.text) and not knows
        consent.ask_again(at.desk, at.heard.caller, asks=asks)
    elif at.does(Kind.YES) and at.was_told(NotNowInvited):
        consent.link_again(at.desk, at.heard.caller)
    elif another.ask_whose_again(at.desk, at.heard.caller):
        return  # before any consent: it may be for somebody else
    elif consent.is_open(at.desk, at.heard.caller):
        consent.ask_again(at.desk, at.heard.caller)
    elif not carers.meet(at.desk, at.heard.caller, at.heard.words, ends=at.does(Kind.OPT_OUT)):
        greet(at.desk, at.heard.caller, Stranger())
