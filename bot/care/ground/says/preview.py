"""Every message of a protocol, for whoever answers for the words."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.care.ground.says.buttons import Rows, data, done_with, one_each, own, scale_shown, titled
from bot.care.ground.says.message import Around, Message, Timed, ToStaff
from schedules.protocol import StepKind


@dataclass(frozen=True)
class StepShown:
    """A step by its key, and what decides its words and buttons; `tips` where there are several."""

    key: str
    kind: StepKind
    ask: str | None = None
    carries: tuple[str, ...] = ()
    tips: tuple[StepKind, ...] = ()


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
        done = done_with(self.shows.tips, lambda _: still)
        if self.shows.ask:
            return (*scale_shown(still), *([done] if done else []), always)
        if self.shows.kind is StepKind.INFORMATION:
            return ((own("signs", still), *always),)
        later = own("later", still)
        return (done, (later,), always) if done else ((own("done", still), later), always)
