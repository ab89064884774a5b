"""The week of a clinician's patients in one message; every Monday only for who wants it."""

from datetime import timedelta

from bot.care.clinic import advice_topics, figures
from bot.care.ground.desk import Desk, Toast, brief
from bot.care.ground.says.report import Report, TierCount, Week, Weekly
from bot.model import Clinician, Outgoing, Sort
from bot.store import open_links, staff, withdrawals
from bot.store import report as counts
from bot.store.figures import CountedSpan, alerts
from schedules.hours import next_open

WEEK, A_SECOND = timedelta(days=7), timedelta(seconds=1)
MONDAY = 0
TOPICS = 3  # that were asked most
EARLIEST = 8  # hour of the day, where the clinic is never closed


def report(desk: Desk, clinician: Clinician, said: str = "") -> None:
    """`/report`: the last seven days, and a button to have it every week; or the time behind it."""
    if said.strip():
        figures.report(desk, clinician, said)
        return
    brief(desk, clinician, Report(week=_week(desk, clinician), weekly=clinician.weekly))


def _week(desk: Desk, clinician: Clinician) -> Week:
    counted = counts.week(desk.tx, clinician, since=desk.now - WEEK)
    span = CountedSpan(clinician, desk.now - WEEK, desk.now + A_SECOND)
    raised = [TierCount(tier, one.count) for tier, one in alerts(desk.tx, span).items() if one.count]
    asked = advice_topics.most_asked(desk, clinician.language, desk.now - WEEK)[:TOPICS]
    unopened = open_links.count_unopened(desk.tx, clinician, now=desk.now)
    return Week(**counted, alerts=tuple(raised), topics=asked, unopened=unopened)


def set_weekly(desk: Desk, clinician: Clinician, wanted: bool) -> Toast:
    if clinician.weekly != wanted:
        staff.set_weekly(desk.tx, clinician.id, wanted=wanted)
        withdrawals.withdraw(desk.tx, clinician.chat_id, Weekly.key, now=desk.now)
        if wanted:
            _owe_next(desk, clinician)
    return Toast("toasts.weekly_on" if wanted else "toasts.weekly_off")


def _owe_next(desk: Desk, clinician: Clinician) -> None:
    """The first working hour of the next Monday or later, on the clinic's clock."""
    zone = desk.house.clinic.zone
    local = desk.now.astimezone(zone)
    days = (MONDAY - local.weekday()) % 7 or 7
    morning = (local + timedelta(days=days)).replace(hour=EARLIEST, minute=0, second=0)
    due = next_open(morning, zone, desk.house.hours)
    brief(desk, clinician, Weekly(), sort=Sort.NOTICE, due=due)


def of_the_week(desk: Desk, message: Outgoing) -> Weekly | None:
    """A weekly report when it is sent, and the next one owed; None for who wants none."""
    clinician = staff.by_chat(desk.tx, message.chat_id)
    if clinician is None or not clinician.weekly:
        return None
    _owe_next(desk, clinician)
    return Weekly(week=_week(desk, clinician), weekly=True)
