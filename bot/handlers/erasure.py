"""/privacy and /forget, and everything else that erases."""

from bot.care.clinic import erasure as clinic_erasure
from bot.care.patient import erasure, for_whom
from bot.handlers.arguments import ASK_OR_SURE, CALLER, CODE, MEMBER, MESSAGE, YES_OR_NO
from bot.handlers.dispatch import button, command

TABLE = (
    command("privacy", erasure.explain, CALLER),
    button("privacymore", erasure.explain_more, CALLER),
    command("forget", for_whom.forget, CALLER),
    button("forget", erasure.forget, CALLER, YES_OR_NO, MESSAGE),
    button("caseerase", clinic_erasure.erase, MEMBER, CODE, YES_OR_NO),
    button("wrong", clinic_erasure.wrong_person, MEMBER, CODE, ASK_OR_SURE),
)
