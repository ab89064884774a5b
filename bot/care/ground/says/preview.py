"""Every message of a protocol, for whoever answers for the words."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.care.ground.says.buttons import Rows, data, one_each, own, scale_shown, titled
from bot.care.ground.says.message import Around, Message, Timed, ToStaff
from schedules.protocol import StepKind


@dataclass(frozen=True)
class StepShown:
    """A step by its key, and what decides its words and buttons."""

    key: str
    kind: StepKind
    ask: str | None = None
    carries: tuple[str, ...] = ()


class _Choice(Message):
    """`previews` maps protocols' names to titles."""

    previews: Mapping[str, str]

    def buttons(self, around: Around) -> Rows:
        del around
        return one_each([titled(title, data("preview", name)) for name, title in self.previews.items()])


class PreviewWhich(ToStaff, _Choice, key="preview_which"):
    pass


class PreviewUnknown(ToStaff, _Choice, key="preview_unknown"):
    pass


class PreviewBegins(ToStaff, key="preview_begins"):
    protocol: str
    count: int


class Preview(ToStaff, Timed, key="preview"):
    shows: StepShown

    def buttons(self, around: Around) -> Rows:
        """The patient's buttons, which do nothing here."""
        del around
        still = data("previewed")
        always = (own("worried", still),)
        if self.shows.ask:
            return (*scale_shown(still), always)
        if self.shows.kind is StepKind.INFORMATION:
            return ((own("signs", still), *always),)
        return ((own("done", still), own("later", still)), always)
