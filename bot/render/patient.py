"""What fills the texts that patients get."""

from itertools import groupby, zip_longest

from bot.care.ground.says.buttons import About, Moment, Whom
from bot.care.ground.says.check_ins import RatedAnew, SoreLow
from bot.care.ground.says.conversation import ListsCommands
from bot.care.ground.says.correspondence import Passed
from bot.care.ground.says.message import HoldsLink, Timed, Treated
from bot.care.ground.says.next_session import NotedForThem
from bot.care.ground.says.people import WhichPerson
from bot.care.ground.says.plan import PlanRow, PlanTold
from bot.care.ground.says.questions import ForPerson, ShowsEntry, ShowsEntryAndSigns
from bot.care.ground.says.red_flag import Card, MaybeErased, SaysTold, Urgent
from bot.care.ground.says.restoration import Missing
from bot.care.ground.says.session_time import AsksWhetherRight
from bot.care.ground.says.time_zone import AskZone, ZoneSet
from bot.model import State, Status
from bot.render.filling import Fillings
from bot.render.thread import THREAD
from bot.render.words import Filling, Words, local, of_command
from messages.heard.body import parts_in
from messages.heard.places import label
from messages.said.faq import EntryKind
from messages.said.marked import Marked, joined

DUE, MAYBE = "•", "◦"
MARKS = {State.SENT: "✓", State.SENDING: "?", State.UNKNOWN: "?"}  # `?` where it may not have come
NEAR_CHEST = frozenset({"neck", "shoulder", "upper_back", "chest"})  # docs/clinical.md, "Red flags"

SHARED = Fillings(THREAD)  # of the texts of the clinic as well
PATIENT = Fillings(SHARED)


@SHARED.of(Timed)
def moment(words: Words, message: Timed) -> Filling:
    return words.moment(Moment(message.at, message.zone, message.twelve))


@SHARED.of(Missing)
def missing(words: Words, message: Missing) -> Filling:
    return {"since": words.when(Moment(message.since, message.zone))}


@SHARED.of(HoldsLink)
def link(words: Words, message: HoldsLink) -> Filling:
    return {"url": words.link(message.nonce)}


@PATIENT.of(Treated)
def ended(words: Words, message: Treated) -> Filling:
    return words.moment(Moment(message.treated_at, message.zone))


@PATIENT.of(NotedForThem)
def next_session(words: Words, message: NotedForThem) -> Filling:
    """What was treated, where the clinic has said so."""
    return {"treated": f" ({words.region(message.region)})" if message.region else ""}


@PATIENT.of(WhichPerson)
def asked_for_whom(words: Words, message: WhichPerson) -> Filling:
    """What it is that is done for one of them: ending reminders and erasing are not the same."""
    return {"asked": words.small(f"which_for.{message.does}")}


@PATIENT.of(MaybeErased)
def gone(words: Words, message: MaybeErased) -> Filling:
    return {"name": words.whom(message.whom)}


@PATIENT.of(AsksWhetherRight)
def asked_moment(words: Words, message: AsksWhetherRight) -> Filling:
    """With the part of the day, since a yes to it is believed."""
    return {"when": words.spoken(Moment(message.at, message.zone, message.twelve))}


@PATIENT.of(AskZone)
def clock_there(words: Words, message: AskZone) -> Filling:
    """What the clocks show there at this moment."""
    return {"clock": words.clock(Moment(words.now, message.zone))}


@PATIENT.of(ZoneSet)
def place(_: Words, message: ZoneSet) -> Filling:
    return {"place": label(message.zone)}


@PATIENT.of(SaysTold)
def told(words: Words, message: SaysTold) -> Filling:
    return {"confirmation": words.small(f"confirmation.{message.told}")}


