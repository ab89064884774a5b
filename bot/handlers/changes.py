"""The buttons of a link that nobody has opened yet."""

from bot.care.links import changes
from bot.handlers.arguments import CODE, MEMBER, SECONDS, WORD, one_of
from bot.handlers.dispatch import button

TABLE = (
    button("link", changes.act, MEMBER, one_of(*changes.ACTIONS), CODE),
    button("linkat", changes.choose_time, MEMBER, CODE, SECONDS),
    button("linkpart", changes.choose_part, MEMBER, CODE, WORD),
    button("linkside", changes.choose_side, MEMBER, CODE, WORD, WORD),
    button("linkplan", changes.choose_protocol, MEMBER, CODE, WORD),
    button("links", changes.show_waiting, MEMBER),
)
