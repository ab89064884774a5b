"""What is said in passing, and gives way to whatever comes while it waits to be sent."""

from bot.care.ground.says.questions import Above, FreeText, FreeTextMore, Listening, NoWords, SmallTalk
from bot.care.ground.says.warning_signs import ScreenCall, ScreenLine

IN_PASSING = tuple(
    kind.key
    for kind in (SmallTalk, Listening, FreeText, FreeTextMore, Above, NoWords, ScreenLine, ScreenCall)
)
