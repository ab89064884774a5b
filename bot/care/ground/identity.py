"""Who a patient is to the clinic: all that was ever said of them, at whatever stage they are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypedDict

from bot.care.ground.desk import Desk
from bot.care.ground.says.identity import SessionKnown
from bot.model import Clinician, Invitation, Patient, Treatment
from bot.store import invitations, patients, staff, treatments
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
    made_by: int | None = None  # of a link that was opened and has no answer yet: it may be anybody's


@dataclass(frozen=True)
class Identity:
    """What is known of a patient; `traces` are the sessions that may be meant, the likeliest first."""

    patient: Patient
    traces: tuple[Trace, ...]
    others: tuple[Patient, ...] = ()  # who may be meant as well, where one phone serves several people

    def seen_by(self, member: Clinician) -> "Identity":
        """Without what a colleague has offered on that phone, which may be to somebody else."""
        own = (None, member.id)
        return (
            self
            if member.is_owner
            else replace(self, traces=tuple(one for one in self.traces if one.made_by in own))
        )

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
            "known_as": BETWEEN.join(self._names),
        }

    @property
    def _names(self) -> tuple[str, ...]:
        """What they say that the clinic calls them, or else what the phone does."""
        names = (one.known_as or one.called or "" for one in (self.patient, *self.others))
        return tuple(dict.fromkeys(filter(None, names)))

    @property
    def sessions(self) -> tuple[SessionKnown, ...]:
        return tuple(
            SessionKnown(stamp(one.at), one.stage, one.label, one.region, one.protocol)
            for one in self.traces[:MOST]
        )

    @property
    def is_in_the_records(self) -> bool:
        """Whether there is anything to look them up by at the clinic."""
        return bool(self.labels or any(one.known_as for one in (self.patient, *self.others)))

    @property
    def is_one_person(self) -> bool:
        return not self.others and len(self.labels) < 2  # noqa: PLR2004  (two are several)


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


def identify_any(desk: Desk, everybody: Sequence[Patient], meant: str | None = None) -> Identity:
    """The same of several, of whom any may be meant; the likeliest first."""
    known = [identify(desk, one, meant) for one in everybody]
    traces = {trace.code: trace for one in known for trace in one.traces}
    first, *others = [one.patient for one in known]
    return Identity(first, tuple(traces.values()), tuple(others))


def name(desk: Desk, patient: Patient, treatment: Treatment | None) -> Naming:
    """How the clinic calls a patient where one session is spoken of: by its own label, if it has one."""
    named = identify(desk, patient).named
    return {**named, "label": treatment.label} if treatment and treatment.label else named


def seen_by(desk: Desk, actor: Clinician, patient: Patient, treatment: Treatment) -> Naming:
    """How somebody of the clinic calls a patient: by the label alone where they do not follow them."""
    if sees(actor, treatment):
        return name(desk, patient, treatment)
    return {"code": "", "label": treatment.label, "first_name": "", "known_as": ""}


def sees(actor: Clinician, treatment: Treatment) -> bool:
    """Whether a session is in somebody's scope: no receptionist's, and of a colleague's an owner's."""
    return actor.is_owner or (actor.follows and treatment.clinician_id == actor.id)


def unlabelled(patient: Patient) -> Naming:
    """The same where no session is spoken of: labels may be those of other colleagues."""
    known_as = patient.known_as or ""
    return {"code": patient.code, "label": "", "first_name": patient.first_name, "known_as": known_as}


class InSentence(TypedDict):
    """How the clinic calls a patient in a sentence: by the label, or what else there is."""

    label: str
    code: str


def labelled(desk: Desk, patient: Patient, treatment: Treatment | None) -> InSentence:
    named = name(desk, patient, treatment)
    label = named["label"] or named["known_as"] or named["first_name"] or named["code"]
    return {"label": label, "code": named["code"]}


def _traces(desk: Desk, patient: Patient) -> list[Trace]:
    links = invitations.unregistered(desk.tx, patient.id)
    opened = invitations.taken_by(desk.tx, patient.chat_id, now=desk.now)
    known, everything = {one.id for one in links}, treatments.all_of(desk.tx, patient.id)
    offered = [_of_link(desk, one) for one in links]
    if len(patients.of_chat(desk.tx, patient.chat_id)) > 1:  # it may be of any of them, or of nobody here
        named = [*(one.label for one in links), *(one.label for one in everything)]
        labels = {label.casefold() for label in named if label}
        opened = [one for one in opened if one.label.casefold() in labels]
    offered += [replace(_of_link(desk, one), made_by=one.staff_id) for one in opened if one.id not in known]
    kept = [_of_treatment(desk, one, everything) for one in everything]
    newest_first = sorted((*kept, *offered), key=lambda one: one.at, reverse=True)
    return sorted(newest_first, key=lambda one: one.stage == EARLIER)


def _of_treatment(desk: Desk, treatment: Treatment, everything: list[Treatment]) -> Trace:
    """A session is under way as long as its needle spots are watched, unless the clinic has ended it.

    Where the next one of the course has ended its plan, its spots are watched all the same.
    """
    followed = any(
        one.treated_at > treatment.treated_at and (one.clinician_id, one.label) == _followed_as(treatment)
        for one in everything
    )
    watched = (followed or not treatment.ended) and _is_watched(desk, treatment.treated_at)
    trace = Trace(treatment.code, UNDER_WAY if watched else EARLIER, treatment.treated_at)
    return _told(desk, trace, treatment)


def _followed_as(treatment: Treatment) -> tuple[int | None, str]:
    return treatment.clinician_id, treatment.label


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
