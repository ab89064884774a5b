"""Makes a database by the code of a commit of long ago and lets people live in it; README.md says how."""

# mypy: ignore-errors
# It runs with the code of its release, from which later code may differ.

import asyncio
import re
import shutil
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from bot.rehearsal.messages import Message
from bot.rehearsal.people import Person
from bot.store import engine
from tests.bot.conftest import MONDAY, Clinic, a_clinic

KEY = "0123456789abcdef" * 4
# Later tests open each database from a copy of one that was made with a key of their own.
MADE_WITH = import_module("tests.surroundings").KEY if find_spec("tests.surroundings") else KEY
HELD = re.compile(r"start=(\S+)")
FORWARD, INVITED = "Here is your aftercare companion", "You are invited to the aftercare bot"
PLAN, OLDER = "This is your plan.", 1_000_000  # an onward life has updates of its own
PEOPLE = {
    # the owner whom the settings name, and a clinician
    "Kim": 77,
    "Jo": 101,
    # patients who come alone
    "Pat": 201,
    "Quin": 202,
    "Sam": 203,
    "Robin": 204,
    "Uma": 205,
    "Sue": 207,
    # patients who open a link
    "Dana": 301,
    "Toni": 302,
    "Alex": 303,
    "Max": 304,
    # a receptionist; a mother who holds the phone of two; whose phone hears along
    "Rae": 102,
    "Mia": 206,
    "Cas": 501,
    # patients who come when a later version has opened the file
    "Nia": 401,
    "Ola": 402,
}
A_DAY_LATER = 24.1  # hours after Monday, 14:42: what is looked at a day later is raised, and not yet told


class Town:
    """The clinic of that time, and everybody's phone."""

    def __init__(self, clinic: Clinic) -> None:
        self.clinic = clinic
        self.people = {name: clinic.telegram.person(name, user_id=who) for name, who in PEOPLE.items()}

    def __getitem__(self, name: str) -> Person:
        return self.people[name]

    async def say(self, name: str, text: str, words: str = "") -> Message:
        return await self.clinic.hear(self[name], text, words)

    async def tap(self, name: str, label: str, words: str = "") -> Message:
        return await self.clinic.press(self[name], label, words)

    async def flash(self, name: str, label: str) -> None:
        """A tap that is answered in passing."""
        await self.clinic.toast(self[name], lambda: self[name].tap(label))

    async def open(self, name: str, link: Message, words: str = "") -> None:
        held = HELD.search(link.text or "")
        assert held is not None, link.text
        await self.clinic.says(self[name], words, self[name].start(held[1]).id)

    async def until(self, hours: float) -> None:
        """Live on until so many hours after Monday, 14:42; all that falls due on the way is sent."""
        moment = MONDAY + timedelta(hours=hours)
        while (due := await self.clinic.bot.next_due()) and due <= moment:
            await self._at(max(self.clinic.clock.now, due), due)
        await self._at(max(self.clinic.clock.now, moment), moment)

    async def _at(self, now: datetime, due: datetime) -> None:
        self.clinic.clock.now = now
        self.clinic.bot.pump.wake()
        async with asyncio.timeout(10):
            while (following := await self.clinic.bot.next_due()) and following <= due:
                pass
        await self.clinic.settled()


async def come_alone(town: Town) -> None:
    """Pat has a plan, Sam lets it rest, Uma blocks the bot, and of Robin nothing is left but a gap."""
    await town.say("Kim", "/start")
    for name in ("Robin", "Pat", "Sam", "Uma"):
        await town.clinic.enrol(town[name])
    await town.say("Robin", "/forget")
    await town.tap("Robin", "Yes, erase everything", "is erased")
    await town.say("Sam", "/pause")
    town["Uma"].block()


async def found(town: Town) -> None:
    """Kim is there by the settings, Jo opens an invitation, and nobody opens Lee's."""
    await town.open("Jo", await town.say("Kim", "/invite Jo", INVITED))
    await town.say("Kim", "/invite Lee", INVITED)
    report = await town.say("Jo", "/report")
    await town.flash("Jo", report.labels[0])


