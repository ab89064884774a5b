"""/treated, and the buttons of its questions."""

from bot.care.patient import session_time
from bot.handlers.arguments import CALLER, CODE, PATIENT, SECONDS, TURN, WORD, one_of
from bot.handlers.dispatch import button, command

TABLE = (
    command("treated", session_time.begin, PATIENT),
    button("which", session_time.choose_mode, PATIENT, CODE, TURN),
    button("day", session_time.choose_day, PATIENT, WORD, TURN),
    button("hour", session_time.choose_hour, PATIENT, SECONDS, TURN),
    button("right", session_time.answer, CALLER, one_of(*session_time.RIGHT), TURN),
)
