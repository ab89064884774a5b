"""Who a patient is to the clinic: all that was ever said of them, at whatever stage they are."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypedDict

from bot.care.ground.desk import Desk
from bot.care.ground.says.identity import SessionKnown
from bot.model import Clinician, Invitation, Patient, Treatment
from bot.store import invitations, staff, treatments
from bot.store.tx import stamp
from schedules.clinical import CLINICAL

UNDER_WAY, OFFERED, EARLIER = "under_way", "offered", "earlier"
MOST = 4  # sessions that are named at once
BETWEEN = " / "  # labels of which any may be meant


class Naming(TypedDict):
    """How the clinic calls a patient, in every message that names one."""

    code: str
    label: str
    first_name: str
    known_as: str


@dataclass(frozen=True)
class Trace:
    """A session, or a link that stands for one, by which the clinic may know a patient."""

    code: str
    stage: str
    at: datetime
    label: str = ""
    region: str | None = None
    protocol: str = ""


@dataclass(frozen=True)
class Identity:
    """What is known of a patient; `traces` are the sessions that may be meant, the likeliest first."""

    patient: Patient
    traces: tuple[Trace, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """Each label once: where there are several, the patient may be speaking of any of them."""
        return tuple(dict.fromkeys(one.label for one in self.traces if one.label))

    @property
    def named(self) -> Naming:
        return {
            "code": self.patient.code,
            "label": BETWEEN.join(self.labels),
            "first_name": self.patient.first_name,
            "known_as": self.patient.known_as or "",
        }

    @property
    def sessions(self) -> tuple[SessionKnown, ...]:
        return tuple(
            SessionKnown(stamp(one.at), one.stage, one.label, one.region, one.protocol)
            for one in self.traces[:MOST]
        )

    @property
    def is_in_the_records(self) -> bool:
        """Whether there is anything to look them up by at the clinic."""
        return bool(self.labels or self.patient.known_as)

    @property
    def is_one_person(self) -> bool:
        return len(self.labels) < 2  # noqa: PLR2004  (two are several)


def identify(desk: Desk, patient: Patient, meant: str | None = None) -> Identity:
    """All that is known of a patient; of several who may be meant, the one of that code.

    Sessions under way come first and links that wait to be confirmed, the newest first; earlier ones only
    where no label is known by then.
    """
    found = _traces(desk, patient)
    current = [one for one in found if one.stage != EARLIER]
    if not any(one.label for one in current):
        current = found
    chosen = next((one for one in found if one.code == meant), None)
    if chosen:
        alike = [one for one in current if one.label in ("", chosen.label) and one.code != chosen.code]
        current = [chosen, *alike]
    return Identity(patient, tuple(current))


def name(desk: Desk, patient: Patient, treatment: Treatment | None) -> Naming:
    """How the clinic calls a patient where one session is spoken of: by its own label, if it has one."""
    named = identify(desk, patient).named
    return {**named, "label": treatment.label} if treatment and treatment.label else named


def _traces(desk: Desk, patient: Patient) -> list[Trace]:
    links = invitations.unregistered(desk.tx, patient.id)
    opened = invitations.taken_by(desk.tx, patient.chat_id, now=desk.now)
    offered = [_of_link(desk, one) for one in {link.id: link for link in (*links, *opened)}.values()]
    kept = [_of_treatment(desk, one) for one in treatments.all_of(desk.tx, patient.id)]
    newest_first = sorted((*kept, *offered), key=lambda one: one.at, reverse=True)
    return sorted(newest_first, key=lambda one: one.stage == EARLIER)


def _of_treatment(desk: Desk, treatment: Treatment) -> Trace:
    """A session is under way as long as its needle spots are watched, unless the clinic has ended it."""
    watched = not treatment.ended and _is_watched(desk, treatment.treated_at)
    trace = Trace(treatment.code, UNDER_WAY if watched else EARLIER, treatment.treated_at)
    return _told(desk, trace, treatment)


def _of_link(desk: Desk, link: Invitation) -> Trace:
    at = link.treated_at or link.created
    return _told(desk, Trace(link.code, OFFERED if _is_watched(desk, at) else EARLIER, at), link)


def _is_watched(desk: Desk, at: datetime) -> bool:
    return desk.now - at <= CLINICAL.oldest_session


def _told(desk: Desk, trace: Trace, said: Treatment | Invitation) -> Trace:
    protocol = desk.house.protocols.get(said.protocol)
    title = protocol.title if protocol else said.protocol
    return replace(trace, label=said.label, region=said.region, protocol=title)


def makers(desk: Desk, patient: Patient) -> list[Clinician]:
    """Who made the links that a patient has agreed to and not confirmed; the owners, where that is nobody."""
    found: list[Clinician] = []
    for link in invitations.unregistered(desk.tx, patient.id):
        maker = staff.by_id(desk.tx, link.staff_id) if link.staff_id else None
        found += [maker] if maker else staff.owners(desk.tx)
    return found
