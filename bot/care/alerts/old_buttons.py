"""Buttons of an alert that do nothing any more are taken off the phones on which they stand."""

from bot.care.ground import red_flag
from bot.care.ground.desk import Desk
from bot.care.ground.on_phones import OldButtons, Relabelled
from bot.care.ground.says.alerts import AlertTold, AlertYours, left_when_over
from bot.care.ground.says.buttons import Rows
from bot.care.ground.says.message import read
from bot.model import Alert, Outgoing, Patient
from bot.store import alert_copies


def of_seen(desk: Desk, alert: Alert, patient: Patient) -> OldButtons:
    """Of an alert that was told several times, the newest copy keeps its buttons on each phone."""
    told = [
        (number, one)
        for number, one in alert_copies.on_phones(desk.tx, [alert.code], patient.id)
        if one.key == AlertTold.key
    ]
    newest = {one.chat_id: number for number, one in told}
    return OldButtons(
        tuple(
            Relabelled(one.chat_id, number, one.language)
            for number, one in told
            if newest[one.chat_id] != number
        )
    )


def of_over(desk: Desk, alert: Alert, patient: Patient, *, resting: bool) -> OldButtons:
    """Where a case is over, no button that ends it stands anywhere, and one that still holds stays."""
    codes = closed_lately(desk, alert)
    copies = alert_copies.on_phones(desk.tx, codes, patient.id)
    return OldButtons(
        tuple(
            Relabelled(one.chat_id, number, one.language, _left(one, resting=resting))
            for number, one in copies
        )
    )


def closed_lately(desk: Desk, alert: Alert) -> list[str]:
    """The codes of what is over: those of long ago have lost their buttons already."""
    return alert_copies.closed_with(desk.tx, alert, since=desk.now - red_flag.STANDS)


def _left(message: Outgoing, *, resting: bool) -> Rows:
    if message.key != AlertYours.key:
        return ()
    said = read(AlertYours, message.facts)
    return left_when_over(said.alert, resting=resting, noting=said.noting)
