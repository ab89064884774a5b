"""That no answer comes climbs, as an alert does, until somebody of the clinic has seen it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.care.ground import clinic_hours, duty, maybe_meant, people, record, red_flag
from bot.care.ground.desk import OLD, Desk, Toast, brief, restate
from bot.care.ground.identity import identify_any
from bot.care.ground.patient_words import PIECE, in_order
from bot.care.ground.says.message import read
from bot.care.ground.says.warning_signs import SignsSilent, SignsSilentCarer, SignsSilentSeen
from bot.model import Clinician, Outgoing, Patient, Sort, State
from bot.store import outbox, patients, silences, spoken, staff
from bot.store.tx import instant, stamp
from schedules.clinical import CLINICAL
from schedules.ladder import Ladder, Reach, offset_of, reach, rung

KINDS: Mapping[str, type[SignsSilent]] = {one.key: one for one in (SignsSilent, SignsSilentCarer)}


def owe(
    desk: Desk,
    everybody: Sequence[Patient],
    first: SignsSilent,
    due: datetime,
    *,
    upto: Reach = Reach.FOLLOWER,
) -> None:
    """Owe it to whoever an alert about any of them would be for by then; who they are is filled in."""
    found = list(everybody)
    told_before = {one.chat_id for one in spoken.about(desk.tx, found[0].id, first.key)}
    for member in duty.nearest(desk, found, upto):
        own = maybe_meant.seen_by(desk, found, member)
        newest, known = red_flag.newest(desk, own[0]), identify_any(desk, own)
        theirs = duty.is_theirs(desk, own, member, is_told=member.chat_id in told_before)
        told = replace(
            first, case=newest.code if newest and theirs else "", sessions=known.sessions, **known.named
        )
        brief(desk, member, told, about=found[0].id, due=due, sort=Sort.ALERT)


def of(desk: Desk, kind: type[SignsSilent], words: str, due: datetime, *, grave: bool) -> SignsSilent:
    """What is told of it from then on; who it is about is still to be filled in."""
    return kind(
        words=words[:PIECE],
        code="",
        label="",
        at=stamp(desk.now),
        zone=desk.house.clinic.zone.key,
        raised=stamp(due),
        grave=grave,
    )


def is_owed(standing: Sequence[Outgoing]) -> bool:
    return any(one.state is State.DUE for one in standing)


def write_more(desk: Desk, standing: Sequence[Outgoing], words: str, due: datetime) -> bool:
    """More was written: what is owed holds it too, and comes by `due`; whether that is sooner."""
    sooner = False
    for one in standing:
        if one.state is State.DUE:
            held = read(KINDS[one.key], one.facts)
            restate(desk, one, replace(held, words=in_order(held.words, words)[:PIECE]))
            if one.due > due:
                outbox.postpone(desk.tx, one.id, due)
                sooner = True
    return sooner


def climb(desk: Desk, told: Outgoing) -> None:
    """As it is told, it is owed for the next rung, to whoever is to hear of it by then; once for all."""
    kind = KINDS.get(told.key)
    patient = _patient(desk, told) if kind else None
    if kind is None or patient is None or told.answered is not None:
        return
    if any(
        one.state is State.DUE and one.due > desk.now for one in spoken.about(desk.tx, patient.id, told.key)
    ):
        return
    held = read(kind, told.facts)
    held = replace(held, raised=held.raised or stamp(told.due))
    ladder, raised = _ladder(held), instant(held.raised)
    climbed = rung(ladder, desk.now - raised)
    due = raised + offset_of(ladder, climbed)
    if ladder.working_hours:
        due = clinic_hours.opening(desk, due)
    everybody = [patient] if kind is SignsSilentCarer else people.maybe_meant(desk, patient, None)
    owe(desk, everybody, held, due, upto=reach(ladder, climbed))


def _patient(desk: Desk, told: Outgoing) -> Patient | None:
    about = silences.about(desk.tx, told.id)
    return patients.by_id(desk.tx, about) if about is not None else None


def _ladder(held: SignsSilent) -> Ladder:
    return CLINICAL.ladders["silence" if held.grave else "clinician"]


def see(desk: Desk, actor: Clinician, message_id: int) -> Toast:
    """Somebody has seen it: it climbs no further, and whoever else was told hears who it was."""
    told = outbox.get(desk.tx, message_id, chat_id=actor.chat_id)
    kind = KINDS.get(told.key) if told else None
    if told is None or kind is None or (patient := _patient(desk, told)) is None:
        return OLD
    if told.answered is not None:
        return Toast("toasts.seen_already", close=False)
    around = [one.id for one in people.around(desk, patient)]
    for chat in silences.settle(desk.tx, around, told.key, silences.SEEN, now=desk.now):
        member = staff.by_chat(desk.tx, chat)
        if member and member.id != actor.id:
            own = maybe_meant.seen_by(desk, people.maybe_meant(desk, patient, None), member)
            seen = SignsSilentSeen(name=actor.name, **identify_any(desk, own).named)
            brief(desk, member, seen, about=patient.id)
    record.note(desk, actor, "saw that no answer came about warning signs", patient.code)
    return Toast("toasts.silence_seen", close=False)


def standing_for(desk: Desk, actor: Clinician) -> list[Outgoing]:
    """What a member was told of and nobody has seen or answered: the newest of each patient."""
    told = silences.told_to(desk.tx, actor.chat_id)
    return list({str(one.facts["code"]): one for one in told}.values())


def show_again(desk: Desk, actor: Clinician) -> int:
    """Tell a member of these once more, with their buttons; of how many patients that is."""
    found = standing_for(desk, actor)
    for one in found:
        patient = _patient(desk, one)
        about = patient.id if patient else None
        brief(desk, actor, read(KINDS[one.key], one.facts), about=about, sort=Sort.ALERT)
    return len(found)
