"""Where alerts stand, with the rungs they have climbed, and those ahead while nobody has seen them."""

from datetime import datetime

from bot.care.ground.drawing.marks import AlertMark, RungMark
from bot.care.ground.drawing.material import Material
from bot.model import Alert
from schedules.clinical import CLINICAL
from schedules.hours import next_open
from schedules.ladder import Ladder, offset_of, reach


def alert_marks(material: Material) -> tuple[AlertMark, ...]:
    """The alerts of a session, in the order in which they were raised."""
    return tuple(
        AlertMark(
            code=alert.code,
            tier=alert.tier,
            at=alert.raised,
            seen=alert.seen,
            by=material.members.get(alert.seen_by or 0, ""),
            rungs=tuple(_rungs(material, alert, CLINICAL.ladders[alert.tier.value])),
        )
        for alert in material.alerts
    )


def _rungs(material: Material, alert: Alert, ladder: Ladder) -> list[RungMark]:
    """As many as its row says are climbed; of one that nobody has seen, the rest of the ladder as well."""
    most = alert.rung if alert.seen else max(alert.rung + 1, len(ladder.steps))
    return [
        RungMark(number, _at(material, alert, ladder, number), reach(ladder, number), number >= alert.rung)
        for number in range(most)
    ]


def _at(material: Material, alert: Alert, ladder: Ladder, number: int) -> datetime:
    at = alert.raised + offset_of(ladder, number)
    return next_open(at, material.clinic_zone, material.hours) if ladder.working_hours else at
