"""Something in a text may be a red flag: the patient is asked, with the warning signs as buttons."""

from bot.care import alarming
from bot.care.desk import OLD, Caller, Desk, Toast, say
from bot.model import Sort
from bot.store import outbox
from messages.signs import SIGNS
from messages.triage import Tier

NONE = "none"


def ask(desk: Desk, caller: Caller, text: str) -> None:
    """Do you have any of these right now? What was written is kept for whoever may have to read it."""
    patient = caller.patient(desk)
    said = text if patient else ""
    say(desk, caller, "screen", sort=Sort.URGENT, signs=True, text=said)


def tapped(desk: Desk, caller: Caller, sign: str, message_id: int) -> Toast:
    """A sign that is there is a red flag, on every tap; none of them is good to know."""
    message = outbox.get(desk.tx, message_id, chat_id=caller.chat_id)
    text = str(message.facts.get("text", "")) if message else ""
    if message:
        outbox.answered(desk.tx, message.id, f"sign {sign}", now=desk.now)
    if sign == NONE:
        say(desk, caller, "screen_none")
        return Toast()
    if sign not in SIGNS:
        return OLD
    words = "\n".join(filter(None, (text, f"[{sign}]")))
    alarming.urgent(desk, caller, Tier(SIGNS[sign]), words, rule=sign)
    return Toast(close=False)
