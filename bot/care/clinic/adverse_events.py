"""The clinic notes an adverse event of a session: which, and how grave; it may correct it at any time."""

from bot.care.clinic import line as clinic_line
from bot.care.ground import drafts, identity, record
from bot.care.ground.desk import OLD, Desk, Toast, ask_staff, asked_staff, brief, end_staff
from bot.care.ground.heard import Heard
from bot.care.ground.says.adverse_events import (
    LONGEST_WORDS,
    NO_ALERT,
    OTHER,
    AdverseGone,
    AdverseHow,
    AdverseNoted,
    AdverseSaid,
    AdverseShown,
    AdverseUndone,
    AdverseWhat,
    AdverseWhich,
)
from bot.model import Clinician, Dialogue
from bot.store import adverse_events, cases
from messages.heard.labels import plain
from schedules.clinical import CLINICAL

STEP = "adverse_words"


def begin(desk: Desk, actor: Clinician, code: str, alert: str = NO_ALERT) -> Toast:
    """Which it is; with what is noted of that session already, each to be taken back."""
    case = cases.case(desk.tx, actor, code)
    if case is None:
        return OLD
    noted = tuple(
        AdverseShown(one.code, one.kind, one.gravity, one.words)
        for one in adverse_events.of_treatment(desk.tx, actor, case.treatment.id)
    )
    named = identity.labelled(desk, case.patient, case.treatment)
    brief(desk, actor, AdverseWhich(case=code, alert=alert, noted=noted, **named), about=case.patient.id)
    return Toast(close=False)


def ask_how(desk: Desk, actor: Clinician, code: str, alert: str, kind: str) -> Toast:
    case = cases.case(desk.tx, actor, code)
    if case is None or kind not in CLINICAL.adverse_events:
        return OLD
    named = identity.labelled(desk, case.patient, case.treatment)
    brief(desk, actor, AdverseHow(case=code, alert=alert, kind=kind, **named), about=case.patient.id)
    return Toast(close=False)


def note(desk: Desk, actor: Clinician, code: str, alert: str, rest: str) -> Toast:
    """Noted; of a kind that is noted already, how grave it was is corrected. What else it was is asked."""
    case, (kind, _, gravity) = cases.case(desk.tx, actor, code), rest.partition(":")
    if case is None or kind not in CLINICAL.adverse_events or gravity not in CLINICAL.gravities:
        return OLD
    told = None if alert == NO_ALERT else alert
    event = adverse_events.note(
        desk.tx, case.treatment, actor, kind=kind, gravity=gravity, alert=told, now=desk.now
    )
    record.note(desk, actor, f"noted an adverse event, {gravity}", case.patient.code)
    named = identity.labelled(desk, case.patient, case.treatment)
    if kind == OTHER:
        drafts.drop(desk, actor)
        ask_staff(desk, actor, STEP, {"event": event})
    noted = (AdverseWhat if kind == OTHER else AdverseNoted)(kind=kind, gravity=gravity, event=event, **named)
    brief(desk, actor, noted, about=case.patient.id)
    return Toast()


def take_words(desk: Desk, actor: Clinician, dialogue: Dialogue, heard: Heard) -> None:
    """A typed line: what it was. It stays with the event, and goes with it."""
    event = adverse_events.by_code(desk.tx, actor, str(dialogue.facts["event"]))
    case = cases.case(desk.tx, actor, event.session) if event else None
    words = plain(heard.text)
    if event is None or case is None:
        end_staff(desk, actor)
        brief(desk, actor, AdverseGone())
    elif clinic_line.fits(desk, actor, words, most=LONGEST_WORDS):
        end_staff(desk, actor)
        adverse_events.say_what(desk.tx, event, words)
        record.note(desk, actor, "said what an adverse event was", case.patient.code)
        named = identity.labelled(desk, case.patient, case.treatment)
        brief(desk, actor, AdverseSaid(**named), about=case.patient.id)


def skip(desk: Desk, actor: Clinician, code: str) -> Toast:
    """Nothing is said of what it was; what was said before stays."""
    if not _is_asked(desk, actor, code):
        return OLD
    end_staff(desk, actor)
    return Toast("toasts.left")


def _is_asked(desk: Desk, actor: Clinician, code: str) -> bool:
    dialogue = asked_staff(desk, actor)
    return dialogue is not None and dialogue.step == STEP and dialogue.facts["event"] == code


def undo(desk: Desk, actor: Clinician, code: str) -> Toast:
    """Taken back, also long after."""
    event = adverse_events.by_code(desk.tx, actor, code)
    case = cases.case(desk.tx, actor, event.session) if event else None
    if event is None or case is None:
        return OLD
    if _is_asked(desk, actor, code):
        end_staff(desk, actor)
    adverse_events.take_back(desk.tx, event)
    record.note(desk, actor, f"took back an adverse event, {event.gravity}", case.patient.code)
    named = identity.labelled(desk, case.patient, case.treatment)
    brief(desk, actor, AdverseUndone(kind=event.kind, gravity=event.gravity, **named), about=case.patient.id)
    return Toast()
