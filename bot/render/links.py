"""What fills the texts about links: a patient's, a colleague's, and the list of them."""

from bot.care.ground.says.appointments import Appointments, AppointmentShown
from bot.care.ground.says.buttons import Moment
from bot.care.ground.says.enrolment import EnrolSide, Link
from bot.care.ground.says.links import LinksWaiting
from bot.care.ground.says.members import InviteCard, Joined
from bot.render.filling import Fillings
from bot.render.rota import ROTA
from bot.render.words import Filling, Words

MINUTE, HOUR = 60, 3_600  # seconds

LINKS = Fillings(ROTA)


@LINKS.of(LinksWaiting)
def waiting(words: Words, message: LinksWaiting) -> Filling:
    lines = (
        f"• {one.label} · {words.staff(f'flags.{one.state}', since=_since(words, one.since))}"
        for one in message.waiting
    )
    return {"waiting": "\n".join(lines)}


def _since(words: Words, at: int) -> str:
    """How long ago that is, in whole hours; `at` is in seconds."""
    hours = max(0, words.now - at) // HOUR
    return words.staff("flags.hours_ago", hours=hours) if hours else words.staff("flags.first_hour")


@LINKS.of(Appointments)
def appointments(words: Words, message: Appointments) -> Filling:
    """One a line: the label, when the session ended, whether the link was opened, and for whom it is."""
    shown = [_appointment(words, one, message.zone) for one in message.appointments]
    if message.pages > 1:
        shown.append(words.staff("patients_page", number=message.number + 1, pages=message.pages))
    return {"appointments": "\n".join(shown)}


def _appointment(words: Words, one: AppointmentShown, zone: str) -> str:
    follower = words.staff("flags.for_whom", name=one.follower) if one.follower else ""
    state = words.staff(f"appointment.{one.state}")
    when = words.when(Moment(one.at, zone)) if one.state != "unsettled" else ""
    return " · ".join(part for part in (one.label, when, state, follower) if part)


@LINKS.of(Link)
def link(words: Words, message: Link) -> Filling:
    follower = f"\n{words.staff('flags.for_whom', name=message.follower)}" if message.follower else ""
    return {
        "treated": words.region(message.region),
        "life": _life(words, message.life),
        "follower": follower,
        "ended": words.staff("flags.ends" if message.at > words.now else "flags.ended"),
    }


@LINKS.of(InviteCard)
def invitation(words: Words, message: InviteCard) -> Filling:
    role, may = words.staff(f"roles.{message.role}"), words.staff(f"may.{message.role}")
    return {"life": _life(words, message.life), "role": role, "may": may}


@LINKS.of(Joined)
def joined(words: Words, message: Joined) -> Filling:
    return {"role": words.staff(f"roles.{message.role}")}


def _life(words: Words, seconds: int) -> str:
    """How long a link can be opened: whole hours, or minutes where that would round much away."""
    hours, over = divmod(seconds, HOUR)
    if over == 0 and hours > 1:
        return words.staff("flags.life_hours", count=hours)
    return words.staff("flags.life_minutes", count=seconds // MINUTE)


@LINKS.of(EnrolSide)
def part(words: Words, message: EnrolSide) -> Filling:
    return {"part": words.named(f"body.parts.{message.part}")}
