"""The patient says about which of several sessions an alert is: whom of those who share a phone."""

from bot.care.ground import red_flag
from bot.care.ground.desk import OLD, Desk, Toast, brief
from bot.care.ground.identity import Trace, identify
from bot.care.ground.says.alerts import AlertMeant
from bot.model import Alert, Patient
from bot.store import alerts, meant, staff


def choose(desk: Desk, patient: Patient, alert_code: str, code: str) -> Toast:
    """The answer joins the alert, and the card of that session is shown; another tap corrects it."""
    alert = meant.alert_of_patient(desk.tx, patient.id, alert_code)
    trace = next((one for one in identify(desk, patient).traces if one.code == code), None)
    if alert is None or trace is None:
        return OLD
    if alert.about == code:
        return Toast("toasts.already", close=False)
    meant.set_about(desk.tx, alert.id, code)
    _tell(desk, alert, patient, trace)
    if alert.tier in red_flag.HOLDS:
        red_flag.show_card(desk, patient, code)
    return Toast("toasts.thanks", close=False)


def _tell(desk: Desk, alert: Alert, patient: Patient, trace: Trace) -> None:
    """Whoever waits for the alert gets it anew; whoever was told of one that is seen hears just that."""
    waiting = alerts.unseen(desk.tx, patient.id)
    if waiting and waiting.id == alert.id:
        red_flag.raise_alert(desk, patient, alert.tier, f"[session {trace.label or patient.code}]")
        return
    known = identify(desk, patient, trace.code)
    for chat in alerts.chats_told(desk.tx, alert.id):
        if member := staff.by_chat(desk.tx, chat):
            brief(desk, member, AlertMeant(sessions=known.sessions, **known.named), about=patient.id)
