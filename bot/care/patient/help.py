"""What the bot can do for whoever asks, and the warning signs to read."""

from bot.care.ground.desk import OLD, Desk, Toast, brief, say
from bot.care.ground.heard import Caller
from bot.care.ground.house import PATIENT
from bot.care.ground.says.conversation import Help, HelpMore
from bot.care.ground.says.members import DeskHelp, StaffHelp
from bot.care.ground.says.warning_signs import SignsTold
from bot.model import Clinician, Role
from bot.store import outbox

OWNER = Role.OWNER.value
FIRST = frozenset({"plan", "sore", "treated", "pause", "stop", "faq"})  # of a patient's commands


def show(desk: Desk, caller: Caller, topic: str) -> None:
    """`/help`: the commands of their role, on one screen; a `topic` brings those of another one they hold."""
    if clinician := caller.clinician(desk):
        brief(desk, clinician, _for_colleague(desk, clinician, topic.strip().casefold()))
    else:
        menu = desk.house.menu_of(PATIENT)
        say(desk, caller, Help(commands=tuple(name for name in menu if name in FIRST)))


def show_by_button(desk: Desk, caller: Caller, topic: str) -> Toast:
    """The same to a colleague, where a button under it names the topic."""
    if caller.clinician(desk) is None:
        return OLD
    show(desk, caller, topic)
    return Toast(close=False)


def _for_colleague(desk: Desk, clinician: Clinician, topic: str) -> StaffHelp | DeskHelp:
    patients = desk.house.menu_of(PATIENT)
    own = tuple(name for name in desk.house.menu_of(clinician.role) if name not in patients or name == "help")
    if topic == PATIENT:
        own = patients
    if not clinician.follows:
        return DeskHelp(commands=own)
    clinicians = desk.house.menu_of(Role.CLINICIAN)
    topics = tuple(one for one in ((OWNER,) if clinician.is_owner else ()) if one != topic)
    if clinician.is_owner and topic != PATIENT:
        own = tuple(name for name in own if (name not in clinicians) == (topic == OWNER))
    return StaffHelp(
        role=clinician.role, commands=own, topics=(*topics, *((PATIENT,) if topic != PATIENT else ()))
    )


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
