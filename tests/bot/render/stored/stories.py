"""What the tests of that release do not reach: its use cases, called by hand on a real encrypted file."""

# mypy: ignore-errors
# It runs with the code of its release, from which later code may differ.

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

from bot.care.desk import Caller, Desk
from bot.care.recognising import Body
from messages.reading import Reading
from messages.triage import Tier

from bot.care import (
    alarming,
    amending,
    answering,
    attending,
    checking,
    climbing,
    enrolling,
    following,
    joining,
    linking,
    links,
    locating,
    opening,
    pausing,
    plan,
    replying,
    reporting,
    screening,
    sending,
    sharing,
    staffing,
    talking,
    treating,
    watching,
    writing,
)
from bot.care.sending import Outcome, Result
from bot.model import Clinician, Invitation, Message, Patient, Role, Status
from bot.store import dialogues, invitations, patients, treatments
from bot.store.tx import stamp
from schedules.hours import parse_working_hours
from tests.bot.render.stored.ward import Ward, caller

SPRING = datetime(2027, 3, 28, 12, 0, tzinfo=UTC)  # the morning on which the clocks went forward
SUNDAYS = parse_working_hours("Sun 10:00-11:00")
NO_BODY = Body({}, {})
BREATH = "I can't breathe and my chest hurts"
ODD_TIMES = ("01:30", "16:00", "1 april 9:00", "1 march 9:00", "yesterday", "no idea")


def plans(ward: Ward) -> None:
    """Sessions at every third hour, alone and together, answered or not, on time or after a standstill."""
    house = ward.house
    midnight = ward.now.replace(hour=0, minute=0)
    kinds = product(
        ("dry_needling", "light"), range(0, 24, 3), (True, False), (False, True), (None, 5), (0, 20)
    )
    for protocol, hour, quiet, several, value, idle in kinds:
        ward.house = replace(house, quiet=house.quiet if quiet else None)
        ward.now = midnight + timedelta(hours=hour)
        patient = ward.patient()
        ward.session(patient, protocol=protocol, region="left.shoulder" if hour % 2 else None)
        if several:
            ward.session(patient, protocol="light", region="neck" if hour % 2 else None)
        ward.now += timedelta(hours=idle)
        ward.live(100, then=_rating(ward, patient, value))
        ward.do(lambda desk, one: patients.forget(desk.tx, one), patient.id)


def apart(ward: Ward) -> None:
    """Every step of both protocols leads a message where a clinic has moved them apart."""
    for protocol in ward.house.protocols.values():
        later = [
            replace(step, after=step.after + timedelta(minutes=place))
            for place, step in enumerate(protocol.steps)
        ]
        own = replace(protocol, steps=tuple(later), gap=timedelta(0))
        ward.house = replace(ward.house, protocols={**ward.house.protocols, protocol.name: own}, quiet=None)
        for regions in (("neck",), ("neck", None)):
            patient = ward.patient()
            for region in regions:
                ward.session(patient, protocol=protocol.name, region=region)
            ward.live(100, then=_rating(ward, patient, 5))


def _rating(ward: Ward, patient: Patient, value: int | None) -> Callable[[Message], object]:
    def rate(message: Message) -> None:
        if value is not None and message.facts.get("ask"):
            ward.do(checking.rate, ward.again(patient), message, value)

    return rate


def ratings(ward: Ward) -> None:
    """Numbers that rise, with a clinic that is open, closed or nobody's, about one session or two."""
    house = ward.house
    for staffed, hours, region in product((False, True), (None, SUNDAYS), (None, "neck", "")):
        ward.house = replace(house, hours=hours, quiet=None)
        jo = ward.member("Jo") if staffed else None
        patient = ward.patient()
        ward.session(patient, jo, region=region or None)
        if region is not None:
            ward.session(patient, jo, protocol="light", region=region or None)
        numbers = iter((2, 5, 8) if region is None else (2, 2, 5, 5, 8, 8))

        def rate(message: Message, patient: Patient = patient, numbers: Iterator[int] = numbers) -> None:
            if message.facts.get("ask"):
                ward.do(checking.rate, ward.again(patient), message, next(numbers, 8))

        ward.live(50, then=rate)


def standing(ward: Ward) -> None:
    """A plan is told however the patient stands, and the list and the card say so."""
    jo = ward.member("Jo")
    for status, several in product(Status, (False, True)):
        patient = ward.patient()
        ward.session(patient, jo, region=None if several else "left.shoulder")
        if several:
            ward.session(patient, jo, region="neck")
        ward.live(7)
        ward.do(checking.hear_number, patient, "4")
        ward.do(lambda desk, one, how: patients.set_status(desk.tx, one, how), patient.id, status)
        for key in ("plan", "plan_again", "resumed"):
            ward.do(plan.tell, ward.again(patient), key)
        ward.do(following.show_patient, jo, patient.code)
        ward.do(following.show_list, jo)
        if status is not Status.ACTIVE:
            ward.do(pausing.go_on, ward.again(patient), wanted=True)
    ward.do(following.show_list, jo, "nobody")


