"""What patients ask and what people of the clinic tap, in tests about its advice."""

from tests.bot.care.floor import PAT, Floor

WINE = "can I have a glass of wine tonight?"
OLD = "toasts.old"


def asks(floor: Floor, text: str = WINE, chat: int = PAT) -> str:
    """What a patient hears who asks, some minutes after what was said before."""
    floor.move(minutes=5)
    floor.say(chat, "hello there")
    floor.deliver()
    floor.move(minutes=5)
    floor.say(chat, text)
    return "\n".join(one.whole for one in floor.deliver() if one.message.chat_id == chat)


def act(floor: Floor, chat: int, label: str) -> str | None:
    """Tap the button of that label under what somebody was sent last; what flashes up."""
    newest = next(one for one in reversed(floor.said) if one.message.chat_id == chat and one.words.buttons)
    tap = next(tap for row in newest.words.buttons for shown, tap in row if shown == label)
    toast = floor.tap(chat, tap)
    floor.deliver()
    return toast.key if toast else None
