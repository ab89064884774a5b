"""No answer comes about the warning signs: the clinic is told, and the patient that it was."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.care.ground import carers, clinic_hours, duty, maybe_meant, people, red_flag
from bot.care.ground.desk import Desk, brief, restate, say
from bot.care.ground.heard import Caller
from bot.care.ground.identity import identify_any
from bot.care.ground.patient_words import PIECE
from bot.care.ground.says.message import read
from bot.care.ground.says.warning_signs import (
    SignsAnswered,
    SignsAnsweredCarer,
    SignsSilent,
    SignsSilentCarer,
    SilenceTold,
)
from bot.model import Clinician, Outgoing, Patient, Sort, State
from bot.store import outbox, spoken, staff, withdrawals
from bot.store.tx import stamp
from messages.heard.red_flags.finding import Tier

PATIENCE = timedelta(minutes=15)  # after it, the clinic may look at what nobody said yes or no to


def tell(desk: Desk, patient: Patient, words: str, *, grave: bool, quietly: bool) -> None:
    """Where no answer comes, whoever an alert would be for is told of it, at any hour if it may be grave.

    The patient hears so then, unless `quietly`: it would be in a language that they may not read.
    """
    owed = [one for one in _told(desk, patient) if one.state is State.DUE]
    for one in owed:
        restate(desk, one, replace(read(SignsSilent, one.facts), words=words[:PIECE]))
    if owed or not (grave or people.are_several(desk, patient)):
        return
    due, everybody = _due(desk, grave=grave), people.maybe_meant(desk, patient, None)
    _owe(desk, everybody, SignsSilent, words, due)
    if grave and not quietly and duty.reachable(desk, everybody):
        say(desk, patient, SilenceTold(), due=due)


def tell_of_carer(desk: Desk, caller: Caller, words: str, *, grave: bool) -> None:
    """The same where they write whose phone hears along: whom their words may be about hears of it too."""
    due = _due(desk, grave=grave)
    for patient in carers.maybe_meant(desk, caller, words):
        owed = [one for one in _told_of_carer(desk, patient) if one.state is State.DUE]
        for one in owed:
            held = read(SignsSilentCarer, one.facts)
            restate(desk, one, replace(held, words=f"{held.words}\n{words}"[:PIECE]))
        if owed:
            continue
        _owe(desk, [patient], SignsSilentCarer, words, due)
        told = red_flag.told(desk, [patient], Tier.EMERGENCY)
        for carer in carers.whose(desk, caller, patient):
            carers.wrote(desk, carer, patient, told, due)
        if duty.reachable(desk, [patient]) and caller.patient(desk) is None:
            say(desk, caller, SilenceTold(), due=due)


def _due(desk: Desk, *, grave: bool) -> datetime:
    after = desk.now + PATIENCE
    return after if grave else clinic_hours.opening(desk, after)


def _owe(desk: Desk, everybody: list[Patient], kind: type[SignsSilent], words: str, due: datetime) -> None:
    """Owe it to whoever an alert about any of them would be for first."""
    for member in duty.first(desk, everybody):
        own = maybe_meant.seen_by(desk, everybody, member)
        newest, known = red_flag.newest(desk, own[0]), identify_any(desk, own)
        theirs = duty.is_theirs(desk, own, member)
        told = kind(
            words=words[:PIECE],
            case=newest.code if newest and theirs else "",
            **known.named,
            sessions=known.sessions,
            at=stamp(desk.now),
            zone=desk.house.clinic.zone.key,
        )
        brief(desk, member, told, about=everybody[0].id, due=due, sort=Sort.ALERT)


def _told(desk: Desk, patient: Patient) -> list[Outgoing]:
    """What the clinic was told of it, or is owed; of several on a phone any may be meant."""
    everybody = people.around(desk, patient)
    return [told for one in everybody for told in spoken.about(desk.tx, one.id, SignsSilent.key)]


def _told_of_carer(desk: Desk, patient: Patient) -> list[Outgoing]:
    return spoken.about(desk.tx, patient.id, SignsSilentCarer.key)


def unanswered_to(desk: Desk, actor: Clinician) -> int:
    """Of how many patients somebody was told in the last day that no answer came, and none has come since."""
    since = desk.now - red_flag.STANDS
    told = [
        one
        for kind in (SignsSilent, SignsSilentCarer)
        for one in spoken.all_of(desk.tx, actor.chat_id, kind.key, since=since)
        if one.answered is None and one.state is not State.DUE
    ]
    return len({str(one.facts["code"]) for one in told})


def take_back(desk: Desk, patient: Patient) -> None:
    """Whoever was told that there is no answer hears of it; nobody else is told."""
    everybody = people.maybe_meant(desk, patient, None)
    for told in _told(desk, patient):
        _answered(desk, told, everybody, patient, SignsAnswered)
    for one in people.around(desk, patient):
        withdrawals.withdraw_about(desk.tx, one.id, SignsSilent.key, now=desk.now)
    withdrawals.withdraw(desk.tx, patient.chat_id, SilenceTold.key, now=desk.now)


def _answered(
    desk: Desk, told: Outgoing, everybody: list[Patient], patient: Patient, kind: type[SignsAnswered]
) -> None:
    """Whoever has been told that there was no answer, about any of these, hears that there is one."""
    outbox.answered(desk.tx, told.id, "since", now=desk.now)
    member = staff.by_chat(desk.tx, told.chat_id)
    if member and told.state is not State.DUE:
        own = maybe_meant.seen_by(desk, everybody, member)
        brief(desk, member, kind(**identify_any(desk, own).named), about=patient.id)


def take_back_of_carer(desk: Desk, caller: Caller) -> None:
    """The same for whom a phone hears along that has answered: none of the signs."""
    for patient in carers.heard_for(desk, caller):
        for told in _told_of_carer(desk, patient):
            _answered(desk, told, [patient], patient, SignsAnsweredCarer)
        carers.unasked(desk, patient)
    withdrawals.withdraw(desk.tx, caller.chat_id, SilenceTold.key, now=desk.now)
