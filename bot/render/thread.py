"""What fills the texts that are said after an alarm."""

from bot.care.ground.says.thread import AlertOver, InThread, RemindersAfter, SaysWhoHasRead
from bot.render.erasure import ERASURE
from bot.render.filling import Fillings
from bot.render.words import Filling, Words

THREAD = Fillings(ERASURE)


@THREAD.of(SaysWhoHasRead)
def who_has_read(words: Words, message: SaysWhoHasRead) -> Filling:
    return {"reading": words.text(f"bot.reading.{message.reading}", {"name": message.name})}


@THREAD.of(InThread)
def still_to_do(words: Words, message: InThread) -> Filling:
    """What is still to be done after an alarm, until it is settled."""
    return {"still": f"\n\n{words.small(f'still.{message.tier}')}" if message.tier else ""}


@THREAD.of(AlertOver)
def after_alarm(words: Words, message: AlertOver) -> Filling:
    """Whether the reminders that had rested with it go on."""
    unsaid = message.reminders is RemindersAfter.UNSAID
    return {"after": "" if unsaid else f"\n\n{words.small(f'after_alarm.{message.reminders}')}"}
