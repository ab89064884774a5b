"""What fills the sheet of a day, and what is asked of its lines."""

from bot.care.ground.says.buttons import Moment
from bot.care.ground.says.day_sheet import Became, DayDoubts, DaySheet, DaySlips, SheetRow
from bot.render.enrolment import ENROLMENT
from bot.render.filling import Fillings
from bot.render.slips import leaflets
from bot.render.words import Filling, Words, local

DAY_SHEET = Fillings(ENROLMENT)


@DAY_SHEET.of(DaySheet)
def sheet(words: Words, message: DaySheet) -> Filling:
    """A line for each line of the list; below the last, what is about all of them."""
    page = words.staff("day.title_page", page=message.page, pages=message.pages) if message.pages > 1 else ""
    title = words.staff("day.title", made=message.made) if message.page >= message.pages else ""
    rows = "\n".join(_row(words, one, message.zone) for one in message.rows)
    notes = "".join(f"\n\n{one}" for one in _notes(words, message))
    return {"title": " ".join(filter(None, (page, title))), "rows": rows, "notes": notes}


def _row(words: Words, one: SheetRow, zone: str) -> str:
    follower = f" · {words.staff('flags.for_whom', name=one.follower)}" if one.follower else ""
    said = words.staff(
        f"day.{one.became}",
        place=one.place,
        label=one.label,
        when=_when(words, Moment(one.at, zone)),
        region=f" · {words.region(one.region)}" if one.region else "",
        follower=one.follower if one.became is Became.FULL else follower,
    )
    return f"{said}\n{words.link(one.nonce)}" if one.nonce else said


def _when(words: Words, moment: Moment) -> str:
    """The time of day; with the day, where that is another one than today."""
    today = local(Moment(words.now, moment.zone)).date() == local(moment).date()
    return words.clock(moment) if today else words.lately(moment)


def _notes(words: Words, message: DaySheet) -> list[str]:
    headings = ", ".join(f"“{one}”" for one in message.headings)
    said = (
        words.staff("day.headings", headings=headings) if headings else "",
        words.staff("day.names", names=", ".join(message.names)) if message.names else "",
        words.staff("day.births", count=message.births) if message.births else "",
        words.staff("day.phones", count=message.phones) if message.phones else "",
        words.staff("day.ahead", lines=", ".join(map(str, message.ahead))) if message.ahead else "",
        words.staff("day.beyond", count=message.beyond) if message.beyond else "",
    )
    return [one for one in said if one]


@DAY_SHEET.of(DayDoubts)
def doubts(words: Words, message: DayDoubts) -> Filling:
    shown = (
        words.staff(
            f"day.{'doubt_part' if one.of_body else 'doubt_time'}",
            place=one.place,
            label=one.label,
            said=one.said,
        )
        for one in message.doubts
    )
    return {"doubts": "\n".join(shown)}


@DAY_SHEET.of(DaySlips)
def slips(words: Words, message: DaySlips) -> Filling:
    gone = f" {words.staff('day.gone', count=message.gone)}" if message.gone else ""
    count = len(leaflets(words, message))
    told = words.staff("day.leaflets", count=count) if count > 1 else words.staff("day.leaflet")
    return {"made": len(message.slips), "leaflets": told, "gone": gone}
