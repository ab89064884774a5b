"""One module a feature, each with its HANDLERS and its COMMANDS; a new feature is one more name here."""

from bot.handlers import checking, informing, joining, planning, presence, talking, treating
from bot.handlers.hearing import Command, Handler

# In the order they are asked: `presence` keeps groups out, `talking` takes what nobody else wanted.
FEATURES = (presence, joining, planning, treating, checking, informing, talking)

HANDLERS: list[Handler] = [handler for feature in FEATURES for handler in feature.HANDLERS]
COMMANDS: list[Command] = [command for feature in FEATURES for command in feature.COMMANDS]
