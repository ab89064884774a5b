"""What is said in another language than the bot's own, as far as there is a sheet of it."""

from bot.care.ground.desk import Desk, say
from bot.care.ground.heard import Caller
from bot.care.ground.says.red_flag import IN_SHEET, SheetLife, SheetTold, Told
from bot.model import Outgoing, Patient, Sort
from messages.heard.red_flags.finding import Tier


def language_of(desk: Desk, shown: Outgoing | None) -> str:
    """The other language in which something was said; none where it was said in the patient's own."""
    return desk.house.sheet_of(shown.language) if shown else ""


def say_first(
    desk: Desk,
    to: Caller | Patient,
    tier: Tier,
    language: str | None,
    *,
    despair: bool = False,
    told: Told = Told.NOT,
) -> None:
    """Whom to call, in another language, and that the clinic hears of an emergency now; English follows."""
    if (known := desk.house.sheet_of(language)) and tier in IN_SHEET:
        kind = SheetLife if despair else IN_SHEET[tier]
        say(desk, to, kind(), sort=Sort.URGENT, language=known)
        if tier is Tier.EMERGENCY and told in (Told.NOW, Told.AGAIN):
            say(desk, to, SheetTold(), sort=Sort.URGENT, language=known)
