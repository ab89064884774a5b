"""The patient says about which of several sessions an alert is: whom of those who share a phone."""

from bot.care.alerts import further_words
from bot.care.ground import maybe_meant, people, red_flag, who_is_meant
from bot.care.ground.desk import OLD, Desk, Toast, asked_last, brief
from bot.care.ground.gone import SURELY
from bot.care.ground.heard import Caller
from bot.care.ground.identity import Trace, identify
from bot.care.ground.says.alerts import AlertElsewhere, AlertMeant
from bot.care.ground.says.message import read
from bot.care.ground.says.red_flag import WhoIsMeant
from bot.model import Alert, Clinician, Patient, Status
from bot.store import alert_people, alerts, cover, meant, patients, staff
from bot.store.tx import stamp


def choose(desk: Desk, caller: Caller, alert_code: str, code: str) -> Toast:
    """The answer joins the alert, and the card of that session is shown; another tap corrects it."""
    found = (meant.alert_of_patient(desk.tx, one.id, alert_code) for one in caller.people(desk))
    alert = next(filter(None, found), None)
    if alert is None:
        return OLD
    if code == SURELY:
        further_words.bring(desk, alert, f"[{SURELY}]", at_once=True)
        return Toast("toasts.thanks")
    if person := people.by_code(desk, caller, code):
        return choose_person(desk, alert, person)
    patient = patients.by_id(desk.tx, alert.patient_id)
    traces = identify(desk, patient).traces if patient else ()
    trace = next((one for one in traces if one.code == code), None)
    if patient is None or trace is None:
        return OLD
    return _choose_session(desk, alert, patient, trace)


def _choose_session(desk: Desk, alert: Alert, patient: Patient, trace: Trace) -> Toast:
    if alert.about == trace.code:
        return Toast("toasts.already", close=False)
    meant.set_about(desk.tx, alert.id, trace.code)
    _tell(desk, alert, patient, trace)
    if alert.tier in red_flag.HOLDS:
        who_is_meant.show_card(desk, patient, trace.code, tier=alert.tier)
    return Toast("toasts.thanks", close=False)


def choose_person(desk: Desk, alert: Alert, person: Patient) -> Toast:
    """It is about this one of several: the others go on as before, and so does who follows them."""
    ever = {one.id for one in _ever_meant(desk, alert)} or {alert.patient_id}
    if person.id not in ever:
        return OLD
    if alert_people.of(desk.tx, alert.id) == [person.id]:
        return Toast("toasts.already", close=False)
    alert_people.choose(desk.tx, alert.id, person.id)
    chosen = alerts.by_id(desk.tx, alert.id) or alert
    _tell_members(desk, chosen)
    if alert.tier in red_flag.HOLDS:
        red_flag.let_rest(desk, person, chosen)
        who_is_meant.show_card(desk, person, tier=chosen.tier)
        _wake_the_others(desk, chosen)
    return Toast("toasts.thanks", close=False)


def choose_in_words(desk: Desk, caller: Caller, words: str) -> None:
    """The name of one of them, typed."""
    asked = asked_last(desk, caller.chat_id, WhoIsMeant)
    person = people.named_in(caller.people(desk), words)
    if asked and person:
        choose(desk, caller, read(WhoIsMeant, asked.facts).alert, person.code)


def _ever_meant(desk: Desk, alert: Alert) -> list[Patient]:
    ids = alert_people.all_of(desk.tx, alert.id)
    return [one for patient_id in ids if (one := patients.by_id(desk.tx, patient_id))]


def _wake_the_others(desk: Desk, alert: Alert) -> None:
    """Whose reminders rest because of what is about somebody else goes on."""
    for patient_id in alert_people.ruled_out_at_rest(desk.tx, alert.id):
        alert_people.set_rests(desk.tx, alert.id, patient_id, rests=False)
        patient = patients.by_id(desk.tx, patient_id)
        if patient and patient.status is Status.PAUSED and red_flag.waiting(desk, patient) is None:
            red_flag.go_on(desk, patient)


def _tell_members(desk: Desk, alert: Alert) -> None:
    """Who follows or covers the one who is meant gets it anew; who was told and may not, hears just that."""
    theirs = {one.chat_id for one in staff.following(desk.tx) if _may_see(desk, one, alert)}
    for one in staff.following(desk.tx):
        if one.chat_id not in theirs:
            alerts.withdraw(desk.tx, alert.id, one.chat_id, now=desk.now)
    at, zone = stamp(alert.raised), desk.house.clinic.zone.key
    for chat in alerts.chats_told(desk.tx, alert.id):
        member = staff.by_chat(desk.tx, chat)
        if member and chat not in theirs:
            brief(desk, member, AlertElsewhere(at=at, zone=zone))
        elif member and alert.seen:
            known = maybe_meant.known_to(desk, alert, member).identity
            brief(desk, member, AlertMeant(sessions=known.sessions, **known.named), about=alert.patient_id)
    alerts.hurry(desk.tx, alert.id, now=desk.now)


def _tell(desk: Desk, alert: Alert, patient: Patient, trace: Trace) -> None:
    """Whoever waits for the alert gets it anew; whoever was told of one that is seen hears just that."""
    waiting = alerts.unseen(desk.tx, patient.id)
    if waiting and waiting.id == alert.id:
        red_flag.raise_alert(desk, patient, alert.tier, f"[session {trace.label or patient.code}]")
        return
    known = identify(desk, patient, trace.code)
    for chat in alerts.chats_told(desk.tx, alert.id):
        member = staff.by_chat(desk.tx, chat)
        if member and _may_see(desk, member, alert):
            brief(desk, member, AlertMeant(sessions=known.sessions, **known.named), about=patient.id)


def _may_see(desk: Desk, member: Clinician, alert: Alert) -> bool:
    return cover.alert(desk.tx, member, alert.code, since=desk.now - red_flag.STANDS) is not None
