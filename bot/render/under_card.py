"""What stands under the picture of a card for emergency staff."""

from bot.care.ground.says.red_flag import Card
from bot.render.patient import card
from bot.render.words import Words
from messages.heard.red_flags.finding import Tier
from messages.said.marked import Marked, joined

FIRST = {Tier.EMERGENCY: "bot.shown_first.emergency", Tier.SAME_DAY: "bot.shown_first.same_day"}


def under_card(words: Words, message: Card) -> Marked:
    """What to do first, and whose card it is; the picture says the rest.

    All of the card once more would push the urgent words before it off the phone.
    """
    shown = words.marked("bot.card_shown", card(words, message))
    first = FIRST.get(message.tier) if message.tier else None
    return joined(" ", (words.marked(first), shown)) if first else shown
