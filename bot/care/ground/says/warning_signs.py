"""The warning signs as buttons, and what is said to an answer."""

from collections.abc import Sequence

from bot.care.ground.says.buttons import Button, Rows, data, own, staff, worried
from bot.care.ground.says.identity import Identified, WithSessions
from bot.care.ground.says.message import Around, HoldsWords, Message, Timed, ToPatient, ToStaff, Unsaid
from bot.care.ground.says.questions import passing
from schedules.clinical import CLINICAL

NONE = "none"
# The signs that take a whole row, as their labels are long; the others stand two in a row.
ALONE = frozenset({"breath", "blood", "weak"})


class _ShowsSigns(Message):
    one_owed = True

    def buttons(self, around: Around) -> Rows:
        """The warning signs, and that there are none."""
        return _rows((*CLINICAL.signs, NONE), around)


def _rows(names: Sequence[str], around: Around) -> Rows:
    """In their order, so that "the third one" is the third; question and answers fit a phone together."""
    rows: list[tuple[Button, ...]] = []
    open_row = False
    for name in names:
        if open_row and name not in ALONE:
            rows[-1] += (_sign(name, around),)
            open_row = False
        else:
            rows.append((_sign(name, around),))
            open_row = name not in ALONE
    return rows


def _sign(name: str, around: Around) -> Button:
    return Button(f"signs.{name}", data("sign", name, around.message))


class Screen(ToPatient, _ShowsSigns, key="screen"):
    """Do you have any of these? `text` is what was written, `question` the code under which it is kept."""

    text: Unsaid[str] = ""
    question: Unsaid[str | None] = None


class _Short(Message):
    """A line about the signs that stand on the screen already."""

    def buttons(self, around: Around) -> Rows:
        one = own("one_of_these", data("sign", "any", around.message))
        return ((one, Button(f"signs.{NONE}", data("sign", NONE, around.message))),)


class ScreenLine(ToPatient, _Short, key="screen_line"):
    pass


class ScreenCall(ToPatient, _Short, key="screen_call"):
    pass


class SilenceTold(ToPatient, key="silence_told"):
    """Their silence after the warning signs was told to the clinic."""


class ScreenWhy(ToPatient, _Short, key="screen_why"):
    """Why they are asked about, to who wants to know."""


class SignsSilent(ToStaff, Identified, WithSessions, Timed, HoldsWords, key="signs_silent"):
    """The signs that were shown have no answer; `case` is the newest session, whose record can be opened."""

    case: Unsaid[str] = ""
    raised: Unsaid[int] = 0  # when it was to be told first; it climbs from there
    grave: Unsaid[bool] = True  # whether it climbs at any hour

    def buttons(self, around: Around) -> Rows:
        seen = (staff("seen", data("silent", around.message)),)
        if not self.case:
            return (seen,)
        case = self.case
        return (seen, (staff("write", data("case", "line", case)), staff("show", data("patient", case))))


class SignsSilentCarer(SignsSilent, key="signs_silent_carer"):
    """The same, where somebody wrote whose phone hears along for the patient."""


class SignsSilentSeen(ToStaff, Identified, key="signs_silent_seen"):
    """A colleague has seen that there is no answer."""

    name: str


class SignsAnswered(ToStaff, Identified, key="signs_answered"):
    """There are none, as they have said since."""


class SignsAnsweredCarer(SignsAnswered, key="signs_answered_carer"):
    """There are none, as who hears along for the patient has said since."""


class ScreenAfter(ToPatient, _ShowsSigns, key="screen_after"):
    personal = True


class ScreenLife(ToPatient, key="screen_life"):
    """Before the signs, where what was written may be about ending one's life."""

    one_owed = True


class ScreenNone(ToPatient, key="screen_none"):
    pass


class ScreenPass(ToPatient, key="screen_pass"):
    """There are none; `question` is what was written before, which the clinic can have."""

    question: Unsaid[str | None] = None

    def buttons(self, around: Around) -> Rows:
        del around
        return passing(self.question)


class Worried(ToPatient, _ShowsSigns, key="worried"):
    personal = True

    def buttons(self, around: Around) -> Rows:
        """The signs alone: whoever is worried has said so, and none of them needs saying."""
        return _rows(tuple(CLINICAL.signs), around)


class SignsTold(ToPatient, key="signs_told"):
    """All of them to read."""

    def buttons(self, around: Around) -> Rows:
        return ((worried(around.message),),)
