"""A record is erased: whose alert nobody has seen, or from a phone that serves others still."""

from collections.abc import Sequence

from bot.care.ground import duty, people
from bot.care.ground.desk import Desk, brief
from bot.care.ground.identity import identify
from bot.care.ground.says.alerts import AlertErased
from bot.care.ground.says.buttons import Moment, Whom
from bot.care.ground.says.erasure import ForgottenOne
from bot.care.ground.says.message import read
from bot.model import Patient, Sort
from bot.store import alerts, spoken, staff
from bot.store.tx import stamp
from messages.heard.labels import is_named
from schedules.clinical import CLINICAL

GONE = "gone"  # beside the words of an alert, in brackets: it may be about somebody who was erased
SURELY = "surely_gone"  # the same, as was tapped


def maybe_gone(desk: Desk, chat_id: int, everybody: Sequence[Patient], words: str) -> Whom | None:
    """Who was erased there while needle spots are watched, where the words may be about them.

    Nothing is kept to know them by but what the phone was told of it. Who had no name may be meant by any
    words that name none of the others.
    """
    if people.any_is_named(everybody, words):
        return None
    since = desk.now - CLINICAL.oldest_session
    told = spoken.all_of(desk.tx, chat_id, ForgottenOne.key, since=since)
    erased = [read(ForgottenOne, one.facts).whom for one in told]
    named = [one for one in erased if one.name and is_named(one.name, words)]
    unnamed = [one for one in erased if not one.name]
    return next(iter((*named, *unnamed)), None)


def unread(desk: Desk, patient: Patient) -> Moment | None:
    """When the alert was raised that nobody has seen, and that would go with the patient."""
    alert = alerts.unseen(desk.tx, patient.id, alone=True)
    return Moment(stamp(alert.raised), desk.house.clinic.zone.key) if alert else None


def patient_leaves(desk: Desk, patient: Patient) -> None:
    """A record is erased while nobody has seen its alert: that much is told, without the words."""
    alert = alerts.unseen(desk.tx, patient.id, alone=True)
    if alert is None:  # or it may be about others, and stays with them
        return
    known = identify(desk, patient, alert.about)
    told = alerts.chats_told(desk.tx, alert.id)
    others = [one for one in staff.following(desk.tx) if one.is_owner or one.chat_id in told]
    for member in {one.id: one for one in (*duty.followers(desk, [patient]), *others)}.values():
        at, zone = stamp(alert.raised), desk.house.clinic.zone.key
        erased = AlertErased(**known.named, sessions=known.sessions, at=at, zone=zone)
        brief(desk, member, erased, sort=Sort.ALERT)
