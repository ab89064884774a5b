"""Every message of a protocol, for whoever answers for the words."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.care.ground.says.buttons import (
    Button,
    Rows,
    data,
    done_with,
    in_rows,
    one_each,
    own,
    scale_shown,
    staff,
    titled,
)
from bot.care.ground.says.message import Around, Message, Timed, ToStaff
from schedules.protocol import StepKind


@dataclass(frozen=True)
class StepShown:
    """A step by its key, and what decides its words and buttons; `tips` where there are several.

    `region` is what was treated; without one, the words are those for any.
    """

    key: str
    kind: StepKind
    ask: str | None = None
    carries: tuple[str, ...] = ()
    tips: tuple[StepKind, ...] = ()
    region: str | None = None


class _Choice(Message):
    """`previews` maps protocols' names to titles."""

    previews: Mapping[str, str]

    def buttons(self, around: Around) -> Rows:
        del around
        titles = [titled(title, data("preview", name)) for name, title in self.previews.items()]
        return one_each([*titles, _exercises()])


def _exercises() -> Button:
    """The way to the movements and stretches by region."""
    return staff("exercises", data("exercises"))


class PreviewWhich(ToStaff, _Choice, key="preview_which"):
    pass


class PreviewUnknown(ToStaff, _Choice, key="preview_unknown"):
    pass


class PreviewBegins(ToStaff, key="preview_begins"):
    protocol: str
    count: int

    def buttons(self, around: Around) -> Rows:
        del around
        return ((_exercises(),),)


class ExercisesWhich(ToStaff, key="exercises_which"):
    """A choice of parts of the body."""

    names: tuple[str, ...]

    def buttons(self, around: Around) -> Rows:
        del around
        parts = [Button(one, data("exercises", one), room="body.parts") for one in self.names]
        return in_rows(parts, 3)


class ExercisesShown(ToStaff, key="exercises_shown"):
    """The movement and the stretch of a region as patients are told them, and who has reviewed them."""

    region: str

    def buttons(self, around: Around) -> Rows:
        del around
        return ((_exercises(),),)


class Preview(ToStaff, Timed, key="preview"):
    shows: StepShown

    def buttons(self, around: Around) -> Rows:
        """The patient's buttons, which do nothing here."""
        del around
        still = data("previewed")
        always = (own("worried", still),)
        done = done_with(self.shows.tips, lambda _: still)
        if self.shows.ask:
            return (*scale_shown(still), *([done] if done else []), always)
        if self.shows.kind is StepKind.INFORMATION:
            return ((own("signs", still), *always),)
        later = own("later", still)
        return (done, (later,), always) if done else ((own("done", still), later), always)
