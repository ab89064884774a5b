"""/preview."""

from bot.care.clinic import preview
from bot.handlers.arguments import BODY, CODE, MEMBER, REST, WORD_IF_ANY
from bot.handlers.dispatch import button, command

TABLE = (
    command("preview", preview.preview, MEMBER, REST, BODY),
    button("preview", preview.show, MEMBER, CODE),
    button("exercises", preview.exercises, MEMBER, WORD_IF_ANY, BODY),
    button("previewed", preview.tapped, MEMBER, REST),
)