async def follow(town: Town) -> None:
    """Dana's and Toni's links are used, Alex's is opened, MK's is not; Toni is discharged."""
    dana, toni, alex, _ = [
        await town.say("Jo", f"/enroll {line}", FORWARD)
        for line in ("JD 14:30 left shoulder", "TR 13:30 lower back", "AB 14:00", "MK yesterday 9am neck")
    ]
    for name, link in (("Dana", dana), ("Toni", toni)):
        await town.open(name, link, "has invited you")
        await town.tap(name, "I agree", "has noted that your session ended")
        await town.tap(name, "Yes", "where you are?")
        await town.tap(name, "Yes", PLAN)
    await town.open("Alex", alex, "has invited you")
    await town.say("Max", "/start " + "A" * 32, "does not work")
    listed = await town.say("Jo", "/patients TR")
    card = await town.tap("Jo", next(label for label in listed.labels if "TR" in label))
    if "Discharge" in card.labels:
        await town.tap("Jo", "Discharge")
        await town.tap("Jo", "Yes, discharge", "is discharged")
    else:
        await town.tap("Jo", "End the course", "is discharged")


async def answer(town: Town) -> None:
    """A day of Pat's: drunk, rated, worried, put off."""
    await town.until(2)
    await town.flash("Pat", "Done")
    await town.until(6.1)
    await town.tap("Pat", "4", "4 out of 10")
    await town.tap("Pat", "I'm worried")
    await town.until(20.2)
    await town.flash("Pat", "Later")
    await town.until(24.05)
    await town.tap("Pat", "8", "8 out of 10")


async def need_somebody(town: Town) -> None:
    """Kim has read of Pat's 8; Dana's red flag is open, and so are the questions."""
    await town.until(24.05)
    await town.clinic.says(town["Kim"], "within a working day")
    await town.tap("Kim", "Seen")
    await town.say("Pat", "do you sell striped umbrellas for penguins")
    await town.tap("Pat", "Pass my question to the clinic", "is with Riverside Physio")
    await town.say("Pat", "what do wombats think of opera")
    await town.say("Dana", "how long will I be sore?")
    await town.say("Dana", "I can't breathe and my chest hurts", "Call 112 now")
    await town.say("Dana", "it is worse now, I cannot breathe at all", "112")
    await town.clinic.says(town["Jo"], "EMERGENCY")


async def come_for_others(town: Town) -> None:
    """Mia's phone serves Tom and Ann; Cas hears along for Dana; Rae is at the front desk."""
    for line, called in (("CHILD1 14:10 left calf", "Tom"), ("CHILD2 14:30 neck", "Ann")):
        await town.open("Mia", await town.say("Jo", f"/enroll {line}", FORWARD))
        await town.tap("Mia", "For somebody else", "Who was treated?")
        await town.tap("Mia", "My child, under 16", "all right with you?")
        await town.tap("Mia", "I agree", "has noted that")
        if called == "Tom":
            await town.tap("Mia", "Yes", "where you are?")
        await town.tap("Mia", "Yes", "What shall I call them here?")
        await town.say("Mia", called, f"I say {called} from now on")
    await town.say("Dana", "/carer", "Somebody else's phone can hear along")
    await town.open("Cas", await town.tap("Dana", "Make a link", "Show or forward this"), "hear along")
    await town.tap("Cas", "I agree", "You hear along for Dana now")
    await town.open("Rae", await town.say("Kim", "/invite receptionist Rae", INVITED), "as a receptionist")


async def go_away(town: Town) -> None:
    """Others cover for Jo."""
    await town.say("Jo", "/away until Friday", "You are away")


async def stand_open(town: Town) -> None:
    """A day has passed; Quin was asked whether the time is right."""
    await town.until(A_DAY_LATER)
    town["Quin"].start()
    await town.clinic.says(town["Quin"], "Is that all right with you?")
    await town.tap("Quin", "I agree", "When did your session end?")
    await town.say("Quin", "today 14:00", "Is that right?")


async def advise(town: Town) -> None:
    """Pat asks what the article is silent on; then Jo signs a word on that, and one on something else."""
    await town.say("Pat", "can I drive home", "I have no advice")
    for topic in ("drive", "travel"):
        listed = await town.say("Jo", "/advice", "the article is silent")
        await town.tap("Jo", next(label for label in listed.labels if topic in label), "My proposal")
        await town.tap("Jo", "Use", "said from now on")


async def end_well(town: Town) -> None:
    """Sue's two days are over; she corrects a rating, sees how it went, and says what helped."""
    await town.clinic.enrol(town["Sue"], "sunday 14:50")
    await town.until(A_DAY_LATER + 0.05)
    await town.clinic.says(town["Sue"], "Two days have passed")
    await town.tap("Sue", "5", "5 out of 10")
    await town.say("Sue", "3", "3 out of 10")
    await town.clinic.says(town["Sue"], "This is how it went.")
    await town.say("Sue", "the warm shower", "can read that now")


