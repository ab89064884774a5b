"""The buttons of a patient's card."""

from bot.care.clinic import case, discharge, notes
from bot.handlers.arguments import CODE, MEMBER, SECONDS, WORD, one_of
from bot.handlers.dispatch import button

TABLE = (
    button("case", case.begin, MEMBER, WORD, CODE),
    button("notes", notes.send, MEMBER, CODE),
    button("caseat", case.set_time, MEMBER, CODE, SECONDS),
    button("caseplan", case.set_protocol, MEMBER, CODE, WORD),
    button("casehand", case.hand_over, MEMBER, CODE, CODE),
    button("caseend", discharge.answer, MEMBER, CODE, one_of(*discharge.ANSWERS)),
)
