"""The people of a story on the stage: who is about to do what, and what must be seen then."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from bot.rehearsal.deeds import ByHand, OpensLink, Starts, Taps, Writes
from bot.rehearsal.messages import Message
from bot.rehearsal.people import Person
from bot.rehearsal.shapes import Json
from bot.rehearsal.stage import Stage
from bot.rehearsal.story import Beat

FOR_A_GLANCE = 0.9  # seconds
A_LETTER = 0.02  # seconds of typing
LONGEST_TYPING = 2.0
CAPTION = 22.0  # letters a second, of what is short and new
LETTERS = 80.0  # letters a second, of a message that is looked at
MOST_LETTERS = 320
T = TypeVar("T")


class StuckError(Exception):
    """What must be there is not, in plain words."""


class Acting:
    """What is being done and pointed at, for the page to show."""

    def __init__(self, stage: Stage, tell: Callable[[], None]) -> None:
        self._stage, self._tell = stage, tell
        self._doing: Json | None = None
        self._at: Person | None = None  # on whose phone the story is, also between two deeds
        self._pointing: tuple[Person, Message] | None = None
        self._before: dict[int, tuple[Message, ...]] = {}  # what each phone showed before the beat
        self._tapped: set[tuple[int, int, str]] = set()

    def forget(self) -> None:
        self._doing = self._pointing = self._at = None
        self._tapped.clear()

    def forget_pointing(self) -> None:
        self._doing = None

    def begin(self, beat: Beat) -> None:
        """What comes from here on is fresh; where nothing is done, what came before still is."""
        self._doing = self._pointing = None
        hands = (deed.who for deed in beat.do if isinstance(deed, ByHand))
        if (name := next(hands, next(reversed([*beat.sees]), None))) is not None:
            self._at = self._stage.named(name)
        if beat.do:
            people = self._stage.server.people
            self._before = {person.id: tuple(person.chat.messages) for person in people}

    async def announce(self, deed: ByHand) -> float:
        """Show what is about to be done, once it can be; the seconds that it is looked at."""
        who = self._stage.named(deed.who)
        told: Json = {"person": who.id, "kind": type(deed).__name__.lower(), "words": "", "message": None}
        seconds = FOR_A_GLANCE
        match deed:
            case Writes(text=text):
                told["words"] = text
                seconds += min(len(text) * A_LETTER, LONGEST_TYPING)
            case Taps(label=label):
                told |= {"words": label, "message": (await self._with_button(who, label)).id}
            case OpensLink():
                await self._link(deed)
            case _:
                pass
        self._doing, self._at = told, who
        self._tell()
        return seconds

    async def carry_out(self, deed: ByHand) -> None:
        who = self._stage.named(deed.who)
        match deed:
            case Starts():
                pressed = who.start()
                await self._until(partial(self._greeted, who, pressed), f"{who.name} is not greeted.")
            case Writes(text=text):
                who.say(text)
            case Taps(label=label):
                message = await self._with_button(who, label)
                self._tapped.add((who.id, message.id, label))
                who.tap(message, label)
            case OpensLink():
                who.open(await self._link(deed))
        self._doing = None
        self._tell()

    async def see(self, beat: Beat) -> None:
        """Wait until every phone shows what it must; the last of them is pointed at. Raises StuckError."""
        for name, words in beat.sees.items():
            person = self._stage.named(name)
            found = await self._until(
                partial(self._fresh, person, words),
                f"{name}’s phone does not show “{words}”.",
            )
            self._pointing, self._at = (person, found), person
        for name in beat.quiet:
            if self._news(self._stage.named(name)):
                raise StuckError(f"{name}’s phone is not as quiet as it should be.")

    def reading(self, caption: str) -> float:
        """How long one looks at it, in seconds."""
        letters = len(self._pointing[1].words) if self._pointing else 0
        return FOR_A_GLANCE + len(caption) / CAPTION + min(letters, MOST_LETTERS) / LETTERS

    def shown(self) -> Json:
        pointing = self._pointing and {"person": self._pointing[0].id, "message": self._pointing[1].id}
        return {"doing": self._doing, "point": pointing, "at": self._at and self._at.id}

    def _news(self, person: Person) -> list[Message]:
        """What the bot has said or changed there since the beat began."""
        before = self._before.get(person.id, ())
        return [
            message
            for place, message in enumerate(person.chat.messages)
            if message.by_bot
            and not message.deleted
            and (place >= len(before) or message is not before[place])
        ]

    @staticmethod
    def _greeted(who: Person, pressed: Message) -> bool:
        """Whoever presses Start reads what comes of it before they write."""
        return any(one.id > pressed.id for one in who.chat.bot_messages)

    def _fresh(self, person: Person, words: str) -> Message | None:
        return next((one for one in reversed(self._news(person)) if words in one.words), None)

    async def _with_button(self, who: Person, label: str) -> Message:
        """The newest message with a button of these words that was not tapped before."""

        def found() -> Message | None:
            shown = (one for one in reversed(who.chat.bot_messages) if one.button(label))
            return next((one for one in shown if (who.id, one.id, label) not in self._tapped), None)

        return await self._until(found, f"{who.name}’s phone has no button “{label}”.")

    async def _link(self, deed: OpensLink) -> str:
        """The newest link that is meant and that nobody has opened."""
        holder = self._stage.named(deed.whose)

        def found() -> str | None:
            return next(iter(self._stage.unopened(holder, deed.label)), None)

        return await self._until(found, f"{deed.whose}’s phone shows no link.")

    async def _until(self, holds: Callable[[], T | None], why: str) -> T:
        try:
            return await self._stage.server.until(holds)
        except TimeoutError:
            raise StuckError(why) from None
