"""What gives way to whatever comes while it waits to be sent, and what an alarm is not talked over with."""

from bot.care.ground.says.advice import WhichTopic
from bot.care.ground.says.questions import (
    Above,
    Beyond,
    ForPerson,
    FreeText,
    FreeTextMore,
    Listening,
    NoWords,
    SmallTalk,
)
from bot.care.ground.says.session_time import (
    WHEN_AGAIN,
    AskHour,
    AskTreated,
    ConfirmInvited,
    ConfirmJoin,
    ConfirmTreated,
    TimeFirst,
    TreatedWhich,
    TreatedWhichOf,
)
from bot.care.ground.says.time_zone import AskCity, AskRegion, AskZone, ChooseZone
from bot.care.ground.says.warning_signs import ScreenCall, ScreenLine

IN_PASSING = tuple(
    kind.key
    for kind in (SmallTalk, Listening, FreeText, FreeTextMore, Above, NoWords, ScreenLine, ScreenCall)
)
# Questions that can wait: those about a session are put again when an alarm is over.
CAN_WAIT = (
    *(Beyond.key, ForPerson.key, WhichTopic.key, TimeFirst.key, AskTreated.key, AskHour.key),
    *(kind.key for kind in WHEN_AGAIN.values()),
    *(ConfirmTreated.key, ConfirmInvited.key, ConfirmJoin.key, TreatedWhich.key, TreatedWhichOf.key),
    *(AskZone.key, AskRegion.key, AskCity.key, ChooseZone.key),
)
