"""Where the patient is: reminders keep the patient's own clock."""

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from bot.care.ground.desk import OLD, Desk, Toast, ask, open_question, say
from bot.care.ground.heard import Heard
from bot.care.ground.says.time_zone import (
    AskCity,
    AskPlace,
    AskRegion,
    AskZone,
    ChooseZone,
    WhyZone,
    ZoneUnknown,
)
from bot.model import Dialogue, Patient
from bot.store import patients
from messages.heard.places import cities, regions, zone, zones_with
from messages.heard.times.other_clock import offsets

STEPS = ("zone", "city")
MOST = 8  # cities that somebody may mean
PAGE = 24  # cities a keyboard; Telegram allows a hundred buttons


def ask_zone(desk: Desk, patient: Patient, guess: ZoneInfo, *, keep: Mapping[str, Any]) -> None:
    """Is it 15:42 where you are? `keep` holds what waits for the answer."""
    asked = {**keep, "zone": guess.key}
    say(desk, patient, AskZone(turn=ask(desk, patient, "zone", keep=asked), zone=guess.key))


def ask_region(
    desk: Desk, patient: Patient, dialogue: Dialogue, kind: type[AskRegion | ZoneUnknown] = AskRegion
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
    turn = ask(desk, patient, "city", keep=dict(dialogue.facts))
    say(desk, patient, kind(turn=turn, zones=tuple(zones), more=more))


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
    patients.set_zone(desk.tx, patient.id, chosen)
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
