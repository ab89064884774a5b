"""What fills the texts that the people of the clinic get."""

from bot.care.ground.says.alerts import AlertTold, EndsCase
from bot.care.ground.says.backups import BackupFailed, NoBackup
from bot.care.ground.says.buttons import Moment
from bot.care.ground.says.case import AlertBefore, CaseErase, Handed
from bot.care.ground.says.inbox import SetAside
from bot.care.ground.says.members import DeskHelp, Hello, Members, StaffCancelled, StaffHelp
from bot.care.ground.says.message import HoldsWords, ToStaff
from bot.care.ground.says.notices import Notices, NoticeShown
from bot.care.ground.says.outcome import WrongAsk
from bot.care.ground.says.patients import CaseCard
from bot.care.ground.says.preview import ExercisesShown
from bot.care.ground.says.report import OfWeek
from bot.care.ground.says.thread import RemindersAfter
from bot.care.ground.says.troubles import OfCheck, TroubleBegan
from bot.care.ground.says.unanswered import QuestionReply, QuestionShown
from bot.clinic_name import AT_WORK
from bot.model import Role
from bot.premises.folder import said_for
from bot.render import course, identity, timeline
from bot.render.adverse_events import ADVERSE_EVENTS
from bot.render.exercises import exercises
from bot.render.filling import Fillings
from bot.render.patient import described
from bot.render.verbatim import quoted
from bot.render.words import Filling, Words
from bot.typed import PROGRAM
from messages.said.exercises import REVIEWED_BY
from schedules.clinical import CLINICAL

LOOK_WITH = {
    BackupFailed.key: "backup",
    NoBackup.key: "backup",
    TroubleBegan.key: "health",
    SetAside.key: "inbox list",
}
SIGNS_ASKED = {"silent": "flags.signs_silent", "none": "flags.signs_none"}
REMINDERS = {RemindersAfter.ON: "flags.reminders_on", RemindersAfter.REST: "flags.reminders_rest"}
STAFF = Fillings(ADVERSE_EVENTS)


@STAFF.of(StaffCancelled)
def cancelled(words: Words, message: StaffCancelled) -> Filling:
    labels = ", ".join(message.labels)
    return {"not_enrolled": f" {words.staff('flags.not_enrolled', labels=labels)}" if labels else ""}


@STAFF.of(CaseCard)
def case(words: Words, message: CaseCard) -> Filling:
    return {
        "treated": words.region(message.region),
        "standing": identity.standing(words, message),
        "signs": f"\n*{words.staff('flags.signs')}*" if message.signs else "",
        **course.of_person(words, message),
        "events": timeline.shown(words, message),
    }


@STAFF.of(ExercisesShown)
def told_of_region(words: Words, message: ExercisesShown) -> Filling:
    name = words.text(REVIEWED_BY)
    reviewed = words.staff("exercises.reviewed", name=name) if name else words.staff("exercises.unreviewed")
    return {**exercises(words, message.region), "reviewed": reviewed}


@STAFF.of(HoldsWords)
def held_words(words: Words, message: HoldsWords) -> Filling:
    return {"words": quoted(words, message.words)}


@STAFF.of(AlertTold)
def alert(words: Words, message: AlertTold) -> Filling:
    return {
        "urgency": words.staff(f"urgency.{message.tier}"),
        "others": f"\n{words.staff('flags.others')}" if message.others else "",
        "written": written(words, message),
        "sessions": identity.sessions_of(words, message.sessions) or words.region(message.region),
    }


@STAFF.of(EndsCase)
def after_alarm(words: Words, message: EndsCase) -> Filling:
    """Whether the reminders that had rested with it go on."""
    said = REMINDERS.get(message.reminders)
    return {"after": f" {words.staff(said)}" if said else ""}


def written(words: Words, message: AlertTold) -> str:
    """When the words of an alert were written, where I heard them late."""
    if message.written is None:
        return ""
    return words.staff("flags.written", when=words.when(Moment(message.written, message.zone))) + " "


@STAFF.of(QuestionShown)
def question(words: Words, message: QuestionShown) -> Filling:
    passing = words.staff("flags.passed") if message.passed else ""
    signs = f"{words.staff(SIGNS_ASKED[message.signs])}\n\n" if message.signs in SIGNS_ASKED else ""
    return {"words": quoted(words, message.words), "passing": passing, "signs": signs}


@STAFF.of(QuestionReply)
def reply_to(words: Words, message: QuestionReply) -> Filling:
    about = words.staff("flags.replies_to", who=message.to, said=message.words) if message.to else ""
    return {"about": f"{about}\n\n" if about else ""}


