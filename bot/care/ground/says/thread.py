"""What is said after an alarm, to what the patient writes then: never softer than its first words."""

from enum import StrEnum

from bot.care.ground.says.buttons import Rows, data, own
from bot.care.ground.says.message import Around, Message, ToPatient, Unsaid
from messages.heard.red_flags.finding import Tier


class WhoHasRead(StrEnum):
    """Who at the clinic has read of an alarm."""

    NOBODY = "nobody"
    SOMEBODY = "somebody"
    UNREACHED = "unreached"  # nobody there can be told


class SaysWhoHasRead(Message):
    """`name` is of who has seen the alarm."""

    reading: WhoHasRead
    name: str = ""


class InThread(SaysWhoHasRead):
    """`tier` is of the alarm; none where help is there, it was a mistake, or what to do was just said."""

    tier: Tier | None


class ThreadKept(ToPatient, InThread, key="thread_kept"):
    pass


class ThreadMore(ToPatient, InThread, key="thread_more"):
    """The same, after that."""


class ThreadThanks(ToPatient, InThread, key="thread_thanks"):
    pass


class ThreadListening(ToPatient, InThread, key="thread_listening"):
    """The same, after that."""


class ThreadBetter(ToPatient, InThread, key="thread_better"):
    pass


class ThreadNone(ToPatient, InThread, key="thread_none"):
    """To a list of signs of before, of which none is there by a tap."""


class ThreadRefused(ToPatient, InThread, key="thread_refused"):
    """To who does not want to call."""


class RemindersAfter(StrEnum):
    """How the reminders stand that rested with an alarm, once it is over."""

    ON = "on"
    REST = "rest"  # until somebody says go on
    UNSAID = "unsaid"  # none are to come, or they never rested


class AlertOver(ToPatient, key="alert_over"):
    """Who has ended the case, after which nobody reads along."""

    name: str
    reminders: RemindersAfter = RemindersAfter.UNSAID


class ThreadDespair(ToPatient, SaysWhoHasRead, key="thread_despair"):
    pass


class ThreadHolding(ToPatient, SaysWhoHasRead, key="thread_holding"):
    """The same, after that."""


class ThreadHelp(ToPatient, SaysWhoHasRead, key="thread_help"):
    """Help is there or on its way, by a patient's words; only a tap says that it is with them."""

    alert: Unsaid[str]

    def buttons(self, around: Around) -> Rows:
        del around
        return ((own("help_is_with_me", data("thread", "helped", self.alert)),),)


class _TakesBack(Message):
    alert: Unsaid[str]

    def buttons(self, around: Around) -> Rows:
        del around
        mistake = own("it_was_a_mistake", data("thread", "mistake", self.alert))
        return ((mistake,), (own("it_is_real", data("thread", "real", self.alert)),))


class MistakeAsk(ToPatient, _TakesBack, key="mistake_ask"):
    pass


class MistakeTap(ToPatient, _TakesBack, key="mistake_tap"):
    """To a typed answer: only a tap takes an alarm back."""


class MistakeNoted(ToPatient, key="mistake_noted"):
    pass


class MistakeReal(ToPatient, InThread, key="mistake_real"):
    pass


class HelpNoted(ToPatient, key="help_noted"):
    pass


IN_THREAD = (
    ThreadKept,
    ThreadMore,
    ThreadThanks,
    ThreadListening,
    ThreadBetter,
    ThreadNone,
    ThreadRefused,
    MistakeReal,
)
