"""Every message of a protocol, as a patient would get it, for whoever answers for the words."""

from bot.care.ground.desk import OLD, Desk, Toast, brief
from bot.care.ground.says.preview import Preview, PreviewBegins, PreviewUnknown, PreviewWhich, StepShown
from bot.model import Clinician
from bot.store.tx import stamp
from messages.heard.labels import plain
from schedules.plan import build_plan


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
    plan = build_plan(protocol, desk.now, zone, desk.house.quiet, desk.now)
    brief(desk, clinician, PreviewBegins(protocol=protocol.title, count=len(plan)))
    for reminder in plan:
        shown = StepShown(f"{name}.{reminder.step}", reminder.kind, reminder.ask, reminder.carries)
        brief(desk, clinician, Preview(shows=shown, at=stamp(reminder.due), zone=zone.key))
    return Toast(close=False)
