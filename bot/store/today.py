"""A day by patient, as far as somebody may see it: who came, was invited, is under way, or is red."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model import Alert, Clinician, Invitation
from bot.store import alert_people, cases
from bot.store.alerts import alert_of
from bot.store.cases import LOOKED_AT, Line
from bot.store.courses import NEWEST, scoped
from bot.store.invitations import invitation_of
from bot.store.scope import (
    GRAVITY,
    IS_COVERED,
    OF_ALERTS,
    OF_LINKS,
    SCOPE,
    SEEN_NOT_OVER,
    gravest_unseen,
    is_standing,
    who,
    whose_links,
)
from bot.store.silences import SILENT
from bot.store.tx import Row, Tx, stamp
from schedules.clinical import CLINICAL

# An emergency that was none by mistake, raised since the last working day ended.
OF_NIGHT = "tier = 'emergency' AND false_alarm = 0 AND raised_at >= :night"

# Of whom there is something to look at on a day, among the sessions that the actor may see: the plan is under
# way, the session was today, the next one waits for a yes, or an alert is not over.
LISTED = f"""
  SELECT s.patient_id FROM treatments s WHERE {scoped("s")} AND (
    s.treated_at > :since AND s.ended_at IS NULL OR s.treated_at >= :day)
  UNION SELECT s.patient_id FROM invitations i JOIN treatments s ON s.id = i.follows
    WHERE i.opens = 'patient' AND i.treatment_id IS NULL AND i.ended_at IS NULL AND i.created_at > :oldest
    AND {scoped("s")}
  UNION SELECT about_id FROM outbox WHERE {SILENT}
  UNION SELECT patient_id FROM alerts WHERE seen_at IS NULL OR {SEEN_NOT_OVER}
  UNION SELECT p.patient_id FROM alert_people p JOIN alerts a ON a.id = p.alert_id
    WHERE (a.seen_at IS NULL OR {SEEN_NOT_OVER}) AND p.ruled_out = 0
  UNION SELECT patient_id FROM alerts WHERE {OF_NIGHT}"""


def _had_emergency(patient: str) -> str:
    """Whether an emergency that was none by mistake was raised about a patient, by their id, that `night`."""
    return f"""(EXISTS (SELECT 1 FROM alerts WHERE patient_id = {patient} AND {OF_NIGHT})
      OR EXISTS (SELECT 1 FROM alert_people p JOIN alerts a ON a.id = p.alert_id
        WHERE p.patient_id = {patient} AND p.ruled_out = 0 AND {OF_NIGHT}))"""


class DayState(StrEnum):
    """Where somebody stands on a day, the most urgent first."""

    RED = "red"  # an alert that nobody has seen
    SIGNS = "signs"  # no answer about warning signs, which nobody has seen
    SEEN = "seen"  # an alert that somebody has seen, and nobody has closed
    ALARMED = "alarmed"  # an emergency since the last working day's end, which is over
    WORRIED = "worried"  # or very sore
    SILENT = "silent"
    UNOPENED = "unopened"  # a link
    UNFINISHED = "unfinished"  # opened, and no plan yet
    OPENED = "opened"  # a plan, and no rating yet
    ANSWERED = "answered"
    ENDED = "ended"  # treated today and discharged


ORDER = {state: place for place, state in enumerate(DayState)}
SILENCE = 2  # questions without an answer, of which the second shows that the first one was not overlooked


@dataclass(frozen=True)
class DayEntry:
    """A line of a day by its id: a person's newest session, a link, or an alert that the actor covers."""

    state: DayState
    gravity: int  # of the alert: 0 is the gravest
    at: int  # when the session ended, or was noted
    room: str  # treatments, invitations or alerts
    id: int
    patient_id: int | None

    @property
    def order(self) -> tuple[int, int, int, int]:
        """The most urgent first, the newest first of each."""
        return (ORDER[self.state], self.gravity, -self.at, -self.id)


def entries(
    tx: Tx, actor: Clinician, *, now: datetime, day: datetime, since: datetime, night: datetime
) -> list[DayEntry]:
    """Everybody of a day that began at that instant, each once, in the order in which to look at them.

    A plan may be under way after sessions since that other instant (UTC); the `night` began when the last
    working day ended.
    """
    times = {"day": stamp(day), "since": stamp(since), "oldest": stamp(min(day, since))}
    times["night"] = stamp(night)
    people = _people(tx, actor, times)
    there = {one.patient_id for one in people}
    links = [one for one in _links(tx, actor, times) if one.patient_id not in there]
    there |= {one.patient_id for one in links} - {None}
    alerts = [one for one in _alerts(tx, actor, now) if there.isdisjoint(_meant(tx, one))]
    return sorted([*people, *links, *alerts], key=lambda one: one.order)