async def note_an_adverse_event(town: Town) -> None:
    """Jo notes a bruise of Dana's."""
    listed = await town.say("Jo", "/patients JD")
    await town.tap("Jo", next(label for label in listed.labels if "JD" in label))
    await town.tap("Jo", "Adverse event", "What happened to JD")
    await town.tap("Jo", "Bruising", "how bad was it?")
    await town.tap("Jo", "Mild: short, and it passed by itself", "Noted for JD")


async def note_something_else(town: Town) -> None:
    """Jo notes what is on no list, and says what it was."""
    listed = await town.say("Jo", "/patients JD")
    await town.tap("Jo", next(label for label in listed.labels if "JD" in label))
    await town.tap("Jo", "Adverse event", "What happened to JD")
    await town.tap("Jo", "Something else", "how bad was it?")
    await town.tap("Jo", "Mild: short, and it passed by itself", "What was it?")
    await town.say("Jo", "A locked jaw for an hour", "Kept, for JD")


async def dictate(town: Town) -> None:
    """Jo makes one more link, of which nobody is told yet, and was asked for a line to Dana."""
    await town.say("Jo", "/enroll NN 14:30 jaw", FORWARD)
    listed = await town.say("Jo", "/patients JD")
    await town.tap("Jo", next(label for label in listed.labels if "JD" in label))
    await town.tap("Jo", "Write a line", "type your line")


async def nia_comes(town: Town) -> None:
    """A patient who registers alone."""
    await town.clinic.enrol(town["Nia"], "today 14:30")


async def nia_drinks(town: Town) -> None:
    await town.until(52)
    await town.flash("Nia", "Done")


async def ola_is_invited(town: Town) -> None:
    """Kim makes a link, and Ola opens it."""
    await town.say("Kim", "/start")
    link = await town.say("Kim", "/enroll OL 14:30 neck", FORWARD)
    await town.open("Ola", link, "has invited you")


async def sam_worsens(town: Town) -> None:
    await town.say("Sam", "I can't breathe and my chest hurts", "Call 112 now")


async def sam_asks(town: Town) -> None:
    await town.say("Sam", "what do wombats think of opera")


Step = Callable[[Town], Awaitable[None]]


def story(*, onward: bool) -> Sequence[Step]:
    """What the code of that time can do; in a file of an earlier time, what happens on the next days."""
    staffed, alerted = (bool(find_spec(f"bot.store.{room}")) for room in ("staff", "alerts"))
    if onward:
        return (
            nia_comes,
            nia_drinks,
            *((ola_is_invited,) if staffed else ()),
            *((sam_asks, sam_worsens) if alerted else ()),
        )
    others, covered = (come_for_others,), (go_away,)
    if not find_spec("bot.store.carers"):
        others = covered = ()
    advised = (advise,) if find_spec("bot.store.advice") else ()
    ended = (end_well,) if find_spec("bot.store.helped") else ()
    noted = (note_an_adverse_event,) if find_spec("bot.store.adverse_events") else ()
    said = bool(noted) and hasattr(import_module("bot.care.ground.says.adverse_events"), "AdverseWhat")
    clinic, flags = ((found, follow) if staffed else ()), ((need_somebody,) if alerted else ())
    return (
        come_alone,
        *clinic,
        *others,
        answer,
        *flags,
        stand_open,
        *covered,
        *advised,
        *ended,
        *noted,
        *((note_something_else,) if said else ()),
        *((dictate,) if staffed else ()),
    )


async def live(folder: Path, *, onward: bool) -> None:
    """Live the story; in a file of an earlier time a step may fail, which is told and does no harm."""
    now = MONDAY + timedelta(days=2) if onward else MONDAY
    async with a_clinic(folder, now, database_key=MADE_WITH, owner_ids=(PEOPLE["Kim"],)) as clinic:
        town = Town(clinic)
        if onward:
            clinic.telegram.world.updates._next_id += OLDER
            for person in town.people.values():
                person.chat.started = True
        for step in story(onward=onward):
            try:
                await step(town)
            except (TimeoutError, LookupError, OSError) as error:
                if not onward:
                    raise
                sys.stderr.write(f"{step.__name__} failed: {type(error).__name__}\n")


def tidy(path: Path) -> None:
    """Leave one small file, closed cleanly."""
    db = engine.connect(path, MADE_WITH)
    engine.configure(db)
    db.execute("VACUUM")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    db.execute(f"PRAGMA rekey = \"x'{KEY}'\"")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    db.close()


def make(target: Path, earlier: Path | None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data" / "aftercare.db"
        path.parent.mkdir(mode=0o700)
        if earlier:
            shutil.copy(earlier, path)
        asyncio.run(live(Path(folder), onward=earlier is not None))
        tidy(path)
        shutil.copy(path, target)


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]) if sys.argv[2:] else None)
