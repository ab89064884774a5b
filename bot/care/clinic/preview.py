"""Every message of a protocol, as a patient would get it, for whoever answers for the words."""

from dataclasses import asdict

from bot.care.ground.desk import OLD, Desk, Toast, brief
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
        brief(desk, clinician, "preview_unknown" if wanted else "preview_which", previews=titles)


def show(desk: Desk, clinician: Clinician, name: str) -> Toast:
    """The plan of a session that ends now at the clinic, message by message."""
    protocol = desk.house.protocols.get(name)
    if protocol is None:
        return OLD
    zone = desk.house.clinic.zone
    plan = build_plan(protocol, desk.now, zone, desk.house.quiet, desk.now)
    brief(desk, clinician, "preview_begins", protocol=protocol.title, count=len(plan))
    for reminder in plan:
        brief(
            desk,
            clinician,
            "preview",
            shows={**asdict(reminder), "due": None, "expires": None, "key": f"{name}.{reminder.step}"},
            at=stamp(reminder.due),
            zone=zone.key,
        )
    return Toast(close=False)
