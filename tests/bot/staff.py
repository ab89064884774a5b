"""A clinic with people in it: an owner, two clinicians, their patients, and the few things they do."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

from bot.model import Clinician, Patient, Role
from bot.rehearsal.messages import Message
from bot.rehearsal.people import Person
from bot.store import patients, staff
from bot.store.tx import Row
from tests.bot.conftest import MONDAY, Clinic, a_clinic

KIM = 77  # the owner whom the settings name
LINK = re.compile(r"https://t\.me/\S+")
FORWARD = "Here is your aftercare companion"
DEAD = "This link does not work"
UNKNOWN = "I do not know that command"
OLD = "That is no longer open. What I sent last is what counts."


class Practice:
    """The clinic of a test, and its people by name."""

    def __init__(self, clinic: Clinic) -> None:
        person = clinic.telegram.person
        self.clinic = clinic
        self.kim = person("Kim", user_id=KIM)
        self.jo, self.lee = person("Jo"), person("Lee")
        self.pat, self.quin, self.sam = person("Pat"), person("Quin"), person("Sam")

    async def employ(self, member: Person) -> None:
        """The owner invites somebody, who opens the link."""
        sent = self.kim.say(f"/invite {member.name}")
        link = link_in(await self.clinic.says(self.kim, "You are invited to the aftercare bot", sent.id))
        opened = member.open(link)
        await self.clinic.says(member, "You work with me here as a clinician", opened.id)
        await self.clinic.says(self.kim, f"{member.name} has joined", sent.id)

    async def employ_at_desk(self, member: Person) -> Message:
        """The owner invites a receptionist, who opens the link; the first words to them."""
        sent = self.kim.say(f"/invite receptionist {member.name}")
        link = link_in(await self.clinic.says(self.kim, "You are invited to the aftercare bot", sent.id))
        opened = member.open(link)
        hello = await self.clinic.says(member, "You work with me here as a receptionist", opened.id)
        await self.clinic.says(self.kim, f"{member.name} has joined as a receptionist", sent.id)
        return hello

    async def enrol(self, clinician: Person, line: str = "JD today 14:30 left shoulder") -> str:
        """One line of a clinician's; the link that comes of it."""
        sent = clinician.say(f"/enroll {line}")
        return link_in(await self.clinic.says(clinician, FORWARD, sent.id))

    async def join(self, person: Person, link: str) -> Message:
        """A stranger opens a link and goes all the way; the plan."""
        opened = person.open(link)
        await self.clinic.says(person, "has invited you", opened.id)
        await self.clinic.press(person, "I agree", "has noted that your session ended")
        await self.clinic.press(person, "Yes", "where you are?")
        plan = await self.clinic.press(person, "Yes", "This is your plan.")
        await self.clinic.says(person, "you can leave your phone number", plan.id)
        return plan

    async def follow(self, clinician: Person, person: Person, line: str) -> None:
        """A patient of a clinician, with a plan under way."""
        await self.join(person, await self.enrol(clinician, line))

    def staffed(self) -> None:
        """The owner and both clinicians are known, as if they had opened their links."""
        for person, role in ((self.kim, Role.OWNER), (self.jo, Role.CLINICIAN), (self.lee, Role.CLINICIAN)):
            person.chat.started = True
            known = partial(staff.join, chat_id=person.id, name=person.name, language="en", role=role)
            self.clinic.bot.store.run_now(known, now=self.clinic.clock.now)
        self.clinic.bot.rounds.roles_changed()

    def member(self, person: Person) -> Clinician | None:
        return self.clinic.bot.store.run_now(staff.by_chat, person.id)

    def patient(self, person: Person) -> Patient:
        found = self.clinic.bot.store.run_now(patients.by_chat, person.id)
        assert found is not None
        return found

    async def card(self, clinician: Person, person: Person) -> Message:
        """`/patient CODE`, with its buttons."""
        return await self.clinic.hear(
            clinician, f"/patient {self.patient(person).code}", self.patient(person).code
        )

    async def line(self, clinician: Person, person: Person, words: str) -> None:
        """The clinician writes to the patient."""
        await self.card(clinician, person)
        await self.clinic.press(clinician, "Write a line", "type your line")
        await self.clinic.hear(clinician, words, "Shall I send it?")
        await self.clinic.press(clinician, "Send it", "On its way to")

    async def revoke(self, member: Person) -> None:
        """The owner takes somebody out."""
        await self.clinic.hear(self.kim, "/revoke", "These people belong to")
        await self.clinic.press(self.kim, f"Revoke {member.name}", f"Shall I take {member.name} out?")
        await self.clinic.press(self.kim, "Yes, take them out", f"{member.name} is out")

    async def flash(self, person: Person, tap: str) -> str:
        """What flashes up when somebody sends what a button would, made up or not."""
        shown = person.chat.bot_messages[-1].id
        return await self.clinic.toast(person, lambda: person.tap_data(shown, tap))

    def rows(self, table: str) -> list[Row]:
        return self.clinic.bot.store.run_now(lambda tx: tx.all(f"SELECT * FROM {table} ORDER BY 1"))

    async def kept(self) -> dict[str, list[Row]]:
        """Everything on file but what came in, what was guessed, answers to whoever asked, and shown menus.

        Looked at when all that was due has been sent, and words have gone that are old by now.
        """
        await self.done(self.clinic.clock.now)
        await self.clinic.bot.rounds.leave_signs()
        tables = self.clinic.bot.store.run_now(
            lambda tx: tx.all(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%sqli%'"
            )
        )
        names = {str(row["name"]) for row in tables} - {"inbox", "guesses", "vitals", "presence"}
        found = {name: self.rows(name) for name in names}
        found["outbox"] = [row for row in found["outbox"] if row["sort"] not in ("reply", "urgent")]
        found["staff"] = [{**row, "menu": None} for row in found["staff"]]
        return found

    async def at(self, moment: datetime) -> None:
        """Live on until then: everything that falls due on the way is sent."""
        await self.clinic.settled()
        while (due := await self.clinic.bot.next_due()) and due <= moment:
            self.clinic.clock.now = max(self.clinic.clock.now, due)
            self.clinic.bot.pump.wake()
            await self.done(due)
        self.clinic.clock.now = max(self.clinic.clock.now, moment)
        self.clinic.bot.pump.wake()
        await self.clinic.settled()

    async def done(self, due: datetime) -> None:
        """What was due at that instant has left, or has moved on."""
        while (following := await self.clinic.bot.next_due()) and following <= due:
            await self.clinic.settled()
        await self.clinic.settled()


def link_in(message: Message) -> str:
    found = LINK.search(message.words)
    assert found is not None, message.words
    return found[0]


def said(person: Person, words: str) -> int:
    """How many of the bot's messages to somebody hold these words."""
    return sum(words in message.words for message in person.chat.bot_messages)


def data(message: Message, label: str) -> str:
    """What the button of that label sends back."""
    button = message.button(label)
    assert button is not None, message.labels
    return str(button.data)


@asynccontextmanager
async def a_practice(folder: Path, now: datetime = MONDAY, **given: object) -> AsyncIterator[Practice]:
    """The owner and both clinicians are there; nobody is enrolled yet."""
    async with a_clinic(folder, now, **{"owner_ids": (KIM,), **given}) as clinic:
        practice = Practice(clinic)
        practice.staffed()
        yield practice
