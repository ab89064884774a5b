"""What fills the texts that patients get."""

from itertools import groupby

from bot.care.ground.says.buttons import Moment
from bot.care.ground.says.check_ins import SoreTold
from bot.care.ground.says.conversation import ListsCommands
from bot.care.ground.says.message import HoldsLink, Timed, Treated
from bot.care.ground.says.plan import PlanRow, PlanTold
from bot.care.ground.says.questions import ShowsEntry
from bot.care.ground.says.red_flag import Card, Urgent
from bot.care.ground.says.restoration import Missing
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


@PATIENT.of(Urgent)
def urgent(words: Words, message: Urgent) -> Filling:
    """Whether the clinic is told, and that the reminders rest."""
    resting = f"\n\n{words.small('reminders.rest')}" if message.rests else ""
    return {"confirmation": words.small(f"confirmation.{message.told}"), "resting": resting}


@PATIENT.of(Card)
def card(words: Words, message: Card) -> Filling:
    """What was treated, and what emergency staff are asked to think of because of it."""
    near = (message.region or "").rpartition(".")[2] in NEAR_CHEST
    consider = words.small("consider.near_chest" if near else "consider.elsewhere")
    return {"treated": words.region(message.region), "consider": consider}


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
