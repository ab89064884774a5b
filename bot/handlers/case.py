"""The buttons of a patient's card."""

from bot.care.clinic import case
from bot.handlers.arguments import CODE, MEMBER, SECONDS, WORD, YES_OR_NO
from bot.handlers.dispatch import button

TABLE = (
    button("case", case.begin, MEMBER, WORD, CODE),
    button("caseat", case.set_time, MEMBER, CODE, SECONDS),
    button("caseplan", case.set_protocol, MEMBER, CODE, WORD),
    button("casehand", case.hand_over, MEMBER, CODE, CODE),
    button("caseend", case.end, MEMBER, CODE, YES_OR_NO),
)
