"""The clinic's own advice: as patients get it."""

from dataclasses import dataclass

from bot.care.ground.says.buttons import Rows, data, own, titled, worried
from bot.care.ground.says.message import Around, Message, ToPatient, Unsaid
from bot.care.ground.says.questions import passing


class ShowsAdvice(Message):
    """What `name` at the clinic says on a topic, under its title."""

    title: str
    line: str
    name: str
    topic: str


class Advised(ToPatient, ShowsAdvice, key="advised"):
    """The `advice` of that code, on what was taken for an `entry`; `text` is what was asked, if it was typed.

    With `signs`, a line on those goes with it, and the button of whoever is worried.
    """

    advice: Unsaid[str]
    entry: Unsaid[str] = ""
    text: Unsaid[str] = ""
    signs: bool = False

    def buttons(self, around: Around) -> Rows:
        when = own("said_when", data("saidwhen", self.advice))
        if self.signs:
            return ((worried(around.message),), (when,))
        return ((when,), (own("not_that", data("notthat", around.message)),))


@dataclass(frozen=True)
class TopicNamed:
    """A topic that the clinic says something on, by its title."""

    topic: str
    title: str


class WhichTopic(ToPatient, key="which_topic"):
    """Asks which is meant: one of these topics, or an `entry` of the article; `question` is the one kept.

    With `signs`, the button of whoever is worried comes first.
    """

    topics: Unsaid[tuple[TopicNamed, ...]]
    entry: Unsaid[str] = ""
    question: Unsaid[str | None] = None
    signs: Unsaid[bool] = False

    def buttons(self, around: Around) -> Rows:
        first = [(worried(around.message),)] if self.signs else []
        article = [(titled(around.title(self.entry), data("faq", self.entry)),)] if self.entry else []
        topics = [(titled(one.title, data("told", one.topic)),) for one in self.topics]
        return (*first, *topics, *article, *passing(self.question))


class AdvisedWhen(ToPatient, key="advised_when"):
    """When `name` has signed it, and when the clinic looks at it `again`; whole seconds, told by `zone`."""

    name: str
    at: int
    again: int
    zone: str


class AdvisedNoMore(ToPatient, key="advised_no_more"):
    pass
