"""What the bot can do for whoever asks, and the warning signs to read."""

from bot.care.ground.desk import Desk, Toast, brief, say
from bot.care.ground.heard import Caller
from bot.care.ground.house import PATIENT
from bot.care.ground.says.conversation import Help, HelpMore
from bot.care.ground.says.members import StaffHelp
from bot.care.ground.says.warning_signs import SignsTold
from bot.store import outbox

FIRST = frozenset({"plan", "sore", "treated", "pause", "stop", "faq"})  # of a patient's commands


def show(desk: Desk, caller: Caller) -> None:
    """`/help`: the commands of their role."""
    if clinician := caller.clinician(desk):
        role = clinician.role
        brief(desk, clinician, StaffHelp(role=role, commands=desk.house.menu_of(role)))
    else:
        menu = desk.house.menu_of(PATIENT)
        say(desk, caller, Help(commands=tuple(name for name in menu if name in FIRST)))


def more(desk: Desk, caller: Caller) -> Toast:
    """What else a patient can do."""
    menu = desk.house.menu_of(PATIENT)
    say(desk, caller, HelpMore(commands=tuple(name for name in menu if name not in FIRST)))
    return Toast(close=False)


def signs(desk: Desk, caller: Caller, message_id: int) -> Toast:
    """All warning signs, to whoever taps; that they did proves that the message with the button came."""
    if message := outbox.get(desk.tx, message_id, chat_id=caller.chat_id):
        outbox.arrived(desk.tx, message.id)
    say(desk, caller, SignsTold())
    return Toast(close=False)
