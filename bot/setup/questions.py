"""What a clinic is asked, and what answers will do."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.care.ground.house import Clinic
from bot.content import Content
from bot.env import examples, telephone
from bot.env.zone import MOST, clinic_zone
from bot.render import profile
from bot.render.text import Renderer
from messages.heard.place_search import find_zones

LOCAL_TIME = Path("/etc/localtime")
LONGEST_NAME = 80
ANY_CLINIC = Clinic("", "1", ZoneInfo("Europe/London"), "112", 90)


@dataclass(frozen=True)
class AskedSetting:
    """A setting that is asked for; `check` gives what is kept of an answer. Raises ValueError."""

    name: str
    text: str
    check: Callable[[str], str]


def questions(words: Content, phone: Callable[[], str]) -> tuple[AskedSetting, ...]:
    """All but the token, which Telegram checks, and the zone, which is shown on the wall clock."""
    return (
        AskedSetting(
            "CLINIC_NAME", "What is the clinic called, as patients know it?", lambda s: _name(s, words)
        ),
        AskedSetting("CLINIC_PHONE", "On which number do patients reach it, as dialled from abroad?", _phone),
        AskedSetting(
            "EMERGENCY_NUMBER",
            "What do patients call in an emergency (112, 911, 999, 000 ...)?",
            lambda said: _emergency(said, phone()),
        ),
    )


def _name(said: str, words: Content) -> str:
    if not said:
        raise ValueError("patients need to know who writes to them")
    if examples.is_name(said):
        raise ValueError("this is the name out of an example")
    if len(said) > LONGEST_NAME:
        raise ValueError(f"it has {len(said)} characters; {LONGEST_NAME} are the most")
    renderer = Renderer(words.catalog, replace(ANY_CLINIC, name=said))
    if gap := next(profile.gaps(renderer), None):
        raise ValueError(f"it is too long for what Telegram shows ({gap.what}); shorten it")
    return said


def _phone(said: str) -> str:
    if examples.is_phone(said):
        raise ValueError("this number is out of an example and reaches nobody")
    return telephone.phone(said)


def _emergency(said: str, phone: str) -> str:
    if telephone.digits(said) and telephone.digits(said) == telephone.digits(phone):
        raise ValueError("this is the clinic's own number; give that of the emergency services")
    return telephone.emergency(said)


def zone_of(said: str) -> str:
    """The zone that is meant by its name or by a town. Raises ValueError, with a choice if there is."""
    try:
        return clinic_zone(said)
    except ValueError:
        found = find_zones(said) if said.isprintable() and "fixed" not in _why(said) else ()
        if len(found) == 1:
            return found[0]
        if found:
            raise ValueError(f"it may be {' or '.join(found[:MOST])}; write one of them") from None
        raise


def _why(said: str) -> str:
    try:
        return clinic_zone(said)
    except ValueError as error:
        return str(error)


def zone_of_machine(link: Path = LOCAL_TIME) -> str | None:
    """The zone that this machine is set to, where that is one with a place."""
    _, _, name = str(link.resolve()).partition("zoneinfo/")
    try:
        return clinic_zone(name)
    except ValueError:
        return None


def wall_clock(zone: str, now: datetime) -> str:
    """What clocks show there; `now` is aware."""
    return f"It is {now.astimezone(ZoneInfo(zone)):%H:%M on %A} in {zone} now"
