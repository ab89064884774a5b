"""After urgent words: what is shown to emergency staff, and the question whom they are about."""

from collections.abc import Sequence

from bot.care.ground import people
from bot.care.ground.desk import Desk, say
from bot.care.ground.gone import SURELY
from bot.care.ground.identity import Identity, identify, identify_any
from bot.care.ground.says.buttons import About, Whom
from bot.care.ground.says.red_flag import Card, MaybeMeant, WhichSession, WhoIsMeant
from bot.model import Alert, Patient, Sort
from bot.store import meant, patients
from bot.store.tx import stamp
from messages.heard.red_flags.finding import Tier

ASKING = (WhichSession.key, WhoIsMeant.key)


def was_asked(desk: Desk, patient: Patient, alert: Alert) -> bool:
    return meant.was_asked(desk.tx, patient.chat_id, ASKING, alert.code)


def show_card(
    desk: Desk,
    patient: Patient,
    which: str | None = None,
    everybody: Sequence[Patient] = (),
    *,
    tier: Tier,
) -> None:
    """What to show to emergency staff, who know nothing of the session; of several, all or that one."""
    if len(everybody) >= people.SEVERAL:
        _show_card_of_several(desk, patient, everybody, tier)
        return
    known, zone = identify(desk, patient, which), desk.zone_of(patient).key
    if not known.traces:
        return
    first, *others = known.sessions
    own, alone = patients.holds_phone(desk.tx, patient.id), known.is_one_person
    card = Card(
        region=first.region,
        treated_at=first.at,
        zone=zone,
        name=_name(patient, own=own) if alone else "",
        whose=None if own else people.plainly(desk, patient),
        others=tuple(About(one.at, zone, one.region) for one in others),
        tier=tier,
    )
    say(desk, patient, card, sort=Sort.URGENT)


def _name(patient: Patient, *, own: bool) -> str:
    """The patient's own name; that of whoever holds the phone is not, where it is another's."""
    return patient.known_as or patient.called or (patient.first_name if own else "")


def _show_card_of_several(desk: Desk, patient: Patient, everybody: Sequence[Patient], tier: Tier) -> None:
    """All their sessions, each by the name that the phone knows."""
    zone = desk.zone_of(patient).key
    told = [(one, session) for one in everybody for session in identify(desk, one).sessions[:1]]
    if not told:
        return
    first, *others = [session for _, session in told]
    card = Card(
        region=first.region,
        treated_at=first.at,
        zone=zone,
        others=tuple(About(one.at, zone, one.region) for one in others),
        people=tuple(people.whom(desk, one) for one, _ in told),
        tier=tier,
    )
    say(desk, patient, card, sort=Sort.URGENT)


def ask(
    desk: Desk,
    patient: Patient,
    alert: Alert,
    everybody: Sequence[Patient],
    erased: Whom | None = None,
) -> None:
    """One phone may serve several: after the urgent words it is asked once whom they are about.

    Somebody who was erased there may be meant as well.

    The clinic's labels are not for the patient, who can tell the sessions by their day and region.
    """
    known = identify_any(desk, everybody or [patient])
    if erased:
        if not was_asked(desk, patient, alert):
            gone = MaybeMeant(SURELY, None, erased)
            choice = (*_people(desk, everybody or [patient]), gone)
            say(desk, patient, WhoIsMeant(alert=alert.code, sessions=choice), sort=Sort.URGENT)
        return
    if known.is_one_person or was_asked(desk, patient, alert):
        return
    if len(everybody) >= people.SEVERAL:
        asked = WhoIsMeant(alert=alert.code, sessions=_people(desk, everybody))
        say(desk, patient, asked, sort=Sort.URGENT)
    elif not alert.about:
        say(desk, patient, WhichSession(alert=alert.code, sessions=_choice(desk, known)), sort=Sort.URGENT)


def _choice(desk: Desk, known: Identity) -> tuple[MaybeMeant, ...]:
    """A session of each who may be meant, the newest."""
    zone = desk.zone_of(known.patient).key
    of_each = {one.label or one.code: one for one in reversed(known.traces)}
    return tuple(
        MaybeMeant(one.code, About(stamp(one.at), zone, one.region)) for one in reversed(of_each.values())
    )


def _people(desk: Desk, everybody: Sequence[Patient]) -> tuple[MaybeMeant, ...]:
    """Each of those whom the phone serves, by name and newest session."""
    found = []
    for one in everybody:
        zone, newest = desk.zone_of(one).key, next(iter(identify(desk, one).traces), None)
        about = About(stamp(newest.at), zone, newest.region) if newest else None
        told = people.plainly(desk, one) if about and about.region else people.whom(desk, one)
        found.append(MaybeMeant(one.code, about, told))
    return tuple(found)
