"""/preview."""

from bot.care.clinic import preview
from bot.handlers.arguments import CODE, MEMBER, REST
from bot.handlers.dispatch import button, command

TABLE = (
    command("preview", preview.preview, MEMBER, REST),
    button("preview", preview.show, MEMBER, CODE),
    button("previewed", preview.tapped, MEMBER, REST),
)
