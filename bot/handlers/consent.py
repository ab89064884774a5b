"""/start and the consent buttons."""

from bot.care.patient import consent
from bot.handlers.arguments import CALLER, CODE_IF_ANY, REST, YES_OR_NO
from bot.handlers.dispatch import button, command

TABLE = (
    command("start", consent.start, CALLER, REST),
    button("kept", consent.what_is_kept, CALLER, CODE_IF_ANY),
    button("consent", consent.consent, CALLER, YES_OR_NO, CODE_IF_ANY),
)
