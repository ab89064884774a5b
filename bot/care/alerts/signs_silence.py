"""No answer comes about the warning signs: the clinic is told, and the patient that it was."""

from datetime import datetime, timedelta

from bot.care.alerts import silence_ladder
from bot.care.ground import carers, clinic_hours, duty, maybe_meant, people, red_flag
from bot.care.ground.desk import Desk, brief, say
from bot.care.ground.heard import Caller
from bot.care.ground.identity import identify_any
from bot.care.ground.says.warning_signs import (
    SignsAnswered,
    SignsAnsweredCarer,
    SignsSilent,
    SignsSilentCarer,
    SilenceTold,
)
from bot.model import Outgoing, Patient, State
from bot.store import outbox, silences, spoken, staff, withdrawals
from messages.heard.red_flags.finding import Tier

PATIENCE = timedelta(minutes=15)  # after it, the clinic may look at what nobody said yes or no to


def tell(desk: Desk, patient: Patient, words: str, *, grave: bool, quietly: bool) -> None:
    """Where no answer comes, whoever an alert would be for is told of it, at any hour if it may be grave.

    The patient hears so then, unless `quietly`: it would be in a language that they may not read.
    """
    standing, due = _standing(desk, patient), _due(desk, grave=grave)
    sooner, everybody = False, people.maybe_meant(desk, patient, None)
    if silence_ladder.is_owed(standing):
        sooner = silence_ladder.write_more(desk, standing, words, due)
    elif grave or len(everybody) >= people.SEVERAL:
        sooner = True
        first = silence_ladder.of(desk, SignsSilent, words, due, grave=grave)
        silence_ladder.owe(desk, everybody, first, due)
    if sooner and grave and not quietly and duty.reachable(desk, everybody):
        say(desk, patient, SilenceTold(), due=due)


def tell_of_carer(desk: Desk, caller: Caller, words: str, *, grave: bool) -> None:
    """The same where they write whose phone hears along: whom their words may be about hears of it too."""
    due = _due(desk, grave=grave)
    for patient in carers.maybe_meant(desk, caller, words):
        standing = spoken.about(desk.tx, patient.id, SignsSilentCarer.key)
        if silence_ladder.is_owed(standing):
            silence_ladder.write_more(desk, standing, words, due)
            continue
        first = silence_ladder.of(desk, SignsSilentCarer, words, due, grave=grave)
        silence_ladder.owe(desk, [patient], first, due)
        told = red_flag.told(desk, [patient], Tier.EMERGENCY)
        for carer in carers.whose(desk, caller, patient):
            carers.wrote(desk, carer, patient, told, due)
        if duty.reachable(desk, [patient]) and caller.patient(desk) is None:
            say(desk, caller, SilenceTold(), due=due)


def _due(desk: Desk, *, grave: bool) -> datetime:
    after = desk.now + PATIENCE
    return after if grave else clinic_hours.opening(desk, after)


def _standing(desk: Desk, patient: Patient) -> list[Outgoing]:
    """What the clinic was told of it or is owed, and nobody has seen, about any who share the phone."""
    everybody = people.around(desk, patient)
    return [told for one in everybody for told in spoken.about(desk.tx, one.id, SignsSilent.key)]


def take_back(desk: Desk, patient: Patient) -> None:
    """Whoever was told that there is no answer hears of it; nobody else is told."""
    everybody = people.maybe_meant(desk, patient, None)
    told = [sent for one in people.around(desk, patient) for sent in _told(desk, one, SignsSilent)]
    _answered(desk, told, everybody, patient, SignsAnswered)
    for one in people.around(desk, patient):
        withdrawals.withdraw_about(desk.tx, one.id, SignsSilent.key, now=desk.now)
    withdrawals.withdraw(desk.tx, patient.chat_id, SilenceTold.key, now=desk.now)


def _told(desk: Desk, patient: Patient, kind: type[SignsSilent]) -> list[Outgoing]:
    """What the patient has not answered of what anybody was told or is owed, also where it was seen."""
    return silences.told(desk.tx, patient.id, kind.key)


def _answered(
    desk: Desk, told: list[Outgoing], everybody: list[Patient], patient: Patient, kind: type[SignsAnswered]
) -> None:
    """Whoever has been told that there was no answer, about any of these, hears once that there is one."""
    for one in told:
        outbox.answered(desk.tx, one.id, "since", now=desk.now)
    for chat in dict.fromkeys(one.chat_id for one in told if one.state is not State.DUE):
        if member := staff.by_chat(desk.tx, chat):
            own = maybe_meant.seen_by(desk, everybody, member)
            brief(desk, member, kind(**identify_any(desk, own).named), about=patient.id)


def take_back_of_carer(desk: Desk, caller: Caller) -> None:
    """The same for whom a phone hears along that has answered: none of the signs."""
    for patient in carers.heard_for(desk, caller):
        _answered(desk, _told(desk, patient, SignsSilentCarer), [patient], patient, SignsAnsweredCarer)
        carers.unasked(desk, patient)
    withdrawals.withdraw(desk.tx, caller.chat_id, SilenceTold.key, now=desk.now)
