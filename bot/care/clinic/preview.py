"""Every message of a protocol, as a patient would get it, for whoever answers for the words."""

from datetime import datetime

from bot.care.ground import plan
from bot.care.ground.desk import OLD, Desk, Toast, brief
from bot.care.ground.says.preview import (
    ExercisesShown,
    ExercisesWhich,
    Preview,
    PreviewBegins,
    PreviewUnknown,
    PreviewWhich,
    StepShown,
)
from bot.model import Clinician
from bot.store.tx import stamp
from messages.heard.body import Body
from messages.heard.labels import plain
from schedules.plan import Reminder, build_plan
from schedules.protocol import TIPS, Protocol


def preview(desk: Desk, clinician: Clinician, said: str, body: Body) -> None:
    """`/preview`, with a protocol's name or title, or a choice of them; or of what was treated."""
    words = _words(said)
    treated = body.find(words)
    wanted = [word for place, word in enumerate(words) if place not in treated.places]
    protocols = desk.house.protocols.values()
    found = [one.name for one in protocols if wanted in (_words(one.name), _words(one.title))]
    if len(desk.house.protocols) == 1:
        found = list(desk.house.protocols)
    if found:
        show(desk, clinician, found[0], treated.region)
    elif treated.region and not wanted:
        brief(desk, clinician, ExercisesShown(region=treated.region))
    else:
        titles = {one.name: one.title for one in protocols}
        brief(desk, clinician, (PreviewUnknown if wanted else PreviewWhich)(previews=titles))


def _words(said: str) -> list[str]:
    return plain(said).casefold().replace(",", " ").split()


def tapped(desk: Desk, clinician: Clinician, held: str) -> Toast:
    """A button of a previewed message, which does nothing here."""
    del desk, clinician, held
    return Toast("toasts.preview", close=False)


def exercises(desk: Desk, clinician: Clinician, part: str | None, body: Body) -> Toast:
    """The movement and the stretch of a part of the body, or a choice of parts."""
    if part is None:
        brief(desk, clinician, ExercisesWhich(names=tuple(body.parts)))
    elif part in body.parts:
        brief(desk, clinician, ExercisesShown(region=part))
    else:
        return OLD
    return Toast(close=False)


def show(desk: Desk, clinician: Clinician, name: str, region: str | None = None) -> Toast:
    """The plan of a session that ends now at the clinic, message by message."""
    protocol = desk.house.protocols.get(name)
    if protocol is None:
        return OLD
    zone = desk.house.clinic.zone
    reminders = build_plan(protocol, desk.now, zone, desk.house.quiet, desk.now)
    shown = [one for reminder in reminders for one in _shown(protocol, reminder, region)]
    brief(desk, clinician, PreviewBegins(protocol=protocol.title, count=len(shown)))
    for step, due in shown:
        brief(desk, clinician, Preview(shows=step, at=stamp(due), zone=zone.key))
    return Toast(close=False)


def _shown(protocol: Protocol, reminder: Reminder, region: str | None) -> list[tuple[StepShown, datetime]]:
    """A message and, after a question, what is said when that is answered."""
    later = plan.after_answer(protocol, reminder.carries) if reminder.ask else ()
    carries = tuple(step for step in reminder.carries if step not in later)
    kinds = dict.fromkeys(protocol.step(step).kind for step in (reminder.step, *carries))
    tips = tuple(kind for kind in kinds if kind in TIPS)
    named = tips if reminder.ask or len(tips) > 1 else ()
    first = StepShown(f"{protocol.name}.{reminder.step}", reminder.kind, reminder.ask, carries, named, region)
    after = [StepShown(f"{protocol.name}.{step}", protocol.step(step).kind) for step in later]
    return [(one, reminder.due) for one in (first, *after)]
