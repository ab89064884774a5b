"""Values that stand in examples: with them a bot would send patients to somebody else."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from bot.env.telephone import digits

LOOPBACK = re.compile(r"localhost|127(\.\d+){3}|::1|0\.0\.0\.0")
# Of this project's examples, and of Telegram's own documentation.
NAMES = frozenset({"riverside physiotherapy", "your clinic", "my clinic", "example clinic", "clinic name"})
TOKENS = frozenset(
    {
        "123456789:AAE-letters-and-digits",
        "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11",
        "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw",
        "4839574812:AAFD39kkdpWt3ywyRZergyOLMaJhac60qcK",
    }
)
# Numbers kept for drama, by which nobody is called, in Britain and North America; and such as nobody has.
NOBODYS = re.compile(
    r"(44|0)(1632960|2079460|(11[3-8]|1[2-6]1)4960|1914980|7700900)\d{3}|1?\d{3}55501\d{2}|0?1234567890?|0+"
)


def is_rehearsed(api_url: str) -> bool:
    """Whether the Telegram at that address is one of this very machine, where no patient is."""
    return LOOPBACK.fullmatch(urlsplit(api_url).hostname or "") is not None


def of_example(values: Mapping[str, str]) -> list[str]:
    """A line for each value, by its setting's name in capitals, that is an example's."""
    checks = {
        "BOT_TOKEN": is_token,
        "CLINIC_NAME": is_name,
        "CLINIC_PHONE": is_phone,
        "HEARTBEAT_URL": _is_address,
        "WEBHOOK_URL": _is_address,
    }
    does = {
        "BOT_TOKEN": "is a token out of an example; put the one in that @BotFather gave you",
        "CLINIC_NAME": "is the name out of an example; write your clinic's own, as patients know it",
        "CLINIC_PHONE": "is a number out of an example, which reaches nobody; write your clinic's own",
        "HEARTBEAT_URL": "is an address out of an example, at which nobody listens; write your own check's",
        "WEBHOOK_URL": "is an address out of an example, which leads nowhere; write your proxy's",
    }
    return [f"{name}: {does[name]}." for name, check in checks.items() if check(values.get(name, ""))]


def is_token(text: str) -> bool:
    return text in TOKENS


def is_name(text: str) -> bool:
    return " ".join(text.split()).casefold() in NAMES


def is_phone(text: str) -> bool:
    return NOBODYS.fullmatch(digits(text)) is not None


def _is_address(text: str) -> bool:
    host = urlsplit(text).hostname or ""
    return "your-own-id" in text or host.endswith((".example", "example.com", "example.org"))
