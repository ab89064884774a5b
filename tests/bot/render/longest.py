"""Every message to a patient at its longest: all that can be said, with the longest facts that are likely."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot import handlers
from bot.care.clinic.advice_topics import PAGE
from bot.care.ground import plan
from bot.care.ground.house import PATIENT, Clinic
from bot.care.ground.says.advice_topics import AdviceList, TopicShown
from bot.care.ground.says.buttons import About, Whom
from bot.care.ground.says.check_ins import SoreTold
from bot.care.ground.says.conversation import Help
from bot.care.ground.says.enrolment import LinkCard
from bot.care.ground.says.message import MESSAGES, Message, ToPatient, stored
from bot.care.ground.says.plan import PlanRow, PlanTold, StepMessage, Tip
from bot.care.ground.says.questions import Answer, Beyond, Faq, ShowsEntry, SmallTalk, Topic
from bot.care.ground.says.red_flag import Card, Told, Urgent
from bot.care.patient.help import FIRST
from bot.model import Audience, Outgoing, Sort, State, Status
from bot.render.text import Rendered, Renderer
from bot.store.tx import stamp
from messages.said.faq import EntryKind
from schedules.adapting import Praise
from schedules.plan import Reminder, build_plan
from schedules.protocol import EFFORTS, TIPS, StepKind
from schedules.quiet import parse_quiet_hours
from tests.bot.care.ground.says.samples import sample
from tests.bot.made_once import packaged, ready

ZONE = ZoneInfo("Europe/London")
CLINIC = Clinic("Riverside Physiotherapy", "+44 20 7946 0123", ZONE, "112", 90)
NOW = datetime(2026, 9, 23, 12, 30, tzinfo=UTC)  # a Wednesday in September: no date is longer
RENDERER = Renderer(
    packaged().catalog, CLINIC, "https://t.me/b?start={}".format, {"en": ready()["en"].entries}
)
PARTS = sorted(packaged().catalog.table("en", "body.parts"))
ENTRIES = RENDERER.entries("en")
ABOUT = About(stamp(NOW), ZONE.key, "both.upper_back")
NAME = "Kim Summerfield"
KINDS = {
    EntryKind.ANSWER: (Answer, Topic),
    EntryKind.BEYOND: (Beyond, Topic),
    EntryKind.SMALLTALK: (SmallTalk,),
}
NIGHT = parse_quiet_hours("21:00-08:00")


def rendered() -> Iterator[tuple[str, Rendered]]:
    """What each is called, and its words and buttons."""
    for name, key, message in messages():
        yield name, RENDERER.message(_row(key, message), NOW)
    for language, sheet in packaged().sheets.items():
        for key in (key for key in sheet.said if key in MESSAGES):
            shown = RENDERER.message(_row(key, sample(MESSAGES[key]), language), NOW)
            yield f"{key} in {language}", shown


def of_the_clinic() -> Iterator[tuple[str, Rendered]]:
    """What somebody of the clinic sees so often that it is to fit as well."""
    titles = sorted(
        (one.title for one in packaged().readers["en"].topics.proposals.values()), key=len, reverse=True
    )
    topics = tuple(TopicShown("bruise", title, "new", 12) for title in titles[:PAGE])
    made: Mapping[str, Message] = {
        "link": replace(_long(sample(LinkCard)), label="JD, new", follower="Kim", life=48 * 3600),
        "advice": AdviceList(said=20, topics=topics, number=1, pages=4),
    }
    for name, message in made.items():
        yield name, RENDERER.message(replace(_row(message.key, message), audience=Audience.STAFF), NOW)


def messages() -> Iterator[tuple[str, str, Message]]:
    """A name, the key of the text, and the message."""
    for key, kind in MESSAGES.items():
        if issubclass(kind, ToPatient) and not issubclass(kind, ShowsEntry):
            for name, message in _variants(_long(sample(kind))):
                yield f"{key}{name}", key, message
    for entry in ENTRIES.values():
        for kind in KINDS[entry.kind]:
            shown = replace(sample(kind), entry=entry.id)
            yield f"{kind.key} {entry.id}", kind.key, shown
    yield from _steps()


def _long(message: Message) -> Message:
    known = {
        "name": NAME,
        "line": "See you.",
        "words": "How long?",
        "region": "both.upper_back",
        "at": stamp(NOW),
        "treated_at": stamp(NOW),
        "since": stamp(NOW - timedelta(hours=3)),
        "plain": True,
        "rests": True,
        "about": ABOUT,
        "commands": tuple(
            name for name in handlers.menus()[PATIENT] if (name in FIRST) is isinstance(message, Help)
        ),
    }
    given = {name: value for name, value in known.items() if name in vars(message)}
    return replace(message, **given)


def _variants(message: Message) -> Iterator[tuple[str, Message]]:
    if isinstance(message, Urgent | SoreTold):
        yield from ((f" {told}", replace(message, told=told)) for told in Told)
    elif isinstance(message, Card):
        yield "", message
        people = (Whom("Annabelle", by="parent"), Whom(NAME))
        yield " of two people", replace(message, name="", whose=None, others=(ABOUT,), people=people)
    elif isinstance(message, PlanTold):
        for hour in range(24):
            told = replace(message, rows=_rows(hour), status=Status.PAUSED)
            yield f" from {hour}:00", told
            yield f" of one session from {hour}:00", replace(told, about=None, status=Status.ACTIVE)
    elif isinstance(message, Faq):
        names = sorted(ENTRIES, key=lambda one: len(ENTRIES[one].title))
        yield "", replace(message, entries=tuple(names[-8:]), next=1)
    else:
        yield "", message


def _rows(hour: int) -> tuple[PlanRow, ...]:
    kinds = {step.name: step.kind for step in packaged().protocols["dry_needling"].steps}
    return tuple(
        PlanRow(
            at=stamp(one.due),
            kinds=(one.kind, *(kinds[step] for step in one.carries)),
            state=State.DUE,
            maybe=one.only_if is not None,
        )
        for one in _plan("dry_needling", hour)[1:]
    )


def _plan(protocol: str, hour: int) -> tuple[Reminder, ...]:
    """The plan of a session that ended at that hour."""
    ended = NOW.replace(hour=hour, minute=0)
    return build_plan(packaged().protocols[protocol], ended, ZONE, NIGHT, ended)


def _steps() -> Iterator[tuple[str, str, Message]]:
    """Every step of every protocol, with every set of others that one can carry."""
    seen = set()
    for protocol in packaged().protocols:
        for one in (one for hour in range(24) for one in _plan(protocol, hour)):
            key = f"{protocol}.{one.step}"
            later = plan.after_answer(packaged().protocols[protocol], one.carries) if one.ask else ()
            carries = tuple(step for step in one.carries if step not in later)
            for name, carried in ((key, carries), *((f"{protocol}.{step}", ()) for step in later)):
                if (name, carried) in seen:
                    continue
                seen.add((name, carried))
                asks = one.ask if name == key else None
                kind = one.kind if name == key else StepKind.INFORMATION
                for repeat in {False, bool(asks)}:
                    said = StepMessage(kind=kind, ask=asks, carries=carried, repeat=repeat, about=ABOUT)
                    yield from _fitted(name, said)


def _fitted(key: str, said: StepMessage) -> Iterator[tuple[str, str, Message]]:
    """As it goes out: each tip still to be done, after praise, and in the words of every region in turn."""
    again = " again" if said.repeat else ""
    named, (protocol, _, lead) = "+".join((key, *said.carries)) + again, key.partition(".")
    kinds = {step.name: step.kind for step in packaged().protocols[protocol].steps}
    tips = tuple(Tip(step, kinds[step]) for step in (lead, *said.carries) if kinds[step] in TIPS)
    whole = replace(said, tips=tips, praise=Praise(9, 10) if said.kind in TIPS else None)
    yield named, key, whole
    if any(tip.kind in EFFORTS for tip in tips):
        for part in PARTS:
            yield f"{named} for {part}", key, replace(whole, region=f"both.{part}")


def _row(key: str, message: Message, language: str = "en") -> Outgoing:
    return Outgoing(
        id=123_456,
        chat_id=1,
        patient_id=None,
        treatment_id=None,
        sort=Sort.REPLY,
        key=key,
        audience=Audience.PATIENT,
        language=language,
        state=State.SENDING,
        due=NOW,
        step="step" if isinstance(message, StepMessage) else None,
        facts=stored(message),
    )
