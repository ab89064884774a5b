"""/links, and the buttons of a link that nobody has opened yet."""

from bot.care.links import appointments, changes
from bot.handlers.arguments import CODE, COLLEAGUE, PAGE, REST, SECONDS, WORD, one_of
from bot.handlers.dispatch import button, command

TABLE = (
    command("links", appointments.show, COLLEAGUE, REST),
    button("appointments", appointments.show_page, COLLEAGUE, PAGE),
    button("link", changes.act, COLLEAGUE, one_of(*changes.ACTIONS), CODE),
    button("linkat", changes.choose_time, COLLEAGUE, CODE, SECONDS),
    button("linkpart", changes.choose_part, COLLEAGUE, CODE, WORD),
    button("linkside", changes.choose_side, COLLEAGUE, CODE, WORD, WORD),
    button("linkplan", changes.choose_protocol, COLLEAGUE, CODE, WORD),
    button("links", changes.show_waiting, COLLEAGUE),
)
