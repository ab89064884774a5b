"""The commands that let reminders rest, go on or end, and the buttons that ask."""

from bot.care.patient import pauses
from bot.handlers.arguments import CALLER, PATIENT, WORD, YES_OR_NO
from bot.handlers.dispatch import button, command

TABLE = (
    command("pause", pauses.pause, PATIENT),
    command("resume", pauses.resume, PATIENT),
    command("stop", pauses.stop, PATIENT),
    button("which_stop", pauses.answer_which, PATIENT, WORD),
    button("go_on", pauses.resume_by_button, CALLER, YES_OR_NO),
)