def times(ward: Ward) -> None:
    """Times that cannot be used, typed and tapped, before and after the zone is known."""
    ward.now = SPRING
    patient = ward.patient()
    ward.do(treating.ask_when, patient, mode="new")
    for text in ODD_TIMES:
        ward.do(treating.hear_when, patient, ward.asked(patient.chat_id), text)
    for hours in (-1, 24 * 20):
        tapped = stamp(ward.now - timedelta(hours=hours))
        ward.do(treating.choose_hour, patient, tapped, ward.asked(patient.chat_id).turn)
    for text, city in (("02:30", "Berlin"), ("11:30", "New York"), ("14 march 12:30", "Auckland")):
        patient = ward.patient(None)
        ward.do(treating.ask_when, patient, mode="new")
        ward.do(treating.hear_when, patient, ward.asked(patient.chat_id), text)
        ward.do(treating.confirm, caller(patient), patient, right=True)
        ward.do(locating.hear_city, patient, ward.asked(patient.chat_id), city)
        ward.do(talking.accept_zone, patient)
    for text in ("Hamilton", "Nowhereville"):
        ward.do(locating.hear_city, patient, ward.asked(patient.chat_id), text)
    for region in ("Europe", "Arctic"):
        ward.do(locating.choose_region, patient, region, 0, ward.asked(patient.chat_id).turn)
    for regions in ((None,), ("left.shoulder",), (None, "neck")):
        patient = ward.patient()
        for region in regions:
            ward.session(patient, region=region)
        ward.do(treating.begin, patient)


def questions(ward: Ward) -> None:
    """Answers that were not meant, and words in which there is nothing to read."""
    patient = ward.patient()
    for text in ("how long will I be sore?", "hm?", ""):
        ward.do(answering.answer, patient, text, Reading("answer", "soreness"))
        ward.do(answering.not_that, patient, ward.last(patient.chat_id, "bot.answer").id)
        ward.do(answering.answer, patient, text, Reading("abstain", "medicines"))
        ward.do(answering.answer, patient, text, None)
        ward.do(screening.ask, caller(patient), text)
        shown = ward.last(patient.chat_id, "bot.screen")
        ward.do(screening.tapped, caller(patient), screening.NONE, shown.id)
    kim = ward.member("Kim", Role.OWNER)
    ward.do(replying.show_open, kim)
    asked = str(ward.last(kim.chat_id, "staff.question").facts["question"])
    ward.do(answering.pass_on, patient, asked)
    ward.do(replying.show_open, kim)
    for what, typed in (("reply", ("About two days.",)), ("entry", ("How long?", "About two days."))):
        ward.do(replying.begin, kim, what, asked)
        for text in typed:
            ward.do(replying.hear, kim, ward.asked(kim.chat_id, dialogues.STAFF), text)


def red_flags(ward: Ward) -> None:
    """Every tier, in the clinic's hours and out of them, with nobody there, and of people of every sort."""
    house = ward.house
    flags = [*((tier, "") for tier in Tier), (Tier.EMERGENCY, "life")]
    sorts = list(product(flags, (None, SUNDAYS), (None, "left.shoulder", "calf", "stranger")))
    for staffed in (False, True):
        jo = ward.member("Jo") if staffed else None
        for (tier, rule), hours, region in sorts:
            ward.house = replace(house, hours=hours)
            patient = ward.patient()
            if region == "stranger":
                ward.do(alarming.urgent, Caller(9, "en"), tier, BREATH, rule=rule)
                ward.do(alarming.urgent, patient, tier, BREATH, rule=rule)
                continue
            ward.session(patient, jo, region=region)
            ward.do(alarming.urgent, replace(patient, status=Status.STOPPED), tier, BREATH, rule=rule)
            ward.do(alarming.urgent, patient, tier, BREATH, rule=rule)
            ward.do(alarming.urgent, ward.again(patient), tier, "it gets worse\n[breath]")
            ward.do(alarming.join, ward.again(patient), "please")
            if tier is not Tier.CLINICIAN and not rule:
                ward.do(climbing.without_picture, ward.last(patient.chat_id, "bot.card"))
            ward.live(0.5)
        ward.do(watching.show_open, jo or ward.member("Kim", Role.OWNER))


def alerts_seen(ward: Ward) -> None:
    """Every button of an alert, of followed patients and of those whom nobody follows, and long words."""
    kim, lee = ward.member("Kim", Role.OWNER), ward.member("Lee")
    for tier, by in product(Tier, (None, lee)):
        patient = ward.patient()
        session = ward.session(patient, by, region="neck" if by else None)
        ward.do(alarming.urgent, patient, tier, f"{BREATH}. " * 120)
        ward.live(20)
        for what in ("seen", "call", "write", "false", "on", "on"):
            ward.do(watching.act, by or kim, what, _code(ward, patient))
        ward.do(attending.end, kim, session.code, sure=True)
        ward.do(watching.act, kim, "write", _code(ward, patient))
        ward.do(following.show_patient, kim, patient.code)
        ward.do(alarming.raise_alert, ward.again(patient), tier, BREATH)
        ward.do(following.show_patient, kim, patient.code)
        ward.do(following.show_list, kim)
        ward.do(alarming.patient_leaves, ward.again(patient))
        for _ in range(12):  # more than a card can show
            code = ward.do(alarming.raise_alert, ward.again(patient), tier, BREATH).code
            ward.do(watching.act, kim, "seen", code)
        ward.do(following.show_patient, kim, patient.code)