@STAFF.of(CaseErase)
def unread_case(words: Words, message: CaseErase) -> Filling:
    return {"unread": _unread(words, message.unread)}


@STAFF.of(WrongAsk)
def unread_link(words: Words, message: WrongAsk) -> Filling:
    return {"unread": _unread(words, message.unread)}


def _unread(words: Words, since: Moment | None) -> str:
    """A paragraph before the question, where an alert would be erased that nobody has seen."""
    return f"{words.staff('flags.unread', when=words.when(since))}\n\n" if since else ""


@STAFF.of(Notices)
def notices(words: Words, message: Notices) -> Filling:
    said = dict.fromkeys(_notice(words, one) for one in message.notices)  # what reads the same is said once
    return {"notices": "\n".join(said)}


def _notice(words: Words, one: NoticeShown) -> str:
    who, since = identity.who(words, one), words.at_clinic(one.since)
    return words.staff(f"notice_{one.key}", who=who, since=since, by=one.by)


@STAFF.of(SetAside)
def causes(words: Words, message: SetAside) -> Filling:
    lines = (
        words.staff("flags.cause", number=one.count, kind=one.kind, name=one.reason) for one in message.causes
    )
    return {"causes": "\n".join(lines)}


@STAFF.of(OfCheck)
def trouble(words: Words, message: OfCheck) -> Filling:
    return {"trouble": words.staff(f"troubles.{message.check}")}


@STAFF.of(ToStaff)
def command(_: Words, message: ToStaff) -> Filling:
    """What whoever looks after the machine may type there."""
    meant = LOOK_WITH.get(message.key)
    return {"command": said_for(AT_WORK.get(), f"{PROGRAM} {meant}")} if meant else {}


@STAFF.of(Hello)
def role(words: Words, message: Hello) -> Filling:
    also = f" {words.staff('flags.owner_is')}" if message.role is Role.OWNER else ""
    return {"role": words.staff(f"roles.{message.role}"), "also": also}


@STAFF.of(StaffHelp)
def commands(words: Words, message: StaffHelp) -> Filling:
    topics = ", ".join(f"/help {one}" for one in message.topics)
    more = f" {words.staff('flags.help_more', topics=topics)}" if topics else ""
    commands = described(words, message.commands)
    return {"role": words.staff(f"roles.{message.role}"), "commands": commands, "more": more}


@STAFF.of(DeskHelp)
def desk_commands(words: Words, message: DeskHelp) -> Filling:
    return {"commands": described(words, message.commands, desk=True)}


@STAFF.of(Handed)
def what_was(words: Words, message: Handed) -> Filling:
    """The alerts of the course, a line each, and what waits for an answer."""
    lines = [_before(words, one, message.zone) for one in message.alerts]
    if message.questions:
        lines.append(f"• {words.staff('flags.questions_wait', number=message.questions)}")
    return {"before": "\n\n" + "\n".join(lines) if lines else ""}


def _before(words: Words, one: AlertBefore, zone: str) -> str:
    how = "flags.alert_false" if one.false else "flags.alert_open" if one.open else "flags.alert_over"
    when, tier = words.when(Moment(one.at, zone)), words.staff(f"tiers.{one.tier}")
    return words.staff("flags.alert_before", when=when, tier=tier, how=words.staff(how))


@STAFF.of(Members)
def members(words: Words, message: Members) -> Filling:
    """Who there is, and who is invited and has not come yet."""
    there = [f"• {one.name or one.code}, {words.staff(f'roles.{one.role}')}" for one in message.members]
    invited = [f"◦ {one.name}, {words.staff('flags.invited')}" for one in message.invited]
    return {"members": "\n".join([*there, *invited])}


@STAFF.of(OfWeek)
def week(words: Words, message: OfWeek) -> Filling:
    """The counts of a week; what did not occur is left out."""
    found = message.week
    if found is None:
        return {}
    raised = ", ".join(f"{words.staff(f'tiers.{one.tier}')} {one.count}" for one in found.alerts)
    shown = [words.staff("week.alerts", alerts=raised)] if raised else []
    asked = {"answered": found.answered, "asked": found.asked}
    shown.append(words.staff("week.check_ins" if found.asked else "week.none_asked", **asked))
    counts = {
        "patients": found.patients,
        "severe": found.severe,
        "worried": found.worried,
        "gone": found.gone,
        "unopened": found.unopened,
    }
    shown += [
        words.staff(f"week.{name}", count=count, severe=CLINICAL.severe)
        for name, count in counts.items()
        if count
    ]
    if found.topics:
        shown.append(words.staff("week.topics", topics=", ".join(found.topics)))
    return {"week": "\n".join(shown), "sessions": found.sessions}
