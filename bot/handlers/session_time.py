"""/treated, and the buttons of its questions; whether the next session is theirs."""

from bot.care.patient import chosen_session, for_whom, next_session, session_time
from bot.handlers.arguments import CALLER, CODE, PATIENT, SECONDS, TURN, WORD, one_of
from bot.handlers.dispatch import button, command

TABLE = (
    command("treated", for_whom.asks("treated"), PATIENT),
    button("which", chosen_session.choose, PATIENT, CODE, TURN),
    button("day", session_time.choose_day, PATIENT, WORD, TURN),
    button("hour", session_time.choose_hour, PATIENT, SECONDS, TURN),
    button("next", next_session.answer, PATIENT, CODE, one_of(*next_session.ANSWERS)),
    button("right", session_time.answer, CALLER, one_of(*session_time.RIGHT), TURN),
)
