"""The course of a setup, from the first question to the owner's link; cut short, it goes on where it was."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pydantic import SecretStr
from telegram.error import InvalidToken

from bot import content
from bot.content import Content
from bot.env import addresses, examples
from bot.env import file as env_file
from bot.env.surroundings import DEFAULT_URL
from bot.settings import Settings, SettingsError
from bot.setup import at_telegram, database, service
from bot.setup.answers import Answers
from bot.setup.at_telegram import Met, UnreachedError
from bot.setup.questions import AskedSetting, questions, wall_clock, zone_of, zone_of_machine
from bot.setup.terminal import Terminal

ASKED = ("BOT_TOKEN", "CLINIC_NAME", "CLINIC_PHONE", "CLINIC_TIMEZONE", "EMERGENCY_NUMBER")
NO_FILE = "There is no "
SKIP = "skip"
QUOTES = "'\"`" + env_file.CURLY  # somebody may paste them along with a token
UNKNOWN = "  Telegram does not know this token. In @BotFather, /mybots and then API Token show the right one."


@dataclass
class Course:
    """`clock` gives aware UTC instants, `load` the words of a folder (CONTENT_DIR)."""

    terminal: Terminal
    clock: Callable[[], datetime]
    answers: Answers = field(default_factory=Answers)
    met: Met | None = None
    load: Callable[[Path | None], Content] = content.load

    def run(self) -> None:
        """Raises SettingsError, ContentError, StoreError."""
        self._stop_at(self._lines())
        words = self.load(self.answers.source.own_content())
        self._settle_token()
        for question in questions(words, lambda: self.answers.value("CLINIC_PHONE")):
            self._settle(question)
            if question.name == "CLINIC_PHONE":
                self._settle_zone()
        found = self.answers.settings()
        self.terminal.say(f"Every setting that must be there is there: {self.answers.file}")
        self._follow(found, words)

    def _follow(self, found: Settings, words: Content) -> None:
        """What follows of the answers."""
        claim = database.make(self.terminal, found, words, self.clock)
        if self.met:
            at_telegram.present(self.terminal, found, words, dry_run=False)
        if self.answers.alone:
            self.terminal.say(f"Where the clinics run, {self.answers.file.parent.name} runs within a minute.")
        else:
            service.offer(self.terminal, found)
        if claim and self.met and self.met.user.username:
            database.show_link(self.terminal, self.met.user.username, claim)
        elif claim:
            self.terminal.say("The link for the owner is shown once Telegram is reached: run this again.")

    def rehearse(self) -> None:
        """Say what `run` would ask, make and set, and do nothing. Raises SettingsError, ContentError."""
        lines = self._lines()
        self._stop_at(lines)
        for line in lines:
            self.terminal.say(f"Would ask: {line}")
        if lines:
            return
        found = self.answers.settings()
        if found.database_key is None and not found.database_key_file.exists():
            self.terminal.say(f"Would make a key: {found.database_key_file}")
        if not found.database_path.exists():
            self.terminal.say(f"Would make a database: {found.database_path}")
        at_telegram.present(self.terminal, found, self.load(found.content_dir), dry_run=True)

    def _lines(self) -> list[str]:
        """What is wrong with the settings as they are."""
        try:
            self.answers.settings()
        except SettingsError as refused:
            return [line for line in (*refused.lines, *refused.behind) if not line.startswith(NO_FILE)]
        return []

    def _stop_at(self, lines: Iterable[str]) -> None:
        """What no answer mends is to be mended by hand first."""
        outside = [name for name in ASKED if self.answers.place(name) != str(self.answers.file)]
        if hopeless := [
            line for line in lines if not line.startswith(ASKED) or line.startswith(tuple(outside))
        ]:
            raise SettingsError([*hopeless, "Mend this by hand first; nothing is changed."])

    def _settle(self, question: AskedSetting) -> None:
        """Ask, unless something that passes is set already."""
        if self._stands(question.name, question.check):
            return

        def check(said: str) -> str:
            env_file.quoted(kept := question.check(said))
            return kept

        self.answers.keep(question.name, self.terminal.ask(question.text, check))

    def _stands(self, name: str, check: Callable[[str], str]) -> bool:
        """Whether what is set will do; where it is set, is said."""
        value = self.answers.value(name)
        try:
            stands = bool(value) and check(value) == value
        except ValueError:
            return False
        if stands:
            self.terminal.say(f"{name} stands in {self.answers.place(name)}: {value}")
        return stands

    def _settle_zone(self) -> None:
        name = "CLINIC_TIMEZONE"
        if self._stands(name, zone_of):
            self.terminal.say(f"  {wall_clock(self.answers.value(name), self.clock())}.")
            return
        while True:
            zone = self.terminal.ask("In which town or time zone is the clinic?", zone_of, zone_of_machine())
            if self.terminal.confirm(f"{wall_clock(zone, self.clock())}. Is that right?", default=True):
                self.answers.keep(name, zone)
                return

    def _settle_token(self) -> None:
        """A token that Telegram does not know is asked for again; where Telegram is away, it may wait."""
        name, value = "BOT_TOKEN", self.answers.value("BOT_TOKEN")
        checked = value if value and self._is_token(value) else ""
        while not checked:
            self.terminal.say(
                "Write /newbot to @BotFather in Telegram and follow its questions; it gives you a token."
            )
            said = self.terminal.ask("Which token did @BotFather give you?", _token)
            checked = said if self._is_token(said) else ""
            if checked:
                self.answers.keep(name, checked)
        if self.met:
            user = self.met.user
            self.terminal.say(
                f"Telegram knows the token: it is that of @{user.username} ({user.first_name})."
            )
            self._compare_clocks()

    def _is_token(self, token: str) -> bool:
        """Whether Telegram knows it, or somebody goes on without knowing."""
        while True:
            try:
                self._free(_token(token))
                self.met = at_telegram.meet(
                    token, self.answers.value("TELEGRAM_API_URL") or DEFAULT_URL, self.clock
                )
            except InvalidToken:
                self.terminal.say(UNKNOWN)
                return False
            except ValueError as error:
                self.terminal.say(f"  BOT_TOKEN {error}.")
                return False
            except UnreachedError as error:
                self.terminal.say(f"  Telegram cannot be reached: {error}.")
                if (
                    self.terminal.read(f"Press Enter to try again, or write {SKIP} to go on").casefold()
                    == SKIP
                ):
                    return True
            else:
                return True

    def _free(self, token: str) -> None:
        if other := self.answers.bots.get(token.partition(":")[0]):
            raise ValueError(f"is that of the clinic {other}; each clinic needs a bot of its own")

    def _compare_clocks(self) -> None:
        ahead = self.met.ahead if self.met else None
        if ahead is not None and abs(ahead) > at_telegram.OFF:
            off = (
                f"{abs(int(ahead.total_seconds()))} s {'ahead of' if ahead.total_seconds() > 0 else 'behind'}"
            )
            self.terminal.say(
                f"This machine's clock is {off} Telegram's. Set it, best by NTP, before you go live."
            )


def _token(said: str) -> str:
    said = said.strip(QUOTES)
    if examples.is_token(said):
        raise ValueError("this token is out of an example")
    return addresses.token(SecretStr(said)).get_secret_value()
