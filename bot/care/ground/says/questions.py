"""A patient's question: what answers it, what does not, and the clinic's own reply."""

from collections.abc import Iterator, Sequence

from bot.care.ground.says.buttons import Button, Rows, Whom, data, own, titled, worried
from bot.care.ground.says.message import Around, Message, ToPatient, Unsaid


class ShowsEntry(Message):
    """The words of an `entry`, looked up when they are said."""

    entry: str


class ShowsEntryAndSigns(ShowsEntry):
    """With `signs`, a line on those goes with the entry, and the button of whoever is worried."""

    signs: bool = False

    def under(self, around: Around) -> Rows:
        """What somebody may want to know next, or in place of that, "I'm worried"."""
        return ((worried(around.message),),) if self.signs else (*_neighbours(self.entry, around),)


MOST_NEIGHBOURS = 2  # under an answer, so that it fits a phone with them


def _neighbours(entry: str, around: Around) -> Iterator[Sequence[Button]]:
    """What somebody may want to know next."""
    found = around.entries.get(entry)
    for one in found.neighbours[:MOST_NEIGHBOURS] if found else ():
        yield (titled(around.title(one), data("faq", one)),)


def passing(question: str | None) -> Rows:
    """The button that gives a kept question to the clinic."""
    return ((own("pass", data("pass", question)),),) if question else ()


class Answer(ToPatient, ShowsEntryAndSigns, key="answer"):
    """`text` is what was asked, where it was typed."""

    text: Unsaid[str] = ""

    def buttons(self, around: Around) -> Rows:
        not_that = own("not_that", data("notthat", around.message))
        return self.under(around) if self.signs else (*self.under(around), (not_that,))


class Topic(ToPatient, ShowsEntry, key="topic"):
    def buttons(self, around: Around) -> Rows:
        return (*_neighbours(self.entry, around),)


class _ForClinic(ShowsEntryAndSigns):
    """What only the clinic can answer; `question` is the code under which it is kept."""

    question: Unsaid[str | None] = None

    def buttons(self, around: Around) -> Rows:
        return (*passing(self.question), *self.under(around))


class Beyond(ToPatient, _ForClinic, key="beyond"):
    """A topic that the article does not cover."""


class ForPerson(ToPatient, _ForClinic, key="for_person"):
    """In place of that, where the clinic has advice that is not for this patient or this question.

    `whom` is whom it is about, where that is not who holds the phone; `unsure` whether it may be several.
    """

    whom: Whom | None = None
    unsure: bool = False


class SmallTalk(ToPatient, ShowsEntry, key="smalltalk"):
    pass


class _KeptQuestion(Message):
    question: Unsaid[str | None] = None

    def buttons(self, around: Around) -> Rows:
        del around
        return passing(self.question)


class FreeText(ToPatient, _KeptQuestion, key="free_text"):
    pass


class FreeTextMore(ToPatient, _KeptQuestion, key="free_text_more"):
    """The same, after that."""


class NoWords(ToPatient, key="no_words"):
    """To what holds no word: a mark, a letter, a number that nothing asked for."""


class Above(ToPatient, _KeptQuestion, key="above"):
    """What was asked was answered a moment ago."""


class MoreOn(ToPatient, ShowsEntry, key="more_on"):
    """There is no more than that on an entry; `question` can go to the clinic."""

    question: Unsaid[str | None] = None

    def buttons(self, around: Around) -> Rows:
        return (*passing(self.question), *_neighbours(self.entry, around))


class Listening(ToPatient, key="listening"):
    """In place of the same small talk again."""


class WellDone(ToPatient, key="well_done"):
    """To whoever says that they have done what a tip spoke of."""


class NotThat(ToPatient, _KeptQuestion, key="not_that"):
    pass


class Faq(ToPatient, key="faq"):
    """A page of entries; `next` is the number of the following one."""

    entries: Unsaid[tuple[str, ...]] = ()
    next: Unsaid[int | None] = None

    def buttons(self, around: Around) -> Rows:
        rows = [(titled(around.title(entry), data("faq", entry)),) for entry in self.entries]
        more = [(own("more_questions", data("faqs", self.next)),)] if self.next is not None else []
        return (*rows, *more)


class AskAgain(ToPatient, key="ask_again"):
    pass


class PassedOn(ToPatient, key="passed_on"):
    personal = True


class Reply(ToPatient, key="reply"):
    """What `name` of the clinic answers to the patient's `words`."""

    personal = True

    words: str
    line: str
    name: str