def _code(ward: Ward, patient: Patient) -> str:
    return str(
        ward.store.run_now(
            lambda tx: tx.value("SELECT code FROM alerts WHERE patient_id = :id ORDER BY id", id=patient.id)
        )
    )


def _link(ward: Ward, member: Clinician) -> Invitation:
    """A link that the member has just made."""
    ward.do(enrolling.enrol, member, "JD", NO_BODY)
    code = str(ward.last(member.chat_id, "staff.link_card").facts["link"])
    found = ward.do(lambda desk: invitations.by_code(desk.tx, code, member))
    assert found is not None
    return found


def linked(ward: Ward) -> None:
    """What becomes of links, and what is asked about them."""
    ward.now = SPRING
    jo = ward.member("Jo")
    link = _link(ward, jo)
    ward.do(linking.ask_when, jo, link)
    for text in ODD_TIMES:
        ward.do(amending.hear, jo, ward.asked(jo.chat_id, dialogues.STAFF), text, NO_BODY)
    ward.do(linking.ask_next, jo, link, "label")
    ward.do(amending.revoke, jo, link.code)
    ward.do(amending.hear_label, jo, ward.asked(jo.chat_id, dialogues.STAFF), "AB")
    for answer in ("not mine", "nothing yet", "declined", "unopened"):
        link = _link(ward, jo)
        pat = Caller(int(stamp(ward.now)) + len(answer), "en", "Pat")
        if answer == "unopened":
            continue
        ward.do(opening.open_link, pat, links.held_by(ward.house.link_key, link.nonce))
        ward.do(joining.consent, pat, agreed=answer != "declined", code=link.code)
        if answer == "not mine":
            patient = ward.do(pat.patient)
            assert patient is not None
            ward.do(sharing.not_mine, patient, ward.asked(patient.chat_id).turn)
    ward.do(amending.show_waiting, jo)
    ward.live(60)


def cases(ward: Ward) -> None:
    """What is done about a session, alone and with colleagues, and what cannot be."""
    ward.now = SPRING
    kim = ward.member("Kim", Role.OWNER)
    patient = ward.patient()
    session = ward.session(patient, kim, region="left.shoulder")
    ward.do(attending.begin, kim, session.code, "hand", [])
    ward.do(attending.begin, kim, session.code, "time", linking.recent(ward.do(lambda desk: desk)))
    for text in ODD_TIMES:
        ward.do(attending.hear, kim, ward.asked(kim.chat_id, dialogues.STAFF), text, [stamp(ward.now)])
    for result in (Result.UNCLEAR, Result.BLOCKED, Result.REFUSED):
        ward.do(attending.begin, kim, session.code, "line", [])
        ward.do(attending.hear, kim, ward.asked(kim.chat_id, dialogues.STAFF), "See you on Friday.", [])
        ward.do(writing.send, kim, session.code, sure=True)
        ward.do(sending.settle, Outcome(ward.last(patient.chat_id, "bot.line"), result))
        ward.do(lambda desk: patients.set_status(desk.tx, patient.id, Status.ACTIVE))
    for result in (Result.UNCLEAR, Result.REFUSED, Result.BLOCKED):
        other = ward.patient()
        ward.session(other, kim)
        ward.live(30, result)
        ward.do(following.show_patient, kim, other.code)
    ward.live(30, then=_rating(ward, patient, 3))
    ward.do(checking.helpful, patient, ward.last(patient.chat_id, "dry_needling.second_check"), 2)
    ward.do(following.show_patient, kim, patient.code)


def crowds(ward: Ward) -> None:
    """More patients than one clinician may follow."""
    kim, lee = ward.member("Kim", Role.OWNER), ward.member("Lee")
    session = ward.session(ward.patient(), kim)
    crowd = ward.patient()

    def add(desk: Desk) -> None:
        for number in range(enrolling.MOST_PATIENTS):
            one = replace(session, code=f"X{number:06}", patient_id=crowd.id, clinician_id=lee.id)
            treatments.add(desk.tx, one, now=desk.now)

    ward.do(add)
    ward.do(attending.hand_over, kim, session.code, lee.code)
    ward.do(enrolling.enrol, lee, "JD", NO_BODY)


def owners(ward: Ward) -> None:
    """Who is invited, and a report that comes every week."""
    kim = ward.member("Kim", Role.OWNER)
    ward.member("Lee")
    ward.do(staffing.invite, kim, "Robin")
    ward.do(staffing.show, kim)
    ward.do(reporting.set_weekly, kim, wanted=True)
    ward.do(reporting.report, replace(kim, weekly=True))
    ward.live(24 * 8)


STORIES = (
    plans,
    apart,
    ratings,
    standing,
    times,
    questions,
    red_flags,
    alerts_seen,
    linked,
    cases,
    crowds,
    owners,
)
