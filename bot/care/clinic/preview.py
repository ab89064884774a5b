"""Every message of a protocol, as a patient would get it, for whoever answers for the words."""

from datetime import datetime

from bot.care.ground import plan
from bot.care.ground.desk import OLD, Desk, Toast, brief
from bot.care.ground.says.preview import Preview, PreviewBegins, PreviewUnknown, PreviewWhich, StepShown
from bot.model import Clinician
from bot.store.tx import stamp
from messages.heard.labels import plain
from schedules.plan import Reminder, build_plan
from schedules.protocol import TIPS, Protocol


def preview(desk: Desk, clinician: Clinician, said: str) -> None:
    """`/preview`, with a protocol's name or title, or a choice of them."""
    wanted = plain(said).casefold()
    protocols = desk.house.protocols.values()
    found = [one.name for one in protocols if wanted in (one.name.casefold(), one.title.casefold())]
    if len(desk.house.protocols) == 1:
        found = list(desk.house.protocols)
    if found:
        show(desk, clinician, found[0])
    else:
        titles = {one.name: one.title for one in protocols}
        brief(desk, clinician, (PreviewUnknown if wanted else PreviewWhich)(previews=titles))


def tapped(desk: Desk, clinician: Clinician, held: str) -> Toast:
    """A button of a previewed message, which does nothing here."""
    del desk, clinician, held
    return Toast("toasts.preview", close=False)


def show(desk: Desk, clinician: Clinician, name: str) -> Toast:
    """The plan of a session that ends now at the clinic, message by message."""
    protocol = desk.house.protocols.get(name)
    if protocol is None:
        return OLD
    zone = desk.house.clinic.zone
    reminders = build_plan(protocol, desk.now, zone, desk.house.quiet, desk.now)
    shown = [one for reminder in reminders for one in _shown(protocol, reminder)]
    brief(desk, clinician, PreviewBegins(protocol=protocol.title, count=len(shown)))
    for step, due in shown:
        brief(desk, clinician, Preview(shows=step, at=stamp(due), zone=zone.key))
    return Toast(close=False)


def _shown(protocol: Protocol, reminder: Reminder) -> list[tuple[StepShown, datetime]]:
    """A message and, after a question, what is said when that is answered."""
    later = plan.after_answer(protocol, reminder.carries) if reminder.ask else ()
    carries = tuple(step for step in reminder.carries if step not in later)
    kinds = dict.fromkeys(protocol.step(step).kind for step in (reminder.step, *carries))
    tips = tuple(kind for kind in kinds if kind in TIPS)
    named = tips if reminder.ask or len(tips) > 1 else ()
    first = StepShown(f"{protocol.name}.{reminder.step}", reminder.kind, reminder.ask, carries, named)
    after = [StepShown(f"{protocol.name}.{step}", protocol.step(step).kind) for step in later]
    return [(one, reminder.due) for one in (first, *after)]
