"""The commands that let reminders rest, go on or end, and the buttons that ask."""

from bot.care.patient import for_whom, pauses
from bot.handlers.arguments import CALLER, CODE, PATIENT, WORD, YES_OR_NO
from bot.handlers.dispatch import button, command

TABLE = (
    command("pause", for_whom.asks("pause"), PATIENT),
    command("resume", for_whom.asks("resume"), PATIENT),
    command("stop", for_whom.asks("stop"), PATIENT),
    button("for", for_whom.choose, CALLER, WORD, CODE),
    button("which_stop", pauses.answer_which, PATIENT, WORD),
    button("go_on", pauses.resume_by_button, CALLER, YES_OR_NO),
    button("repaired", pauses.after_repair, PATIENT, YES_OR_NO),
)
