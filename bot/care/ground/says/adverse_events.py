"""An adverse event, noted with two taps more: which, and how grave."""

from dataclasses import dataclass

from bot.care.ground.says.buttons import Button, Rows, data, in_rows, one_each, staff
from bot.care.ground.says.message import Around, Labelled, ToStaff, Unsaid
from schedules.clinical import CLINICAL

NO_ALERT = "-"
OTHER = "other"  # of the kinds the one that does not say what it was
LONGEST_WORDS = 200  # characters, of what it was


@dataclass(frozen=True)
class AdverseShown:
    """One that is noted already."""

    code: str
    kind: str
    gravity: str
    words: str = ""


class AdverseWhich(ToStaff, Labelled, key="adverse_which"):
    """Of the session `case`; after the alert of that code, if after one."""

    case: Unsaid[str]
    alert: Unsaid[str] = NO_ALERT
    noted: tuple[AdverseShown, ...] = ()

    def buttons(self, around: Around) -> Rows:
        del around
        kinds = [
            Button(f"adverse_kinds.{kind}", data("adverse", self.case, self.alert, kind), room="staff")
            for kind in CLINICAL.adverse_events
        ]
        back = [
            staff("adverse_back", data("adverseundo", one.code), number=place)
            for place, one in enumerate(self.noted, start=1)
        ]
        return (*in_rows(kinds, 2), *in_rows(back, 2))


class AdverseHow(ToStaff, Labelled, key="adverse_how"):
    case: Unsaid[str]
    kind: str
    alert: Unsaid[str] = NO_ALERT

    def buttons(self, around: Around) -> Rows:
        del around
        return one_each(
            [
                Button(
                    f"gravity_choices.{gravity}",
                    data("adversenote", self.case, self.alert, self.kind, gravity),
                    room="staff",
                )
                for gravity in CLINICAL.gravities
            ]
        )


class AdverseNoted(ToStaff, Labelled, key="adverse_noted"):
    kind: str
    gravity: str
    event: Unsaid[str]

    def buttons(self, around: Around) -> Rows:
        del around
        return ((staff("undo", data("adverseundo", self.event)),),)


class AdverseWhat(ToStaff, Labelled, key="adverse_what"):
    """It is noted; what it was may be typed now."""

    kind: str
    gravity: str
    event: Unsaid[str]

    def buttons(self, around: Around) -> Rows:
        del around
        skip, undo = data("adverseskip", self.event), data("adverseundo", self.event)
        return ((staff("skip", skip), staff("undo", undo)),)


class AdverseSaid(ToStaff, Labelled, key="adverse_said"):
    """What was typed is kept with it."""


class AdverseGone(ToStaff, key="adverse_gone"):
    """What was typed belongs to nothing any more."""


class AdverseUndone(ToStaff, Labelled, key="adverse_undone"):
    kind: str
    gravity: str
