"""The buttons under reminders and questions."""

from bot.care.patient import check_ins
from bot.handlers.arguments import CALLER, MESSAGE, MESSAGE_IF_ANY, NUMBER
from bot.handlers.dispatch import button

TABLE = (
    button("done", check_ins.done, CALLER, MESSAGE),
    button("later", check_ins.put_off, CALLER, MESSAGE),
    button("worried", check_ins.worried, CALLER, MESSAGE_IF_ANY),
    button("again", check_ins.ask_again, CALLER, MESSAGE),
    button("sore", check_ins.rate, CALLER, MESSAGE, NUMBER),
    button("helpful", check_ins.helpful, CALLER, MESSAGE, NUMBER),
)
