"""/sore, and the buttons under reminders and questions."""

from bot.care.patient import check_ins, ending_early, for_whom, rating_now
from bot.handlers.arguments import (
    CALLER,
    MESSAGE,
    MESSAGE_IF_ANY,
    NUMBER,
    PATIENT,
    REST,
    WORD_IF_ANY,
    YES_OR_NO,
)
from bot.handlers.dispatch import button, command

TABLE = (
    command("sore", for_whom.ask_how_sore, PATIENT, REST),
    button("sorenow", rating_now.rate, PATIENT, MESSAGE, NUMBER),
    button("resore", rating_now.ask_again, PATIENT, NUMBER),
    button("done", check_ins.done, CALLER, MESSAGE, WORD_IF_ANY),
    button("later", check_ins.put_off, CALLER, MESSAGE),
    button("worried", check_ins.worried, CALLER, MESSAGE_IF_ANY),
    button("again", check_ins.ask_again, CALLER, MESSAGE),
    button("sore", check_ins.rate, CALLER, MESSAGE, NUMBER),
    button("worst", check_ins.worst, CALLER, MESSAGE, NUMBER),
    button("early", ending_early.decide, CALLER, MESSAGE, YES_OR_NO),
    button("helpful", check_ins.helpful, CALLER, MESSAGE, NUMBER),
)
