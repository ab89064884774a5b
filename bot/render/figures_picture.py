"""How a month, or so many days, went, to look at: what its picture is made of."""

from collections.abc import Iterator

from bot.care.ground.few import FEWEST
from bot.care.ground.says.figures import PeriodPicture, Portion
from bot.render.curve import Plot
from bot.render.figures import kind, portion, small
from bot.render.words import Words
from schedules.clinical import CLINICAL


def plot(words: Words, message: PeriodPicture) -> Plot:
    bands = message.curve
    wide = bands[0].end or 0
    drawn = [
        {
            "begin": one.begin,
            "end": one.end or one.begin + wide,
            "ratings": one.ratings,
            "median": one.median,
            "low": one.low,
            "high": one.high,
        }
        for one in bands
    ]
    return Plot(
        {
            "bands": drawn,
            "end": drawn[-1]["end"],
            "open": bands[-1].end is None,
            "most": CLINICAL.most_sore,
            "soreness": small(words, "drawn_soreness"),
            "ratings": small(words, "drawn_ratings"),
            "hours": words.text("staff.curve.hours"),
            "few": small(words, "drawn_few", fewest=FEWEST),
            "shares": [[said, _percent(found)] for said, found in _shares(words, message)],
        }
    )


def _shares(words: Words, message: PeriodPicture) -> Iterator[tuple[str, Portion]]:
    told = message.figures
    for name in ("links", "check_ins", "every", "answered"):
        found: Portion | None = getattr(told, name)
        if found:
            yield small(words, name, portion=portion(words, found)), found
    for one in told.done:
        said = f"{kind(words, one.kind)} {portion(words, one.portion)}"
        yield small(words, "done", kinds=said), one.portion


def _percent(found: Portion) -> float | None:
    return None if found.count is None or not found.of else 100 * found.count / found.of
