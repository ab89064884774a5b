"""Exchanges as people have them, read from short files and played through the whole bot."""

import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot.rehearsal.people import Person
from schedules.duration import parse_duration
from tests.bot.alarm import followed
from tests.bot.conftest import MONDAY
from tests.bot.family import ANN, TOM, another, two_children
from tests.bot.staff import LINK, Practice, link_in

FOLDER = Path(__file__).parent / "dialogues"
LINE = re.compile(r"(?P<who>\w+)(?P<how>:| <| !) (?P<what>.+)")
BREATH = timedelta(seconds=3)  # between two messages of somebody


@dataclass(frozen=True)
class Dialogue:
    """An exchange: its name, and its lines."""

    name: str
    lines: tuple[str, ...]


def dialogues() -> Iterator[Dialogue]:
    for file in sorted(FOLDER.glob("*.txt")):
        for told in file.read_text(encoding="utf-8").split("\n# "):
            name, *lines = told.removeprefix("# ").strip().split("\n")
            yield Dialogue(f"{file.stem}: {name}", tuple(line for line in lines if line.strip()))


async def checked_in(practice: Practice) -> None:
    while not practice.pat.chat.bot_messages[-1].button("10"):
        await practice.clinic.next_message(practice.pat)


async def asked_for_a_time(practice: Practice) -> None:
    await practice.clinic.hear(practice.pat, "/treated", "correct that time")
    await practice.clinic.press(practice.pat, "Correct the time", "When did your session end?")


async def asked_for_the_zone(practice: Practice) -> None:
    await practice.clinic.agree(practice.sam)
    await practice.clinic.press(practice.sam, "Just now", "where you are?")


async def the_clinic_wrote(practice: Practice) -> None:
    await practice.line(practice.jo, practice.pat, "How is the shoulder today?")
    await practice.clinic.says(practice.pat, "How is the shoulder today?")


async def children(practice: Practice) -> None:
    await two_children(practice, practice.sam)


async def children_of_two_clinicians(practice: Practice) -> None:
    await two_children(practice, practice.sam, other=practice.lee)


async def a_child(practice: Practice) -> None:
    await another(practice, practice.sam, TOM, "Tom")


async def a_child_without_a_name(practice: Practice) -> None:
    await another(practice, practice.sam, TOM, "")


async def children_without_names(practice: Practice) -> None:
    await another(practice, practice.sam, TOM, "")
    await another(practice, practice.sam, ANN, "")


async def a_child_and_a_link_for_its_mother(practice: Practice) -> None:
    await a_child(practice)
    practice.sam.open(await practice.enrol(practice.jo, ANN))


async def an_offered_link(practice: Practice) -> None:
    """Pat has a plan, and is asked about another session."""
    opened = practice.pat.open(await practice.enrol(practice.jo, "JD2 13:30 right hip"))
    await practice.clinic.says(practice.pat, "Whom is it for?", opened.id)
    await practice.clinic.press(practice.pat, "For you", "has invited you for a session")


async def an_offered_link_for_a_child(practice: Practice) -> None:
    await a_child(practice)
    opened = practice.sam.open(await practice.enrol(practice.jo, "CHILD3 13:00 neck"))
    await practice.clinic.says(practice.sam, "Whom is it for?", opened.id)
    await practice.clinic.press(practice.sam, "For Tom", "has invited Tom for a session")


async def a_session_to_come(practice: Practice) -> None:
    """Sam has opened a link whose session should end at 16:30, and has said yes."""
    lines = "AA 9:00 neck\nBB 10:00 neck\nCC 11:00 neck\nDD 12:00 neck\nSX 16:30 right hip"
    sheet = await practice.clinic.hear(practice.jo, f"/enroll\n{lines}", "SX")
    opened = practice.sam.open(LINK.findall(sheet.words)[-1])
    await practice.clinic.says(practice.sam, "has invited you", opened.id)
    await practice.clinic.press(practice.sam, "I agree", "expects your session")


async def a_carer(practice: Practice) -> None:
    """Sam's phone hears along for Pat."""
    await practice.clinic.hear(practice.pat, "/carer", "Somebody else's phone can hear along")
    made = await practice.clinic.press(practice.pat, "Make a link", "Show or forward this")
    opened = practice.sam.open(link_in(made))
    await practice.clinic.says(practice.sam, "You are asked to hear along", opened.id)
    await practice.clinic.press(practice.sam, "I agree", "You hear along for Pat now")


GIVEN: Mapping[str, Callable[[Practice], Awaitable[None]]] = {
    "checked in": checked_in,
    "asked for a time": asked_for_a_time,
    "asked for the zone": asked_for_the_zone,
    "the clinic wrote": the_clinic_wrote,
    "a child": a_child,
    "a child without a name": a_child_without_a_name,
    "a child and a link for its mother": a_child_and_a_link_for_its_mother,
    "two children": children,
    "two children without names": children_without_names,
    "two children of two clinicians": children_of_two_clinicians,
    "an offered link": an_offered_link,
    "an offered link for a child": an_offered_link_for_a_child,
    "a session to come": a_session_to_come,
    "a carer": a_carer,
}

# Settings, by a first line.
SETTINGS: Mapping[str, Mapping[str, bool]] = {"given two sign": {"advice_needs_two": True}}


@dataclass
class Player:
    """Plays the lines of an exchange; what somebody was shown is looked at once, in its order."""

    practice: Practice
    seen: dict[int, int]

    async def play(self, line: str) -> None:
        if line.startswith("given "):
            await GIVEN[line.removeprefix("given ")](self.practice)
            self._look_at_all()
        elif line.startswith("wait "):
            await self.practice.at(
                self.practice.clinic.clock.now + parse_duration(line.removeprefix("wait "))
            )
        else:
            found = LINE.fullmatch(line)
            assert found is not None, line
            await self._line(
                getattr(self.practice, found["who"].lower()), found["how"].strip(), found["what"]
            )

    async def _line(self, person: Person, how: str, what: str) -> None:
        match how:
            case ":":
                await self._does(person, what)
            case "<":
                message = await self.practice.clinic.says(person, what, self.seen.get(person.id, 0))
                self.seen[person.id] = message.id
            case _:
                await self.practice.clinic.barrier(self.practice.quin)
                assert not [m.words for m in person.chat.bot_messages if what in m.words]

    async def _does(self, person: Person, what: str) -> None:
        self.practice.clinic.clock.move(seconds=BREATH.total_seconds())
        if what.startswith("["):
            person.tap(what.strip("[]"))
        else:
            person.say(what)
        await self.practice.clinic.barrier(self.practice.quin)

    def _look_at_all(self) -> None:
        for person in (self.practice.pat, self.practice.jo, self.practice.lee, self.practice.sam):
            self.seen[person.id] = max((m.id for m in person.chat.bot_messages), default=0)


@pytest.mark.parametrize("dialogue", [*dialogues()], ids=lambda dialogue: dialogue.name)
async def test_the_exchange_goes_as_it_is_told(tmp_path: Path, dialogue: Dialogue) -> None:
    first, *rest = dialogue.lines
    async with followed(tmp_path, MONDAY, **SETTINGS.get(first, {})) as practice:
        player = Player(practice, {})
        player._look_at_all()
        for line in rest if first in SETTINGS else dialogue.lines:
            await player.play(line)
