"""The clinic notes an adverse event of a session: which, and how grave; it may correct it at any time."""

from bot.care.ground import identity, record
from bot.care.ground.desk import OLD, Desk, Toast, brief
from bot.care.ground.says.adverse_events import (
    NO_ALERT,
    AdverseHow,
    AdverseNoted,
    AdverseShown,
    AdverseUndone,
    AdverseWhich,
)
from bot.model import Clinician
from bot.store import adverse_events, cases
from schedules.clinical import CLINICAL


def begin(desk: Desk, actor: Clinician, code: str, alert: str = NO_ALERT) -> Toast:
    """Which it is; with what is noted of that session already, each to be taken back."""
    case = cases.case(desk.tx, actor, code)
    if case is None:
        return OLD
    noted = tuple(
        AdverseShown(one.code, one.kind, one.gravity)
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
    """Noted; of a kind that is noted already, how grave it was is corrected."""
    case, (kind, _, gravity) = cases.case(desk.tx, actor, code), rest.partition(":")
    if case is None or kind not in CLINICAL.adverse_events or gravity not in CLINICAL.gravities:
        return OLD
    told = None if alert == NO_ALERT else alert
    event = adverse_events.note(
        desk.tx, case.treatment, actor, kind=kind, gravity=gravity, alert=told, now=desk.now
    )
    record.note(desk, actor, f"noted an adverse event, {gravity}", case.patient.code)
    named = identity.labelled(desk, case.patient, case.treatment)
    noted = AdverseNoted(kind=kind, gravity=gravity, event=event, **named)
    brief(desk, actor, noted, about=case.patient.id)
    return Toast()


def undo(desk: Desk, actor: Clinician, code: str) -> Toast:
    """Taken back, also long after."""
    event = adverse_events.by_code(desk.tx, actor, code)
    case = cases.case(desk.tx, actor, event.session) if event else None
    if event is None or case is None:
        return OLD
    adverse_events.take_back(desk.tx, event)
    record.note(desk, actor, f"took back an adverse event, {event.gravity}", case.patient.code)
    named = identity.labelled(desk, case.patient, case.treatment)
    brief(desk, actor, AdverseUndone(kind=event.kind, gravity=event.gravity, **named), about=case.patient.id)
    return Toast()
