"""A summary for the notes: what a patient has reported after each session that the actor may see."""

from dataclasses import dataclass
from datetime import datetime

from bot.care.ground import identity, plan, record
from bot.care.ground.desk import OLD, Desk, Toast, brief
from bot.care.ground.says.documents import NotesData, NotesPage
from bot.care.patient import ratings
from bot.model import Clinician, State, Treatment
from bot.store import adverse_events, answers, cases, courses, plans, staff, timeline, treatments
from bot.store.adverse_events import AdverseEvent
from bot.store.answers import Given
from bot.store.tx import Row, instant
from messages.heard.red_flags.finding import Tier

ASKED = frozenset({State.SENT, State.UNKNOWN})


@dataclass(frozen=True)
class FlagNoted:
    """A red flag: how urgent, the patient's own words, who has read it, and whether it was none."""

    code: str
    tier: Tier
    at: datetime
    words: str
    seen: datetime | None
    by: str
    false_alarm: bool
    mistaken: bool  # taken back by the patient


@dataclass(frozen=True)
class SessionNoted:
    """A session with what was said after it; `answers` are by what was asked, the oldest first."""

    treatment: Treatment
    protocol: str
    follower: str
    asked: int  # check-ins that were sent
    answers: dict[str, list[Given]]
    flags: tuple[FlagNoted, ...]
    worried: bool
    adverse: tuple[AdverseEvent, ...] = ()

    @property
    def sore(self) -> list[Given]:
        return self.answers[ratings.SORENESS]

    @property
    def answered(self) -> int:
        """Check-ins that have an answer."""
        return sum(one.step is not None for one in self.sore)


@dataclass(frozen=True)
class CourseNoted:
    """All of it, and for whom it was made."""

    code: str
    label: str
    sessions: tuple[SessionNoted, ...]
    actor: str


def send(desk: Desk, actor: Clinician, code: str) -> Toast:
    """Owe both files; what is in them is gathered when they leave, as the actor may see it then."""
    case = cases.case(desk.tx, actor, code)
    if case is None:
        return OLD
    about = case.patient.id
    named = identity.labelled(desk, case.patient, case.treatment)
    brief(desk, actor, NotesPage(case=code, **named), about=about)
    brief(desk, actor, NotesData(case=code), about=about)
    record.note(desk, actor, "took a summary", case.patient.code)
    return Toast(close=False)


def gathered(desk: Desk, chat_id: int, code: str) -> CourseNoted:
    """The course of that session. Raises LookupError where whoever has that chat may not see it any more."""
    actor = staff.by_chat(desk.tx, chat_id)
    case = cases.case(desk.tx, actor, code) if actor else None
    if actor is None or case is None:
        raise LookupError(code)
    found = [one.treatment for one in courses.sessions(desk.tx, actor, case.treatment.id)]
    flags = _flags(desk, actor, found)
    return CourseNoted(
        case.patient.code,
        identity.labelled(desk, case.patient, case.treatment)["label"],
        tuple(_session(desk, actor, one, flags[one.code]) for one in found),
        actor.name or actor.code,
    )


def _session(desk: Desk, actor: Clinician, treatment: Treatment, flags: list[FlagNoted]) -> SessionNoted:
    protocol = desk.house.protocols.get(treatment.protocol)
    follower = staff.by_id(desk.tx, treatment.clinician_id or 0)
    sent = [one for one in plans.of_treatment(desk.tx, treatment.id) if one.state in ASKED and not one.round]
    return SessionNoted(
        treatment,
        protocol.title if protocol else treatment.protocol,
        (follower.name or follower.code) if follower else "",
        sum(plan.step_of(one).ask is not None for one in sent),
        {
            ask: answers.series(desk.tx, treatment.id, ask)
            for ask in (ratings.SORENESS, ratings.WORST, ratings.HELPFUL)
        },
        tuple(flags),
        treatments.worried(desk.tx, treatment.id),
        tuple(adverse_events.of_treatment(desk.tx, actor, treatment.id)),
    )


def _flags(desk: Desk, actor: Clinician, found: list[Treatment]) -> dict[str, list[FlagNoted]]:
    """Each red flag once, with the session that it is said to be about, or else the last one before it."""
    placed: dict[str, list[FlagNoted]] = {one.code: [] for one in found}
    rows = {row["code"]: row for one in found for row in timeline.red_flags(desk.tx, actor, one.code)}
    for row in sorted(rows.values(), key=lambda one: (one["at"], one["code"])):
        before = [one.code for one in found if one.treated_at <= instant(row["at"])]
        about = row["about"] if row["about"] in placed else (before or [found[0].code])[-1]
        placed[about].append(_flag(row))
    return placed


def _flag(row: Row) -> FlagNoted:
    return FlagNoted(
        code=row["code"],
        tier=Tier(row["key"]),
        at=instant(row["at"]),
        words=row["words"] or "",
        seen=instant(row["seen"]) if row["seen"] else None,
        by=row["name"] or "",
        false_alarm=bool(row["false_alarm"]),
        mistaken=row["mistaken"] is not None,
    )
