"""What may be a red flag long after an alarm was seen is an alarm again, with the words of before."""

from datetime import timedelta

from bot.care.ground import red_flag
from bot.care.ground.desk import Desk
from bot.care.ground.heard import Heard
from bot.care.ground.said_whom import said_whom
from bot.care.ground.says.red_flag import UrgentLife
from bot.model import Alert
from bot.store import alerts, spoken
from schedules.clinical import CLINICAL

ANEW = "[anew]"  # between what was seen and what was written long after


def take(desk: Desk, heard: Heard, alert: Alert | None) -> bool:
    """An alarm as urgent as the one that stands, and told like any new one; what follows joins it.

    False while nobody has seen that one, or somebody has so lately that they can be taken to be at it still.
    """
    if alert is None or alert.seen is None or desk.now - alert.seen < CLINICAL.alert_fresh:
        return False
    before = [line for line in "\n".join(alerts.words(desk.tx, alert.id)).split("\n") if line != ANEW]
    words, since = "\n".join((*before, ANEW, heard.text)), alert.raised - timedelta(seconds=1)
    red_flag.urgent(
        desk,
        heard.caller,
        alert.tier,
        words,
        despair=spoken.newest_of(desk.tx, heard.caller.chat_id, UrgentLife.key, since=since) is not None,
        language=heard.language or "",
        sure=said_whom(desk, heard.caller, heard.text),
    )
    return True
