"""/unanswered, and what becomes of a question."""

from bot.care.clinic import unanswered
from bot.handlers.arguments import CODE, MEMBER, WORD, YES_OR_NO
from bot.handlers.dispatch import button, command

TABLE = (
    command("unanswered", unanswered.show_open, MEMBER),
    button("question", unanswered.begin, MEMBER, WORD, CODE),
    button("reply", unanswered.send, MEMBER, CODE, YES_OR_NO),
)
