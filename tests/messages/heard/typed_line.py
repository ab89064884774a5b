"""What reads a typed line in a test, on a Monday in London."""

from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from messages.heard.body import Body
from messages.heard.enrolment_line import EnrolmentLine, recognise
from messages.heard.times.when import TimeReader
from schedules.clock import instants
from tests.bot.made_once import packaged

NOW = datetime(2026, 11, 23, 14, 42, tzinfo=UTC)  # a Monday; London keeps UTC in winter
LONDON = ZoneInfo("Europe/London")
CONTENT = packaged()
TABLE = CONTENT.catalog.table
TIMES = TimeReader(CONTENT.vocabularies["en"].times, instants, longest=timedelta(days=14))
BODY = Body.called(partial(TABLE, "en"), partial(CONTENT.catalog.list, "en"))
TITLES = {"dry_needling": "Dry needling", "light": "Dry needling, light"}


def read(text: str) -> EnrolmentLine:
    return recognise(text, now=NOW, zone=LONDON, times=TIMES, body=BODY, protocols=TITLES)
