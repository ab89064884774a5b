"""What fills the texts that patients get."""

from itertools import groupby

from bot.care.ground.says.buttons import About, Moment
from bot.care.ground.says.check_ins import SoreLow, SoreTold
from bot.care.ground.says.conversation import ListsCommands
from bot.care.ground.says.correspondence import Passed
from bot.care.ground.says.message import HoldsLink, Timed, Treated
from bot.care.ground.says.plan import PlanRow, PlanTold
from bot.care.ground.says.questions import ShowsEntry
from bot.care.ground.says.red_flag import Card, Urgent
from bot.care.ground.says.restoration import Missing
from bot.care.ground.says.thread import InThread, SaysWhoHasRead
from bot.care.ground.says.time_zone import AskZone, ZoneSet
from bot.model import State, Status
from bot.render.filling import Fillings
from bot.render.words import Filling, Words, local
from messages.heard.places import label
from messages.said.faq import EntryKind
from messages.said.marked import Marked, joined

DUE, MAYBE = "•", "◦"
MARKS = {State.SENT: "✓", State.SENDING: "?", State.UNKNOWN: "?"}  # `?` where it may not have come
NEAR_CHEST = frozenset({"neck", "shoulder", "upper_back", "chest"})  # docs/clinical.md, "Red flags"

SHARED = Fillings()  # of the texts of the clinic as well
PATIENT = Fillings(SHARED)


@SHARED.of(Timed)
def moment(words: Words, message: Timed) -> Filling:
    return words.moment(Moment(message.at, message.zone))


@SHARED.of(Missing)
def missing(words: Words, message: Missing) -> Filling:
    return {"since": words.when(Moment(message.since, message.zone))}


@SHARED.of(HoldsLink)
def link(words: Words, message: HoldsLink) -> Filling:
    return {"url": words.link(message.nonce)}


@PATIENT.of(Treated)
def ended(words: Words, message: Treated) -> Filling:
    return words.moment(Moment(message.treated_at, message.zone))


@PATIENT.of(AskZone)
def clock_there(words: Words, message: AskZone) -> Filling:
    """What the clocks show there at this moment."""
    return {"clock": words.clock(Moment(words.now, message.zone))}


@PATIENT.of(ZoneSet)
def place(_: Words, message: ZoneSet) -> Filling:
    return {"place": label(message.zone)}


@PATIENT.of(SoreTold)
def told(words: Words, message: SoreTold) -> Filling:
    return {"confirmation": words.small(f"confirmation.{message.told}")}


@PATIENT.of(SoreLow)
def good_word(words: Words, message: SoreLow) -> Filling:
    """A good word where it has not risen, and how it was."""
    if message.before is None:
        return {"good": words.small("good.word"), "trend": ""}
    when = {0: "earlier", 1: "yesterday"}.get(message.days, "days")
    known = {"before": message.before, "value": message.value, "days": message.days}
    better = message.value <= message.before
    return {
        "good": words.small("good.word" if better else "good.thanks"),
        "trend": words.text(f"bot.good.{when}", known),
    }


@PATIENT.of(Urgent)
def urgent(words: Words, message: Urgent) -> Filling:
    """Whether the clinic is told, and that the reminders rest."""
    resting = f"\n\n{words.small('reminders.rest')}" if message.rests else ""
    return {"confirmation": words.small(f"confirmation.{message.told}"), "resting": resting}


@PATIENT.of(SaysWhoHasRead)
def who_has_read(words: Words, message: SaysWhoHasRead) -> Filling:
    return {"reading": words.text(f"bot.reading.{message.reading}", {"name": message.name})}


@PATIENT.of(InThread)
def still_to_do(words: Words, message: InThread) -> Filling:
    """What is still to be done after an alarm, until it is settled."""
    return {"still": f"\n\n{words.small(f'still.{message.tier}')}" if message.tier else ""}


@PATIENT.of(Passed)
def passed(words: Words, message: Passed) -> Filling:
    """When it is read."""
    return {"when_read": words.small(f"when_read.{'open' if message.open else 'closed'}")}


@PATIENT.of(Card)
def card(words: Words, message: Card) -> Filling:
    """What was treated, and what emergency staff are asked to think of because of it."""
    treated = (About(message.treated_at, message.zone, message.region), *message.others)
    near = any((one.region or "").rpartition(".")[2] in NEAR_CHEST for one in treated)
    return {
        "treated": words.region(message.region),
        "named": f"{words.text('bot.shown.name', {'name': message.name})}\n" if message.name else "",
        "sessions": "\n".join(_shown(words, one) for one in treated),
        "consider": words.small("consider.near_chest" if near else "consider.elsewhere"),
    }


def _shown(words: Words, one: About) -> str:
    """A session on the card."""
    when = words.when(Moment(one.at, one.zone))
    return words.text("bot.shown.session", {"treated": words.region(one.region), "when": when})


@PATIENT.of(ListsCommands)
def commands(words: Words, message: ListsCommands) -> Filling:
    return {"commands": described(words, message.commands)}


def described(words: Words, commands: tuple[str, ...]) -> str:
    """Commands with what they do, one a line."""
    return "\n".join(f"/{name} – {words.small(f'commands.{name}')}" for name in commands)


@PATIENT.of(ShowsEntry)
def entry(words: Words, message: ShowsEntry) -> Filling:
    """An entry's words and what they rest on; an entry that there is no more asks again."""
    found = words.entries.get(message.entry)
    if found is None:
        return {"entry": words.small("ask_again"), "source": ""}
    answer = words.filled(found.answer, marks=not found.own)  # a clinic's own may be typed in a chat
    section = {"section": found.section}
    return {
        "entry": answer
        if found.kind == EntryKind.SMALLTALK
        else joined("\n\n", (Marked(found.title), answer)),
        "source": words.small("source.own") if found.own else words.text("bot.source.article", section),
    }


@PATIENT.of(PlanTold)
def plan(words: Words, message: PlanTold) -> Filling:
    """The plan day by day; what was sent is ticked, what depends on an answer says so."""
    shown = [(local(Moment(row.at, message.zone)), row) for row in message.rows]
    days = [list(same_day) for _, same_day in groupby(shown, key=lambda pair: pair[0].date())]
    parts = [
        "\n".join([words.date(day[0][0]), *(_line(words, f"{at:%H:%M}", row) for at, row in day)])
        for day in days
    ]
    resting = message.status is not Status.ACTIVE
    between = "\n" if resting or message.about else "\n\n"  # what else is said takes the room between days
    rest = [f"\n{words.small('plan_resting')}"] if resting else []
    return {"plan": between.join([*parts, *rest]).strip() or words.small("plan_empty")}


def _line(words: Words, clock: str, row: PlanRow) -> str:
    kinds = ", ".join(words.small(f"kinds.{kind}") for kind in dict.fromkeys(row.kinds))
    mark = MARKS.get(row.state, MAYBE if row.maybe else DUE)
    condition = f" ({words.small('plan_maybe')})" if row.maybe else ""
    return f"{mark} {clock}  {kinds}{condition}"
