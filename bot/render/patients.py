"""What fills the lists of patients: those whom somebody follows, and a day of the clinic."""

from bot.care.ground.says.buttons import Moment
from bot.care.ground.says.patients import AloneShown, Patients, PatientShown, Today
from bot.render import course, identity
from bot.render.filling import Fillings
from bot.render.words import Filling, Words, local

PATIENTS = Fillings(course.COURSE)
RED = "red"  # where somebody stands of whom nobody has read an alert
UNSETTLED = "unsettled"  # of a link: when the session ended is still asked


@PATIENTS.of(Patients)
def patients(words: Words, message: Patients) -> Filling:
    """The patients of one page, and what the page is of."""
    lines = (
        f"{place}. {_patient(words, one, message.zone, headless=True)}"
        for place, one in enumerate(message.patients, start=1)
    )
    shown = ["\n".join(lines)] if message.patients else []
    if message.alone:
        alone = (f"• {_alone(words, one)}" for one in message.alone)
        shown.append("\n".join([words.staff("patients_alone"), *alone]))
    return {"patients": "\n\n".join(shown), "title": _title(words, message)}


def _alone(words: Words, one: AloneShown) -> str:
    """Who has no session: where an alert is about them, a person is to be called all the same."""
    standing = one.standing and not one.alert
    flag = words.staff("flags.alert") if one.alert else words.staff("flags.standing") if standing else ""
    return identity.PARTED.join(part for part in (identity.who(words, one), flag) if part)


def _patient(words: Words, one: PatientShown, zone: str, *, headless: bool = False) -> str:
    """A line of a list; one that is `headless` says itself what a heading says in others."""
    flags = [
        _since(words, one.hours) if one.active and one.status != UNSETTLED else "",
        words.staff("flags.soreness", value=one.soreness) if one.soreness is not None else "",
        *course.flags(words, one),
        words.staff("flags.alert") if one.alert else "",
        words.staff("flags.signs") if headless and one.signs else "",
        words.staff("flags.standing") if headless and one.standing and not one.alert else "",
        words.staff("flags.worried") if one.worried else "",
        words.staff("flags.unanswered", count=one.unanswered) if one.unanswered > 1 else "",
        "" if one.status == "active" else words.staff(f"standing.{one.status}"),
    ]
    region = words.region(one.region) if one.region else ""
    when = "" if one.active else words.date(local(Moment(one.at, zone)))
    return " · ".join(part for part in (identity.who(words, one), region, when, *flags) if part)


def _since(words: Words, hours: int) -> str:
    """How long ago the session was, in whole hours; less than nought where it is still to come."""
    if hours < 0:
        return words.staff("flags.to_come")
    return words.staff("flags.hours", hours=hours) if hours else words.staff("flags.first_hour")


def _title(words: Words, message: Patients) -> str:
    query = message.query
    said = words.staff("patients_title_search", query=query) if query else words.staff("patients_title")
    if message.pages <= 1:
        return said
    return f"{said}, {words.staff('patients_page', number=message.number + 1, pages=message.pages)}"


@PATIENTS.of(Today)
def today(words: Words, message: Today) -> Filling:
    """A line a person, under where they stand."""
    shown, under = list[str](), ""
    for place, one in enumerate(message.lines, start=1):
        if one.state != under:
            under = one.state
            shown.append(f"\n{words.staff(f'today_heads.{under}')}")
        shown.append(f"{place}. {_patient(words, one.shown, message.zone)}")
    if message.pages > 1:
        shown.append(f"\n{words.staff('patients_page', number=message.number + 1, pages=message.pages)}")
    counts = (f"{words.staff(f'today_heads.{one.state}')} {one.count}" for one in message.counts)
    date = words.date(local(Moment(message.at, message.zone)))
    said = "\n".join(shown).strip()
    waiting = words.staff("flags.questions_wait", number=message.questions) if message.questions else ""
    counted = "\n".join(filter(None, (" · ".join(counts), waiting)))
    return {"date": date, "counts": counted, "patients": said, "last": _last(words, message)}


def _last(words: Words, message: Today) -> str:
    """What stands where a long list is looked at first, which is its end: who has a red flag, if anybody."""
    red = [one.shown for one in message.lines if one.state == RED]
    if not red:
        return words.staff("flags.today_tap")
    who = ", ".join(one.label or one.known_as or one.code for one in red)
    return words.staff("flags.today_red", head=words.staff(f"today_heads.{RED}"), who=who)
