"""What fills the words about a diary that was sent as a document."""

from collections.abc import Sequence

from bot.care.ground.says.buttons import Moment
from bot.care.ground.says.diary import AppointmentRead, DiaryEmpty, DiaryProblem, DiaryRead, LeftCount
from bot.render.day_sheet import DAY_SHEET
from bot.render.filling import Fillings
from bot.render.words import Filling, Words, local

DIARY = Fillings(DAY_SHEET)


@DIARY.of(DiaryRead)
def read(words: Words, message: DiaryRead) -> Filling:
    """The day, and its appointments, a line each."""
    number = len(message.appointments)
    return {
        "date": words.date(local(Moment(message.at, message.zone))),
        "count": words.staff("diary.one") if number == 1 else words.staff("diary.several", number=number),
        "appointments": "\n".join(_row(words, one, message.zone) for one in message.appointments),
        "left": _left(words, message.left, message.beyond, number),
    }


def _row(words: Words, one: AppointmentRead, zone: str) -> str:
    follower = f" · {words.staff('flags.for_whom', name=one.follower)}" if one.follower else ""
    clock = words.clock(Moment(one.at, zone))
    return words.staff("diary.row", clock=clock, label=one.label, follower=follower)


def _left(words: Words, left: Sequence[LeftCount], beyond: int = 0, first: int = 0) -> str:
    """Nothing is left out without a word."""
    reasons = ", ".join(words.staff(f"diary.{one.why}", count=one.count) for one in left)
    said = (
        words.staff("diary.left", reasons=reasons) if reasons else "",
        words.staff("diary.beyond", first=first, count=beyond) if beyond else "",
    )
    return "".join(f"\n\n{one}" for one in said if one)


@DIARY.of(DiaryEmpty)
def empty(words: Words, message: DiaryEmpty) -> Filling:
    return {"date": words.date(local(Moment(message.at, message.zone))), "left": _left(words, message.left)}


@DIARY.of(DiaryProblem)
def problem(words: Words, message: DiaryProblem) -> Filling:
    seen = ", ".join(f"“{one[:30]}”" for one in message.headings)
    return {"problem": words.staff(f"diary_problems.{message.problem}", seen=seen)}
