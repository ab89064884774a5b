"""/away, /back and /duty."""

from bot.care.clinic import absence, rota
from bot.handlers.arguments import CODE, MEMBER, MESSAGE, OWNER, REST, SECONDS, one_of
from bot.handlers.dispatch import button, command

TABLE = (
    command("away", rota.away, MEMBER, REST),
    command("back", absence.back, MEMBER),
    command("duty", rota.show, MEMBER),
    button("away", rota.choose, MEMBER, SECONDS),
    button("awayspan", rota.choose_span, MEMBER, SECONDS, SECONDS),
    button("unaway", absence.undo, MEMBER, MESSAGE),
    button("back", absence.back, MEMBER),
    button("duty", rota.change, OWNER, one_of("up", "on", "off"), CODE),
)
