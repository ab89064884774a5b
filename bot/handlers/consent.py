"""/start and the consent buttons."""

from bot.care.conversation import called
from bot.care.patient import another, consent
from bot.handlers.arguments import CALLER, CODE, CODE_IF_ANY, MESSAGE, REST, WORD, YES_OR_NO
from bot.handlers.dispatch import button, command

TABLE = (
    command("start", consent.start, CALLER, REST),
    button("kept", consent.what_is_kept, CALLER, CODE_IF_ANY),
    button("whose", another.choose, CALLER, CODE, CODE),
    button("care", another.explain, CALLER, CODE, WORD),
    button("keptfor", another.what_is_kept, CALLER, WORD, CODE),
    button("agreed", another.consent, CALLER, YES_OR_NO, WORD, CODE),
    button("uncalled", called.not_now, CALLER, MESSAGE),
    button("consent", consent.consent, CALLER, YES_OR_NO, CODE_IF_ANY),
)
