"""What the clinic saw: every message on its phones, in a line each, and how much was said with patients."""

from collections.abc import Mapping

from bot.rehearsal.messages import Message
from bot.rehearsal.people import Person
from bot.rehearsal.shapes import Json
from bot.rehearsal.stage import PATIENT, Stage

LONGEST_LINE = 100


def summary_of(stage: Stage) -> Json:
    """Give both, the clinic's oldest first; who has not met the bot is left out."""
    met = [person for person in stage.server.people if person.chat.messages]
    clinic = [line for person in met if person.note and person.note != PATIENT for line in _lines(person)]
    clinic = _together(sorted(clinic, key=lambda line: line["at"]))
    patients = [_counted(person) for person in met if not person.note or person.note == PATIENT]
    return {"clinic": clinic, "patients": patients}


def _lines(person: Person) -> list[Json]:
    return [
        {**_when(message), "times": 1, "who": person.name, "words": _first(message.words)}
        for message in person.chat.bot_messages
    ]


def _when(message: Message) -> Json:
    at = message.at.timestamp() * 1000
    return {"at": at, "until": at}


def _together(lines: list[Json]) -> list[Json]:
    """The same words that came to the same phone again, with nothing else between, are one line."""
    found: list[Json] = []
    last: dict[str, Json] = {}  # of each phone
    for line in lines:
        before = last.get(line["who"])
        if before and before["words"] == line["words"]:
            before["times"] += 1
            before["until"] = line["at"]
        else:
            last[line["who"]] = line
            found.append(line)
    return found


def _first(words: str) -> str:
    """Give the first two lines that say anything, as one."""
    line = " · ".join([one.strip() for one in words.splitlines() if one.strip()][:2])
    return line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE].rstrip()}…"


def _counted(person: Person) -> Mapping[str, object]:
    """How much came, and how much they did; a tap is what Telegram has answered as one."""
    wrote = sum(not message.by_bot for message in person.chat.messages)
    got = len(person.chat.bot_messages)
    return {"name": person.name, "got": got, "wrote": wrote, "tapped": len(person.chat.toasts)}
