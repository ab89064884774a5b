"""The buttons by which an adverse event is noted, and taken back."""

from bot.care.clinic import adverse_events
from bot.handlers.arguments import CODE, MEMBER, REST, WORD
from bot.handlers.dispatch import button

TABLE = (
    button("adverses", adverse_events.begin, MEMBER, CODE),
    button("adverse", adverse_events.ask_how, MEMBER, CODE, CODE, WORD),
    button("adversenote", adverse_events.note, MEMBER, CODE, CODE, REST),
    button("adverseskip", adverse_events.skip, MEMBER, CODE),
    button("adverseundo", adverse_events.undo, MEMBER, CODE),
)
