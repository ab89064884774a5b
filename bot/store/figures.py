"""What can be counted of a stretch of time, over the people whom the actor may see; nobody is named.

Sessions are those that ended in it. What came after them counts with them, also where it came later.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.model import Clinician
from bot.store import audit
from bot.store.report import PERSON
from bot.store.scope import OF_ALERTS, SCOPE, who
from bot.store.tx import Row, Tx, stamp
from messages.heard.red_flags.finding import Tier

SESSIONS = f"""WITH seen AS (SELECT t.id, t.treated_at, t.patient_id || ' ' || {PERSON} AS person
  FROM treatments t JOIN patients p ON p.id = t.patient_id
  WHERE {SCOPE} AND t.treated_at >= :begin AND t.treated_at < :end)"""


@dataclass(frozen=True)
class Counted:
    """How often something was, of how many times that it could have been, and for how many people."""

    count: int = 0
    of: int = 0
    people: int = 0


@dataclass(frozen=True)
class CountedSpan:
    """From one instant to another, as the actor sees it."""

    actor: Clinician
    begin: datetime
    end: datetime

    def rows(self, tx: Tx, sql: str, **more: object) -> list[Row]:
        return tx.all(sql, begin=stamp(self.begin), end=stamp(self.end), **who(self.actor), **more)


@dataclass
class BandRatings:
    """Ratings of some hours after a session; `latest` of each session, `people` who gave them."""

    ratings: int = 0
    latest: list[int] = field(default_factory=list)
    people: set[str] = field(default_factory=set)


@dataclass
class RaisedAlerts:
    """Alerts of one tier: about how many people, and how long each took to be seen that was."""

    count: int = 0
    people: set[int] = field(default_factory=set)
    waits: list[int] = field(default_factory=list)  # seconds


def sessions(tx: Tx, span: CountedSpan) -> Counted:
    """Sessions (`count`) and the people they were of."""
    (row,) = span.rows(
        tx, f"{SESSIONS} SELECT count(*) AS sessions, count(DISTINCT person) AS people FROM seen"
    )
    return Counted(row["sessions"], row["sessions"], row["people"])


def check_ins(tx: Tx, span: CountedSpan) -> Counted:
    """Check-ins that were answered, of those that were asked."""
    (row,) = span.rows(
        tx,
        f"""{SESSIONS} SELECT coalesce(sum(answered), 0) AS answered, coalesce(sum(asked), 0) AS asked,
              count(DISTINCT CASE WHEN asked THEN person END) AS people
            FROM (SELECT person,
              (SELECT count(*) FROM answers a WHERE a.treatment_id = seen.id AND a.ask = 'soreness'
                 AND a.step IS NOT NULL) AS answered,
              (SELECT count(*) FROM outbox o WHERE o.treatment_id = seen.id AND o.sort = 'question'
                 AND o.round = 0 AND o.state IN ('sent', 'unknown')) AS asked FROM seen)""",
    )
    return Counted(row["answered"], max(row["asked"], row["answered"]), row["people"])


def reached(tx: Tx, span: CountedSpan) -> tuple[Counted, Counted]:
    """Of the people with a plan: who got all of it that was due so far, and who answered at least once."""
    (row,) = span.rows(
        tx,
        f"""{SESSIONS} SELECT count(*) AS people, coalesce(sum(missed = 0 AND got > 0), 0) AS got,
              coalesce(sum(answered), 0) AS answered
            FROM (SELECT sum(o.state IN ('expired', 'failed', 'blocked', 'unknown')) AS missed,
              sum(o.state IN ('sent', 'merged')) AS got,
              max(EXISTS (SELECT 1 FROM answers a WHERE a.treatment_id = seen.id)) AS answered
            FROM seen JOIN outbox o ON o.treatment_id = seen.id AND o.step IS NOT NULL AND o.round = 0
            GROUP BY person)""",
    )
    people = row["people"]
    return Counted(row["got"], people, people), Counted(row["answered"], people, people)


def done(tx: Tx, span: CountedSpan) -> Mapping[str, Counted]:
    """By kind of tip: those that were tapped as done, of those that were said."""
    rows = span.rows(
        tx,
        f"""{SESSIONS} SELECT json_extract(tip.value, '$.kind') AS kind, count(*) AS said,
              count(json_extract(tip.value, '$.done')) AS done, count(DISTINCT person) AS people
            FROM seen JOIN outbox o ON o.treatment_id = seen.id AND o.step IS NOT NULL
              AND o.state IN ('sent', 'unknown') AND coalesce(o.answered, '') <> 'later',
              json_each(o.facts, '$.tips') AS tip
            WHERE json_extract(tip.value, '$.left_out') IS NULL GROUP BY kind""",
    )
    return {row["kind"]: Counted(row["done"], row["said"], row["people"]) for row in rows}


def soreness(tx: Tx, span: CountedSpan, *, band: timedelta, last: int) -> Mapping[int, BandRatings]:
    """The ratings by how many bands after the session they were given; the `last` band has no end."""
    rows = span.rows(
        tx,
        f"""{SESSIONS}, given AS (SELECT seen.id, person, a.value, a.answered_at, a.id AS answer,
              min((a.answered_at - treated_at) / :band, :last) AS band
            FROM seen JOIN answers a ON a.treatment_id = seen.id AND a.ask = 'soreness'
              AND a.answered_at >= treated_at)
            SELECT id, person, band, value FROM given ORDER BY answered_at, answer""",
        band=int(band.total_seconds()),
        last=last,
    )
    latest: dict[int, dict[int, int]] = defaultdict(dict)  # band → session → value
    found: dict[int, BandRatings] = defaultdict(BandRatings)
    for row in rows:
        found[row["band"]].ratings += 1
        found[row["band"]].people.add(row["person"])
        latest[row["band"]][row["id"]] = row["value"]
    for number, one in found.items():
        one.latest = sorted(latest[number].values())
    return dict(sorted(found.items()))


def alerts(tx: Tx, span: CountedSpan) -> Mapping[Tier, RaisedAlerts]:
    """Those that were raised in that time, whenever the session was."""
    rows = span.rows(
        tx,
        f"""SELECT tier, patient_id, seen_at - raised_at AS wait FROM alerts
            WHERE raised_at >= :begin AND raised_at < :end AND {OF_ALERTS}""",
    )
    found: dict[Tier, RaisedAlerts] = {tier: RaisedAlerts() for tier in Tier}
    for row in rows:
        one = found[Tier(row["tier"])]
        one.count += 1
        one.people.add(row["patient_id"])
        if row["wait"] is not None:
            one.waits.append(row["wait"])
    return found


def links(tx: Tx, span: CountedSpan) -> Counted:
    """Links that were opened and agreed to, of those made in that time and not taken back.

    From the record, as a link that nobody opens is forgotten soon; each is for one person.
    """
    own = span.actor.code
    (row,) = span.rows(
        tx,
        """SELECT count(*) AS made, coalesce(sum(subject IN
             (SELECT subject FROM audit WHERE action = :opened)), 0) AS opened
           FROM audit WHERE action = :made AND at >= :begin AND at < :end
             AND subject NOT IN (SELECT subject FROM audit WHERE action = :revoked)
             AND (:all OR subject IN (SELECT subject FROM audit WHERE action = :for_me)
               OR actor = :me AND subject NOT IN
                 (SELECT subject FROM audit WHERE substr(action, 1, length(:for)) = :for))""",
        opened=audit.OPENED_LINK,
        made=audit.MADE_LINK,
        revoked=audit.REVOKED_LINK,
        me=f"clinic:{own}",
        for_me=f"{audit.LINK_FOR}{own}",
        **{"for": audit.LINK_FOR},
    )
    return Counted(row["opened"], row["made"], row["made"])


def adverse_events(tx: Tx, span: CountedSpan) -> Mapping[tuple[str, str], Counted]:
    """By how grave they were and what: those that are noted of the sessions; `` is all kinds together."""
    counted = "gravity, count(*) AS events, count(DISTINCT person) AS people"
    rows = span.rows(
        tx,
        f"""{SESSIONS}, noted AS (SELECT person, e.kind, e.gravity
              FROM seen JOIN adverse_events e ON e.treatment_id = seen.id)
            SELECT * FROM (SELECT '' AS kind, {counted} FROM noted GROUP BY gravity
              UNION ALL SELECT kind, {counted} FROM noted GROUP BY kind, gravity)
            ORDER BY events DESC, kind""",
    )
    return {
        (row["gravity"], row["kind"]): Counted(row["events"], row["events"], row["people"]) for row in rows
    }