def line(tx: Tx, entry: DayEntry, actor: Clinician, since: datetime) -> Line:
    """What there is to say of a person, by their newest session."""
    row = tx.all(
        """SELECT t.*, t.ended_at IS NULL AND t.treated_at > :since AS active FROM treatments t
           WHERE t.id = :id""",
        id=entry.id,
        since=stamp(since),
    )[0]
    return cases.line_of(tx, actor, row)


def link(tx: Tx, entry: DayEntry) -> Invitation:
    """The link of an entry that is one."""
    return invitation_of(tx.all("SELECT * FROM invitations WHERE id = :id", id=entry.id)[0])


def alert(tx: Tx, entry: DayEntry) -> Alert:
    """The alert of an entry that is one."""
    return alert_of(tx.all("SELECT * FROM alerts WHERE id = :id", id=entry.id)[0])


def _meant(tx: Tx, entry: DayEntry) -> list[int | None]:
    """About whom an alert may be."""
    return [*alert_people.of(tx, entry.id)] or [entry.patient_id]


def _people(tx: Tx, actor: Clinician, times: dict[str, int]) -> list[DayEntry]:
    rows = tx.all(
        f"""SELECT t.id, t.patient_id, t.treated_at AS at, t.ended_at, p.status, p.unreachable_at,
              {LOOKED_AT}, {is_standing("t.patient_id")} AS standing,
              {_had_emergency("t.patient_id")} AS alarmed
            FROM treatments t JOIN patients p ON p.id = t.patient_id
            WHERE t.patient_id IN ({LISTED}) AND {SCOPE} AND {NEWEST}""",
        **times,
        **who(actor),
    )
    return [
        DayEntry(_state(row), row["alert"] or 0, row["at"], "treatments", row["id"], row["patient_id"])
        for row in rows
    ]


def _state(row: Row) -> DayState:
    """Where somebody stands who has a plan."""
    severe = row["soreness"] is not None and row["soreness"] >= CLINICAL.severe
    if row["alert"] is not None or row["signs"]:
        return DayState.SIGNS if row["alert"] is None else DayState.RED
    if row["ended_at"] is not None or (row["alarmed"] and not row["standing"]):
        return DayState.ALARMED if row["alarmed"] else DayState.ENDED
    if row["standing"]:
        return DayState.SEEN
    if row["worried"] or severe:
        return DayState.WORRIED
    if row["status"] == "silent" or row["unreachable_at"] is not None or row["unanswered"] >= SILENCE:
        return DayState.SILENT
    return DayState.OPENED if row["soreness"] is None else DayState.ANSWERED


def _links(tx: Tx, actor: Clinician, times: dict[str, int]) -> list[DayEntry]:
    """Links whose plan would be under way by now, had it been begun."""
    rows = tx.all(
        f"""SELECT i.id, i.patient_id, i.opened_by, coalesce(i.treated_at, i.created_at) AS at,
              {gravest_unseen("i.patient_id")} AS alert, {_had_emergency("i.patient_id")} AS alarmed
            FROM invitations i WHERE i.opens = 'patient' AND i.treatment_id IS NULL AND i.ended_at IS NULL
            AND i.follows IS NULL AND i.created_at > :oldest AND {OF_LINKS}""",
        oldest=times["oldest"],
        night=times["night"],
        **whose_links(actor),
    )
    newest = {row["patient_id"] or f"link {row['id']}": row for row in rows}  # of somebody's several the last
    return [
        DayEntry(_link_state(row), row["alert"] or 0, row["at"], "invitations", row["id"], row["patient_id"])
        for row in newest.values()
    ]


def _link_state(row: Row) -> DayState:
    if row["alert"] is not None:
        return DayState.RED
    if row["alarmed"]:
        return DayState.ALARMED
    return (
        DayState.UNOPENED if row["opened_by"] is None and row["patient_id"] is None else DayState.UNFINISHED
    )


def _alerts(tx: Tx, actor: Clinician, now: datetime) -> list[DayEntry]:
    """Alerts of those who have neither, and those that the actor covers."""
    rows = tx.all(
        f"""SELECT id, patient_id, raised_at AS at, {GRAVITY} AS gravity FROM alerts
            WHERE seen_at IS NULL AND ({OF_ALERTS} OR {IS_COVERED}) ORDER BY id""",
        since=stamp(now),
        **who(actor),
    )
    newest = {row["patient_id"]: row for row in rows}
    return [
        DayEntry(DayState.RED, row["gravity"], row["at"], "alerts", row["id"], row["patient_id"])
        for row in newest.values()
    ]
