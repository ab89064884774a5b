"""Further words of a case: to whoever has seen the alarm, or was told of it."""

from dataclasses import replace
from datetime import datetime

from bot.care.ground import duty, maybe_meant
from bot.care.ground.desk import Desk, owe, restate
from bot.care.ground.patient_words import GATHERED, PIECE, joined
from bot.care.ground.says.alerts import AlertLine
from bot.model import Alert, Clinician, Sort
from bot.store import alerts, staff
from bot.store.tx import stamp
from schedules.ladder import Reach


def seer_of(desk: Desk, alert: Alert) -> Clinician | None:
    """Whoever has seen it, as long as they are at work."""
    seer = staff.by_id(desk.tx, alert.seen_by) if alert.seen_by else None
    return seer if seer and not duty.is_away(desk, seer) else None


def bring(desk: Desk, alert: Alert, words: str, *, at_once: bool = False, sign: bool = False) -> None:
    """Further words of a case, to who has seen it or was told of it; what comes at a time comes as one."""
    alerts.add_words(desk.tx, alert.id, words, now=desk.written or desk.now)
    due = desk.now if at_once else desk.now + GATHERED
    for member in _readers(desk, alert):
        duty.admit(desk, alert, maybe_meant.known_to(desk, alert, member).everybody, member)
        for at in range(0, len(words), PIECE):
            line = _line(desk, alert, member, words[at : at + PIECE], sign=sign)
            _gather(desk, alert, member, line, due)


def _readers(desk: Desk, alert: Alert) -> list[Clinician]:
    """Whoever has seen it; until then, or when they are away, who was told of it and who it is for first."""
    if seer := seer_of(desk, alert):
        return [seer]
    told = {*alerts.chats_told(desk.tx, alert.id)}
    first = maybe_meant.members(desk, alert, Reach.FOLLOWER)
    everybody = maybe_meant.members(desk, alert, Reach.EVERYBODY)
    there = [one for one in everybody if not duty.is_away(desk, one)]
    others = [one for one in there if one.chat_id in told and maybe_meant.is_for(desk, alert, one)]
    return list({one.id: one for one in (*first, *others)}.values())


def _gather(desk: Desk, alert: Alert, member: Clinician, line: AlertLine, due: datetime) -> None:
    """Put the words to those that wait to be sent there; what is due at once waits for nothing."""
    found = joined(desk, member, AlertLine, line.words, lambda held: held.alert == alert.code)
    if found and due > desk.now:
        waiting, held = found
        restate(desk, waiting, replace(line, words=held.words, sign=held.sign or line.sign))
        return
    owe(
        desk,
        line,
        chat_id=member.chat_id,
        sort=Sort.ALERT,
        language=member.language,
        due=due,
        about_id=alert.patient_id,
        alert_id=alert.id,
    )


def _line(desk: Desk, alert: Alert, member: Clinician, words: str, *, sign: bool) -> AlertLine:
    return AlertLine(
        alert=alert.code,
        tier=alert.tier,
        words=words,
        last=alerts.last_words(desk.tx, alert.id),
        **maybe_meant.known_to(desk, alert, member).identity.named,
        at=stamp(desk.written or desk.now),
        zone=desk.house.clinic.zone.key,
        has_reader=alert.seen is not None,
        sign=sign,
    )
