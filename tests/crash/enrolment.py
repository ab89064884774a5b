"""The story of an enrolment by link, beat by beat, and what Telegram may do to it."""

from collections.abc import Callable

from tests.crash.network import Outcome
from tests.crash.people import say, tap
from tests.crash.ward import Ward

KIM = 77
BAD = [outcome for outcome in Outcome if outcome not in (Outcome.OK, Outcome.FORBIDDEN)]
Act = Callable[[Ward], object]


def link(ward: Ward) -> str:
    """What the first link that Kim was shown holds."""
    for message in ward.world.shown:
        if message.chat == KIM and "start=" in message.text:
            return message.text.partition("start=")[2].split()[0]
    return ""


async def shown_again(ward: Ward) -> None:
    """A reply may get lost, and is not repeated; then the clinician asks for it."""
    if link(ward):
        return
    say(ward.world, "/patients", KIM)
    for label in ("Links (1)", "JD:"):
        await ward.until(ward.world.now)
        tap(ward.world, label, KIM)
    await ward.until(ward.world.now)


STORY: dict[str, Act] = {
    "enrol": lambda ward: say(ward.world, "/enroll JD 14:30 left shoulder", KIM),
    "another": lambda ward: say(ward.world, "/enroll KL 14:30", KIM),
    "open": lambda ward: say(ward.world, f"/start {link(ward)}"),
    "agree": lambda ward: tap(ward.world, "I agree"),
    "right": lambda ward: tap(ward.world, "Yes"),
    "zone": lambda ward: tap(ward.world, "Yes"),
    "a day later": lambda ward: ward.world.move(days=1, minutes=-10),
}
