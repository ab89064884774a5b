"""Curves by name, with pictures as they were looked at; `python -m tests.bot.render.curves` draws them."""

from pathlib import Path
from zoneinfo import ZoneInfo

from bot.care.ground.says.check_ins import SoreNoted
from bot.care.ground.says.curve import CaseCurve, Curve, CurvePoint, CurveSession, HoldsCurve, Night
from bot.render.curve import Plot, plot
from bot.render.words import Words
from bot.store.tx import stamp
from tests.bot.conftest import MONDAY
from tests.bot.made_once import packaged
from tests.bot.render.rendering import CLINIC

HERE = Path(__file__).parent
HOUR = 3600
LONDON = ZoneInfo("Europe/London")
WORDS = Words(packaged().catalog, CLINIC, "en", str, {})
NIGHTS = tuple(Night(int((6.3 + 24 * day) * HOUR), int((17.3 + 24 * day) * HOUR)) for day in range(3))


def session(day: int, region: str | None, *ratings: tuple[float, int], **more: object) -> CurveSession:
    """A session so many days after Monday; hours for all that it holds."""
    given = tuple(CurvePoint(value, int(hours * HOUR)) for hours, value in ratings)
    held = {name: tuple(int(hour * HOUR) for hour in hours) for name, hours in more.items()}  # type: ignore[attr-defined]
    now = held.pop("now", (None,))[0]
    return CurveSession(
        at=stamp(MONDAY) + day * 24 * HOUR, region=region, ratings=given, quiet=NIGHTS, now=now, **held
    )


FALLING = session(0, "left.shoulder", (6.2, 6), (24.1, 4), (48.3, 2), asked=[6, 24, 48], now=[48.3])
TROUBLED = session(
    7,
    "neck",
    *[(6.1, 5), (7.5, 8), (9, 7), (26, 6), (48, 10), (50, 0)],
    asked=[6, 48],
    silent=[24],
    alerts=[7.5, 30],
    lines=[10],
    now=[60],
)
SILENT = session(14, "both.lower_back+left.calf", silent=[6, 24, 48])


def _of(*sessions: CurveSession, until: float) -> Curve:
    return Curve(LONDON.key, sessions, int(until * HOUR))


MESSAGES: dict[str, HoldsCurve] = {
    "falling": SoreNoted(value=2, of=1, curve=_of(FALLING, until=51.3)),
    "troubled": CaseCurve(code="ABCDEFG", label="JD", curve=_of(TROUBLED, until=63)),
    "course": CaseCurve(code="ABCDEFG", label="JD", curve=_of(FALLING, TROUBLED, SILENT, until=63)),
}


def plot_of(name: str) -> Plot:
    found = plot(WORDS, MESSAGES[name])
    assert found is not None
    return found
