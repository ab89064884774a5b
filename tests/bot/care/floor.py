"""A clinic without Telegram: use cases straight on a store, and the words that come of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot import handlers
from bot.app import house_of
from bot.care.ground.desk import Conclusion, Desk, Done, Relearn, Toast
from bot.care.ground.heard import Caller, Form, Heard
from bot.care.ground.says import buttons
from bot.care.links import secret
from bot.care.sending import turn as sending_turn
from bot.care.sending.outcome import Result, SendOutcome
from bot.handlers import conversation
from bot.handlers.context import Reception
from bot.handlers.dispatch import UseCase, listen
from bot.model import Outgoing, Priority
from bot.readers import Readers
from bot.render.gathered import Gathered
from bot.render.text import Rendered, Renderer
from bot.store import advice, presence, staff
from bot.store.store import Store
from bot.store.tx import Row, Tx
from tests.bot.conftest import MONDAY, clinic_settings
from tests.bot.made_once import lay_out, packaged, ready, unhurried
from tests.surroundings import KEY

KIM, JO, LEE, ROB, RAE, PAT, QUIN, SAM = 77, 1001, 1002, 1003, 1004, 2001, 2002, 3001
NAMES = {
    KIM: "Kim",
    JO: "Jo",
    LEE: "Lee",
    ROB: "Rob",
    RAE: "Rae",
    PAT: "Patname",
    QUIN: "Quinname",
    SAM: "Samname",
}
ENOUGH = dict.fromkeys(Priority, 50)
START = "https://t.me/b?start="


TAPS: Mapping[str, UseCase] = {tap.verb: tap.use_case for tap in handlers.TAPS}
COMMANDS: Mapping[str, UseCase] = {
    name: command.use_case for command in handlers.COMMANDS for name in command.spelled
}


@dataclass(frozen=True)
class Said:
    """What was sent to whom, in words."""

    message: Outgoing
    words: Rendered

    @property
    def whole(self) -> str:
        """The words, and everything that stands on the buttons or in them."""
        return "\n".join([self.words.text, *(part for row in self.words.buttons for b in row for part in b)])

    @property
    def taps(self) -> list[str]:
        return [tap for row in self.words.buttons for _, tap in row]


@dataclass
class Floor:
    """The clinic, with a clock that moves when it is told to."""

    folder: Path
    now: datetime = MONDAY
    said: list[Said] = field(default_factory=list)

    def __post_init__(self) -> None:
        settings = clinic_settings(self.folder, "http://127.0.0.1:9", owner_ids=(KIM,))
        words = packaged()
        self.house = house_of(settings, words)
        self.store = unhurried(Store(lay_out(settings.database_path), KEY))
        link = lambda nonce: START + secret.held_by(self.house.link_key, nonce)  # noqa: E731
        self.readers = Readers(None, ready())
        self.renderer = Renderer(words.catalog, self.house.clinic, link, self.readers.entries)
        nothing = lambda *_: None  # noqa: E731

        async def relearnt() -> None:
            self.relearn()

        self.reception = Reception(
            self.store,
            self.house,
            self.renderer,
            lambda: self.now,
            nothing,
            nothing,
            nothing,
            relearnt,
            self.readers.of,
        )
        self.store.run_now(lambda tx: staff.configure(tx, (KIM,), "en", self.now))

    def relearn(self) -> None:
        """What the clinic says on topics of its own is known from now on."""
        current = self.store.run_now(advice.all_current)
        self.readers.know(one for one in current if one.is_own and one.words)

    def rows(self, sql: str, **values: object) -> list[Row]:
        return self.store.run_now(lambda tx: tx.all(sql, **values))

    def tap(self, chat: int, data: str) -> Toast | None:
        verb, *parts = buttons.split(data)
        return self._do(chat, TAPS.get(verb, conversation.anything), "", Form.TAPPED, tuple(parts))

    def say(self, chat: int, text: str) -> None:
        name = text.removeprefix("/").split(maxsplit=1)[0] if text.startswith("/") else ""
        if name in COMMANDS:
            self._do(chat, COMMANDS[name], text, Form.COMMAND)
        elif name:
            self._do(chat, listen, text, Form.UNKNOWN_COMMAND)
        else:
            self._do(chat, listen, text, Form.TYPED)

    def heard(
        self, chat: int, text: str, form: Form = Form.TYPED, parts: tuple[str, ...] = (), number: str = ""
    ) -> Heard:
        """What comes in when somebody writes, taps, or sends their own contact."""
        caller = Caller(chat, "en", NAMES.get(chat, "Somebody"))
        return Heard(caller, form, text, self.reception.hearing("en"), parts, number)

    def share(self, chat: int, number: str) -> None:
        """Somebody sends their own contact."""
        heard = self.heard(chat, "", Form.CONTACT, number=number)
        self.store.run_now(lambda tx: listen(self.desk(tx), heard))

    def desk(self, tx: Tx) -> Desk:
        return Desk.at(tx, self.now, self.house)

    def _do(
        self, chat: int, known: UseCase, text: str, form: Form, parts: tuple[str, ...] = ()
    ) -> Toast | None:
        heard = self.heard(chat, text, form, parts)

        def effect(tx: Tx) -> Conclusion:
            presence.heard(tx, chat, now=self.now)
            return known(self.desk(tx), heard)

        result = self.store.run_now(effect)
        if isinstance(result, Done) and Relearn() in result.after:
            self.relearn()
        toast = result.toast if isinstance(result, Done) else result
        if toast:
            self.renderer.toast(toast, "en")
        return toast

    def deliver(self) -> list[Said]:
        """Send all that is due, to everybody; what was said."""
        sent: list[Said] = []
        finished: list[SendOutcome] = []
        while True:
            turn = self.store.run_now(self._turn, finished)
            if not turn.claimed and not finished:
                self.said += sent
                return sent
            sent += [Said(one, self.renderer.message(one, self.now)) for one in turn.claimed]
            finished = [SendOutcome(one, Result.SENT, telegram_id=1) for one in turn.claimed]

    def file(self, said: Said) -> bytes:
        """The file of a message, gathered and drawn as at the moment of sending."""
        paper = said.words.paper
        assert isinstance(paper, Gathered)
        return self.store.run_now(lambda tx: paper.gather(self.desk(tx)))()

    def _turn(self, tx: Tx, finished: list[SendOutcome]) -> sending_turn.Turn:
        return sending_turn.turn(self.desk(tx), finished, ENOUGH, ())

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)

    def link(self, chat: int) -> str:
        """The newest link that somebody was sent."""
        newest = next(s for s in reversed(self.said) if s.message.chat_id == chat and START in s.words.text)
        return newest.words.text.partition(START)[2].split()[0]

    def employ(self, *chats: int, role: str = "clinician") -> None:
        for chat in chats:
            self.say(KIM, f"/invite {role} {NAMES[chat]}")
            self.deliver()
            self.say(chat, f"/start {self.link(KIM)}")
            self.deliver()

    def follow(self, clinician: int, patient: int, line: str) -> None:
        """A patient of that clinician, with a plan."""
        self.say(clinician, f"/enroll {line}")
        self.deliver()
        self.say(patient, f"/start {self.link(clinician)}")
        for _ in range(3):  # I agree; yes, that session; yes, that zone
            self.deliver()
            newest = next(s for s in reversed(self.said) if s.message.chat_id == patient and s.taps)
            self.tap(patient, newest.taps[0])
        self.deliver()

    def follow_another(self, clinician: int, phone: int, line: str, called: str) -> None:
        """Somebody else on a phone that serves a patient already, with a plan: the child of who holds it."""
        self.say(clinician, f"/enroll {line}")
        self.deliver()
        self.say(phone, f"/start {self.link(clinician)}")
        for place in (-1, 0, 0, 0):  # for somebody else; a child; I agree; yes, that session
            self.deliver()
            newest = next(s for s in reversed(self.said) if s.message.chat_id == phone and s.taps)
            self.tap(phone, newest.taps[place])
        self.deliver()
        self.say(phone, called)
        self.deliver()

    def hear_along(self, patient: int, carer: int) -> None:
        """A patient lets somebody's phone hear along, and they agree."""
        self.say(patient, "/carer")
        self.deliver()
        self.tap(patient, next(tap for tap in self.said[-1].taps if tap.startswith("carer:new")))
        self.deliver()
        self.say(carer, f"/start {self.link(patient)}")
        self.deliver()
        self.tap(carer, self.said[-1].taps[0])
        self.deliver()

    def kept(self) -> dict[str, list[Row]]:
        """Everything on file but guesses, who was there when, and what is owed to whoever asked."""
        tables = self.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%sqli%'")
        names = {str(row["name"]) for row in tables} - {"guesses", "presence"}
        found = {name: self.rows(f"SELECT * FROM {name} ORDER BY 1") for name in names}
        found["outbox"] = [row for row in found["outbox"] if row["sort"] not in ("reply", "urgent")]
        return found

    def close(self) -> None:
        self.store.close()
