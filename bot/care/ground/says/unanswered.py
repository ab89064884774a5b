"""What patients asked and nothing answers, as the clinic deals with it."""

from bot.care.ground.says.buttons import Rows, data, staff
from bot.care.ground.says.case import Typed
from bot.care.ground.says.identity import Identified
from bot.care.ground.says.message import Around, Labelled, Timed, ToStaff, Unsaid


class QuestionShown(ToStaff, Identified, Timed, key="question"):
    """The question of that code; `passed` where the patient wants the clinic to have it.

    `signs` is where it brought up the warning signs: they are "silent", or it is "none" of them.
    """

    question: str
    words: str
    passed: bool
    signs: str = ""

    def buttons(self, around: Around) -> Rows:
        del around
        return (tuple(staff(name, data("question", name, self.question)) for name in ("reply", "leave")),)


class QuestionsMore(ToStaff, key="questions_more"):
    """How many there are besides; the next ones come on a tap, after the question of that code."""

    count: int
    after: str

    def buttons(self, around: Around) -> Rows:
        del around
        return ((staff("questions_more", data("question", "more", self.after)),),)


class QuestionsNone(ToStaff, key="questions_none"):
    pass


class QuestionReply(ToStaff, key="question_reply"):
    """What is typed next answers these `words` of the patient of that label, or without one of that code."""

    most: int
    to: str = ""
    words: str = ""


class QuestionEntry(ToStaff, key="question_entry"):
    most: int


class QuestionAnswered(ToStaff, Identified, key="question_answered"):
    """The answer can be `offered` to everybody, by the code of the question."""

    offered: Unsaid[str] = ""

    def buttons(self, around: Around) -> Rows:
        del around
        return ((staff("advice_make", data("makeadvice", self.offered)),),) if self.offered else ()


class QuestionGone(ToStaff, key="question_gone"):
    pass


class EntryTooLong(ToStaff, key="entry_too_long"):
    most: int


class EntryAnswer(ToStaff, key="entry_answer"):
    title: str
    most: int


class EntryCheck(ToStaff, Labelled, Typed, key="entry_check"):
    title: str = ""


class EntryWritten(ToStaff, key="entry_written"):
    file: str


class EntryNotWritten(ToStaff, key="entry_not_written"):
    pass