@PATIENT.of(RatedAnew)
def rated(words: Words, message: RatedAnew) -> Filling:
    """What was noted before in the place of a rating."""
    if message.instead is None:
        return {"instead": ""}
    return {"instead": f" {words.text('bot.good.instead', {'before': message.instead})}"}


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
    """That the reminders rest."""
    return {"resting": f"\n\n{words.small('reminders.rest')}" if message.rests else ""}


@PATIENT.of(Passed)
def passed(words: Words, message: Passed) -> Filling:
    """When it is read."""
    return {"when_read": words.small(f"when_read.{'open' if message.open else 'closed'}")}


@PATIENT.of(Card)
def card(words: Words, message: Card) -> Filling:
    """What was treated, and what emergency staff are asked to think of because of it."""
    treated = (About(message.treated_at, message.zone, message.region), *message.others)
    near = any(part in NEAR_CHEST for one in treated for part in parts_in(one.region))
    return {
        "treated": words.region(message.region),
        "named": _named(words, message),
        "had": _had(words, message),
        "sessions": "\n".join(_shown(words, *one) for one in zip_longest(treated, message.people)),
        "consider": words.small("consider.near_chest" if near else "consider.elsewhere"),
    }


def _named(words: Words, message: Card) -> str:
    """The name of who holds the phone, a line of its own; another's stands in the sentence that follows."""
    own = message.name and not message.whose
    return f"{words.text('bot.shown.name', {'name': message.name})}\n" if own else ""


def _had(words: Words, message: Card) -> str:
    """Who had dry needling, as whoever holds the phone would say it."""
    if message.people:
        return words.small("shown.had.several")
    if message.whose is None:
        return words.small("shown.had.self")
    known = "named" if message.name else "unnamed"
    return words.text(f"bot.shown.had.{message.whose.by}_{known}", {"name": message.name})


def _shown(words: Words, one: About, whom: Whom | None) -> str:
    """A session on the card, and whose it is, where a phone serves several people."""
    when = words.when(Moment(one.at, one.zone))
    named = f"{_on_card(words, whom)}\n" if whom else ""
    return named + words.text("bot.shown.session", {"treated": words.region(one.region), "when": when})


def _on_card(words: Words, one: Whom) -> str:
    """One of several, to a stranger; their region stands below."""
    named = one.name or words.small(f"shown.person.{one.by}")
    return words.text("bot.whom.apart", {"name": named, "apart": one.place}) if one.place else named


@PATIENT.of(ListsCommands)
def commands(words: Words, message: ListsCommands) -> Filling:
    return {"commands": described(words, message.commands)}


def described(words: Words, commands: tuple[str, ...], *, desk: bool = False) -> str:
    """Commands with what they do, one a line."""
    return "\n".join(f"/{name} – {words.text(of_command(name, desk=desk))}" for name in commands)


@PATIENT.of(ShowsEntry)
def entry(words: Words, message: ShowsEntry) -> Filling:
    """An entry's words and what they rest on; an entry that there is no more asks again."""
    found = words.entries.get(message.entry)
    if found is None:
        return {"entry": words.small("ask_again"), "source": ""}
    answer = words.filled(found.answer, marks=not found.own)  # a clinic's own may be typed in a chat
    section = {"section": found.section}
    if found.kind != EntryKind.SMALLTALK:
        near = isinstance(message, ShowsEntryAndSigns) and message.signs and not found.worrying
        signs = [Marked(words.small("source.signs"))] if near else []
        answer = joined("\n\n", (Marked(found.title), answer, *signs))
    return {
        "entry": answer,
        "source": words.small("source.own") if found.own else words.text("bot.source.article", section),
    }


@PATIENT.of(ForPerson)
def for_person(words: Words, message: ForPerson) -> Filling:
    """On whom it depends, and a line on the signs."""
    known = "unsure" if message.unsure else "named" if message.whom else "you"
    depends = words.text(f"bot.depends.{known}", {"name": words.whom(message.whom or Whom())})
    beside = f"\n\n{words.small('source.signs')}" if message.signs else ""
    return {"depends": depends, "beside": beside}


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
