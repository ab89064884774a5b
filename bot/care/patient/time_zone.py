"""Where the patient is: reminders keep the patient's own clock."""

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from bot.care.ground.desk import OLD, Desk, Toast, ask, brief, open_question, say
from bot.care.ground.heard import Caller, Heard
from bot.care.ground.says.members import ClinicClock
from bot.care.ground.says.time_zone import (
    AskCity,
    AskLocation,
    AskPlace,
    AskRegion,
    AskZone,
    ChooseZone,
    LocationLeft,
    LocationTaken,
    LocationUnclear,
    WhyZone,
    ZoneUnknown,
)
from bot.model import Dialogue, Patient
from bot.store import outbox, patients, spoken
from bot.store.tx import stamp
from messages.heard.places import cities, regions, zone, zones_with
from messages.heard.times.other_clock import offsets
from schedules.clinical import CLINICAL

STEPS = ("zone", "city")
MOST = 8  # cities that somebody may mean
PAGE = 24  # cities a keyboard; Telegram allows a hundred buttons


def of_no_patient(desk: Desk, caller: Caller) -> bool:
    """To a colleague who is no patient all is told on the clinic's clock; False where they are none."""
    member = caller.clinician(desk)
    if member:
        brief(desk, member, ClinicClock(zone=desk.house.clinic.zone.key, at=stamp(desk.now)))
    return member is not None


def ask_zone(
    desk: Desk, patient: Patient, guess: ZoneInfo, *, keep: Mapping[str, Any], owed: bool = True
) -> None:
    """Is it 15:42 where you are? `keep` holds what waits. Not said (`owed`) where the answer is there."""
    _put_keyboard_away(desk, patient, LocationLeft)
    turn = ask(desk, patient, "zone", keep={**keep, "zone": guess.key})
    if owed:
        say(desk, patient, AskZone(turn=turn, zone=guess.key))


def ask_region(
    desk: Desk,
    patient: Patient,
    dialogue: Dialogue,
    kind: type[AskRegion | ZoneUnknown | LocationUnclear] = AskRegion,
) -> None:
    """Ask for a part of the world, or the name of a city."""
    turn = ask(desk, patient, "city", keep=dict(dialogue.facts))
    say(desk, patient, kind(turn=turn, regions=regions()))


def ask_city(
    desk: Desk,
    patient: Patient,
    dialogue: Dialogue,
    kind: type[AskPlace],
    zones: Sequence[str],
    more: tuple[str, int] | None = None,
) -> None:
    """Offer some cities, and the page with `more` of their part of the world."""
    _put_keyboard_away(desk, patient, LocationLeft)
    turn = ask(desk, patient, "city", keep=dict(dialogue.facts))
    say(desk, patient, kind(turn=turn, zones=tuple(zones), more=more))


def ask_location(desk: Desk, patient: Patient, turn: int) -> Toast:
    """They want to share where they are: Telegram's own button for that, in the place of the keyboard."""
    if open_question(desk, patient, "city", turn=turn) is None:
        return OLD
    say(desk, patient, AskLocation())
    return Toast(close=False)


def _put_keyboard_away(desk: Desk, patient: Patient, kind: type[LocationTaken | LocationLeft]) -> None:
    """That button goes when there is an answer, whichever way it came."""
    since = desk.now - CLINICAL.question_open
    asked = spoken.newest_of(desk.tx, patient.chat_id, AskLocation.key, since=since)
    if asked and not asked.answered:
        outbox.answered(desk.tx, asked.id, "answered", now=desk.now)
        say(desk, patient, kind())


def choose_region(desk: Desk, patient: Patient, region: str, page: int, turn: int) -> Toast:
    """Offer the cities of a region, a page at a time; the page after the last is the first again."""
    dialogue = open_question(desk, patient, "city", turn=turn)
    if dialogue is None or region not in regions():
        return OLD
    names = cities(region)
    pages = -(-len(names) // PAGE)
    first = page % pages * PAGE
    more = (region, page + 1) if pages > 1 else None
    ask_city(desk, patient, dialogue, AskCity, names[first : first + PAGE], more)
    return Toast()


def choose_zone(desk: Desk, patient: Patient, name: str, turn: int) -> Toast:
    """A city was tapped; its clock is shown once more before it is believed."""
    dialogue = open_question(desk, patient, "city", turn=turn)
    chosen = zone(name)
    if dialogue is None or chosen is None:
        return OLD
    ask_zone(desk, patient, chosen, keep=dialogue.facts)
    return Toast()


def refuse(desk: Desk, patient: Patient, turn: int | None = None) -> Toast:
    """No, it is another time there."""
    dialogue = open_question(desk, patient, "zone", turn=turn)
    if dialogue is None:
        return OLD
    ask_region(desk, patient, dialogue)
    return Toast()


def accept(desk: Desk, patient: Patient, turn: int | None = None) -> tuple[Patient, Dialogue] | None:
    """Yes: the zone is kept. The patient as they are now and what waited; None where nothing was asked."""
    dialogue = open_question(desk, patient, "zone", turn=turn)
    chosen = zone(str(dialogue.facts["zone"])) if dialogue else None
    if dialogue is None or chosen is None:
        return None
    patients.set_zone(desk.tx, patient.chat_id, chosen)
    return patients.by_id(desk.tx, patient.id) or patient, dialogue


def take_place(desk: Desk, patient: Patient, heard: Heard) -> None:
    """A typed place; an unknown one is said to be unknown, never replaced by a guess."""
    dialogue = open_question(desk, patient, *STEPS)
    if dialogue is None:
        return
    found = heard.zones or by_clock(desk, patient, heard.text)
    if len(found) == 1:
        ask_zone(desk, patient, ZoneInfo(found[0]), keep=dialogue.facts)
    elif found:
        ask_city(desk, patient, dialogue, ChooseZone, found)
    else:
        ask_region(desk, patient, dialogue, ZoneUnknown)


def take_location(desk: Desk, patient: Patient, heard: Heard) -> None:
    """A place on the map that was shared for an answer; on the high seas there is no zone."""
    dialogue, found = open_question(desk, patient, *STEPS), zone(heard.shared_zone)
    if dialogue is None:
        return
    _put_keyboard_away(desk, patient, LocationTaken)
    if found:
        ask_zone(desk, patient, found, keep=dialogue.facts)
    else:
        ask_region(desk, patient, dialogue, LocationUnclear)


def by_clock(desk: Desk, patient: Patient, text: str) -> tuple[str, ...]:
    """The zones whose clocks show what somebody says theirs does."""
    dialogue = open_question(desk, patient, *STEPS)
    if dialogue is None:
        return ()
    asked = zone(str(dialogue.facts.get("zone", ""))) or desk.zone_of(patient)
    times, shown = desk.house.times_of(patient.language), desk.now.astimezone(asked)
    away = offsets(text, desk.now, shown, times.words)
    return tuple(dict.fromkeys(name for one in away for name in zones_with(one, desk.now, asked)))[:MOST]


def explain(desk: Desk, patient: Patient) -> None:
    """Why it is asked, and the question again."""
    say(desk, patient, WhyZone())
    if dialogue := open_question(desk, patient, *STEPS):
        repeat_question(desk, patient, dialogue)


def repeat_question(desk: Desk, patient: Patient, dialogue: Dialogue) -> None:
    if dialogue.step == "zone":
        ask_zone(desk, patient, ZoneInfo(str(dialogue.facts["zone"])), keep=dialogue.facts)
    else:
        ask_region(desk, patient, dialogue)
