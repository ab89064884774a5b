"""A diary that was sent as a document becomes a day's list: of its names, initials are all that is kept."""

from collections.abc import Sequence

from bot.care.ground import record
from bot.care.ground.desk import OLD, Desk, Toast, ask_staff, asked_staff, brief, end_staff
from bot.care.ground.says.diary import AppointmentRead, DiaryEmpty, DiaryProblem, DiaryRead, LeftCount
from bot.care.links import day_sheet, for_colleague
from bot.care.links.for_colleague import Facts
from bot.model import Clinician
from bot.store import staff
from bot.store.tx import stamp
from messages.heard.diary.appointment import Booking, labels_of
from messages.heard.diary.reading import DiaryDay, DiaryFile, of_day

STEP = "diary"
MOST_APPOINTMENTS = 60  # of one document
MOST_SEEN = 12  # headings that are said back


def receive(desk: Desk, actor: Clinician, file: DiaryFile) -> None:
    """Say what was read, and ask whether to use it; only labels and times are kept until then."""
    now, zone = stamp(desk.now), desk.house.clinic.zone
    if file.problem:
        brief(desk, actor, DiaryProblem(problem=file.problem, headings=file.seen[:MOST_SEEN]))
        return
    day = _of_today(desk, actor, file.appointments)
    left = tuple(LeftCount(why, count) for why, count in day.left.items())
    if not day.appointments:
        brief(desk, actor, DiaryEmpty(at=now, zone=zone.key, left=left))
        return
    taken = day.appointments[:MOST_APPOINTMENTS]
    read = _entries(desk, actor, taken)
    # Lines of which it is still asked for whom they are wait for this answer, and are asked about then.
    waiting = for_colleague.waiting(desk, actor)
    ask_staff(desk, actor, STEP, {"entries": read, "waiting": waiting})
    shown = tuple(AppointmentRead(label, facts["at"], _named(desk, actor, facts)) for label, facts in read)
    beyond = len(day.appointments) - len(taken)
    brief(desk, actor, DiaryRead(at=now, zone=zone.key, appointments=shown, left=left, beyond=beyond))
    record.note(desk, actor, "sent a diary")


def _of_today(desk: Desk, actor: Clinician, found: Sequence[Booking]) -> DiaryDay:
    """What there is to enrol for whoever sent it: their own, or for a colleague who is known here."""
    codes = {one.practitioner: for_colleague.practitioner(desk, one.practitioner) for one in found}
    several = len([name for name in codes if name]) > 1
    known = any(codes.values())

    alone = actor.follows and not actor.is_owner  # who enrols for themselves

    def is_theirs(one: Booking) -> bool:
        may_be = codes[one.practitioner]
        if may_be:
            return actor.code in may_be or not alone
        # A name that nobody has: of somebody who is not here, or the only one, as the software writes it.
        return not one.practitioner or (not known and not (alone and several))

    return of_day(found, desk.now.astimezone(desk.house.clinic.zone).date(), is_theirs)


def _entries(desk: Desk, actor: Clinician, taken: Sequence[Booking]) -> list[tuple[str, Facts]]:
    zone, entries = desk.house.clinic.zone, []
    for place, (one, label) in enumerate(zip(taken, labels_of(taken), strict=True), start=1):
        over = one.over_at(zone)
        codes = for_colleague.practitioner(desk, one.practitioner)
        whose: Facts = {"for": list(codes)} if codes and (actor.is_owner or not actor.follows) else {}
        at = stamp(over or desk.now)
        entries.append((label, {**whose, "at": at, day_sheet.PLACE: place, day_sheet.TEXT: label}))
    return entries


def _named(desk: Desk, actor: Clinician, facts: Facts) -> str:
    """For whom it is, where that is somebody else than who sent it."""
    if for_colleague.is_unclear(desk, actor, facts):
        return ""
    known = for_colleague.known(desk, actor, facts)
    return "" if known.id == actor.id else known.name or known.code


def is_asked(desk: Desk, actor: Clinician) -> bool:
    """Whether a diary that was read waits for a yes or a no."""
    dialogue = asked_staff(desk, actor)
    return dialogue is not None and dialogue.step == STEP


def answer(desk: Desk, actor: Clinician, sure: bool) -> Toast:
    """Make the links of what was read, once; or forget it."""
    dialogue = asked_staff(desk, actor)
    if dialogue is None or dialogue.step != STEP or staff.by_chat(desk.tx, actor.chat_id) is None:
        return OLD
    end_staff(desk, actor)
    entries = [(str(label), dict(facts)) for label, facts in dialogue.facts["entries"] if sure]
    waiting = [(str(label), dict(facts)) for label, facts in dialogue.facts["waiting"]]
    day_sheet.enrol_all(desk, actor, entries, before=waiting)
    return Toast() if sure else Toast("toasts.kept")
