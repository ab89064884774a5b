"""From what is kept of a session, and of those before it, to the curve of how sore somebody was."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.care.ground import plan
from bot.care.ground.desk import Desk
from bot.care.ground.drawing import causes
from bot.care.ground.says.curve import Curve, CurvePoint, CurveSession, Night, Seconds
from bot.care.ground.says.from_clinic import ClinicLine
from bot.model import Patient, State, Treatment
from bot.store import answers, courses, drawing
from bot.store.drawing import Despatch
from bot.store.tx import stamp
from schedules.clinical import CLINICAL
from schedules.quiet import quiet_spans

SORENESS = "soreness"
MOST_SESSIONS = 4  # the newest
FEWEST = 2  # ratings that make a curve worth looking at, for who has given them
BEYOND = timedelta(hours=3)  # the last mark
SHORTEST = timedelta(hours=48)
WENT = frozenset({State.SENT, State.UNKNOWN})


def of_patient(desk: Desk, patient: Patient, treatment: Treatment) -> Curve | None:
    """For the patient: of that session and those of theirs before it; None where there is not much to see."""
    before = [one for one in courses.others(desk.tx, treatment) if one.treated_at < treatment.treated_at]
    curve = of_sessions(desk, patient, [*reversed(before), treatment])
    return curve if sum(len(one.ratings) for one in curve.sessions) >= FEWEST else None


def of_sessions(desk: Desk, patient: Patient, sessions: Sequence[Treatment]) -> Curve:
    """Of these, the first one first; of many, the newest."""
    shown = sessions[-MOST_SESSIONS:]
    since = [desk.now - one.treated_at for one in shown]
    found = [_Marks(desk, one) for one in shown]
    until = max([SHORTEST, *(one.last + BEYOND for one in found)])
    told = (
        one.session(desk, patient, until, ago if ago < until else None)
        for one, ago in zip(found, since, strict=True)
    )
    return Curve(desk.zone_of(patient).key, tuple(told), _seconds(until))


class _Marks:
    """What is kept of one session, as far as the spots are watched."""

    def __init__(self, desk: Desk, treatment: Treatment) -> None:
        self._treatment = treatment
        until = min(desk.now, treatment.treated_at + CLINICAL.oldest_session)
        rows = drawing.despatches(desk.tx, treatment, until)
        self._ratings = answers.series(desk.tx, treatment.id, SORENESS)
        self._asked = [one for one in rows if _asks(one)]
        self._alerts = [one.raised for one in drawing.alerts(desk.tx, treatment, until)]
        self._lines = [
            causes.stood(one)
            for one in rows
            if one.message.key == ClinicLine.key
            and one.message.treatment_id == treatment.id
            and one.message.state in WENT
        ]

    @property
    def last(self) -> timedelta:
        """When the last mark stands, since the session."""
        marks = [one.at for one in self._ratings] + [causes.stood(one) for one in self._asked]
        return max([timedelta(0), *(at - self._treatment.treated_at for at in marks + self._alerts)])

    def session(self, desk: Desk, patient: Patient, until: timedelta, now: timedelta | None) -> CurveSession:
        treated = self._treatment.treated_at
        given = {one.step for one in self._ratings}
        nights = quiet_spans(treated, treated + until, desk.zone_of(patient), desk.house.quiet)
        return CurveSession(
            at=stamp(treated),
            region=self._treatment.region,
            ratings=tuple(CurvePoint(one.value, self._since(one.at)) for one in self._ratings),
            asked=self._times(one for one in self._asked if one.message.step in given),
            silent=self._times(one for one in self._asked if one.message.step not in given),
            alerts=tuple(map(self._since, self._alerts)),
            lines=tuple(map(self._since, self._lines)),
            quiet=tuple(Night(self._since(begin), self._since(end)) for begin, end in nights),
            now=_seconds(now) if now is not None else None,
        )

    def _times(self, rows: Iterable[Despatch]) -> Seconds:
        """When each check-in was asked first."""
        first: dict[str | None, int] = {}
        for one in rows:
            first.setdefault(one.message.step, self._since(causes.stood(one)))
        return tuple(first.values())

    def _since(self, at: datetime) -> int:
        return _seconds(at - self._treatment.treated_at)


def _asks(one: Despatch) -> bool:
    """Whether it is a check-in that went out."""
    step = one.message.step is not None and plan.step_of(one.message).ask
    return bool(step) and one.message.state in WENT


def _seconds(length: timedelta) -> int:
    return int(length.total_seconds())
