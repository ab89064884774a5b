"""How the network and Telegram are for the bot, until they are otherwise."""

from enum import StrEnum

from bot.rehearsal.trouble import RateLimited, ServerError, Silence, Slow, Trouble

MESSAGES = frozenset({"sendMessage", "sendPhoto", "sendDocument"})
ASKED_TO_WAIT = 5  # seconds
EACH_WAY = 1.5  # seconds


class Weather(StrEnum):
    """One at a time; each lasts until another is chosen."""

    WELL = "well"
    NO_NETWORK = "no_network"  # the line is closed: nothing gets as far as a method
    SLOW = "slow"
    TOO_MANY = "too_many"
    ERRORS = "errors"
    SILENCE = "silence"


def met(weather: Weather, method: str) -> Trouble | None:
    """What a call of that method meets."""
    is_message = method in MESSAGES
    match weather:
        case Weather.SLOW:
            return Slow(EACH_WAY)
        case Weather.ERRORS:
            return ServerError()
        case Weather.TOO_MANY if is_message:
            return RateLimited(ASKED_TO_WAIT)
        case Weather.SILENCE if is_message:
            return Silence(applied=True)
        case _:
            return None
