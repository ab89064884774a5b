"""What the bot can do for whoever asks."""

from bot.care.ground.desk import Desk, brief, say
from bot.care.ground.heard import Caller
from bot.care.ground.house import PATIENT
from bot.care.ground.says.conversation import Help
from bot.care.ground.says.members import StaffHelp


def show(desk: Desk, caller: Caller) -> None:
    """`/help`: the commands of their role."""
    if clinician := caller.clinician(desk):
        role = clinician.role
        brief(desk, clinician, StaffHelp(role=role, commands=desk.house.menu_of(role)))
    else:
        say(desk, caller, Help(commands=desk.house.menu_of(PATIENT)))
