"""A message becomes words, buttons and a picture, at the moment it is sent."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.care.ground.desk import Toast
from bot.care.ground.house import Clinic
from bot.care.ground.says import message_of
from bot.care.ground.says.buttons import Button, Keyboard, Moment, Whom
from bot.care.ground.says.curve import HoldsCurve
from bot.care.ground.says.enrolment import LinkCard
from bot.care.ground.says.figures import PeriodPicture
from bot.care.ground.says.message import FOR, ONCE_MORE, THEM, Around, Message, OfSession
from bot.care.ground.says.plan import StepMessage
from bot.care.ground.says.preview import ExercisesShown, Preview
from bot.care.ground.says.red_flag import Card
from bot.care.ground.says.summary import Summary
from bot.model import POLICIES, Audience, Outgoing, Priority
from bot.render import curve, documents, exercises, figures_picture, pictures
from bot.render.curve import Plot
from bot.render.gathered import Gathered
from bot.render.paper import Paper
from bot.render.patient import PATIENT
from bot.render.sketches import Pictured
from bot.render.staff import STAFF
from bot.render.steps import LONGEST, shown_of, step
from bot.render.under_card import under_card
from bot.render.words import Words
from bot.store.tx import stamp
from messages.languages import REFERENCE
from messages.said.catalog import Catalog
from messages.said.faq import Entries
from messages.said.marked import Marked, Stretch, joined
from messages.sheets.other_languages import OtherLanguages

log = logging.getLogger(__name__)

LONGEST_CAPTION = 1024  # characters under a picture, by the Bot API
FILLINGS = {Audience.PATIENT: PATIENT, Audience.STAFF: STAFF}
# What is said of something urgent whose own words cannot be made: texts that need no facts.
FIXED = {Audience.PATIENT: "bot.urgent_fixed", Audience.STAFF: "staff.alert_fixed"}


@dataclass(frozen=True)
class Rendered:
    """Plain text, the caption where there is a picture or a file; and rows of (label, callback data).

    `bold` are offset and length of what must be seen, in UTF-16 units.
    `fixed` where the message's own words could not be made, and others took their place.
    """

    text: str
    buttons: Sequence[Sequence[tuple[str, str]]]
    picture: bytes | None = None
    paper: Paper | Gathered | None = None  # a file, which is still to be drawn
    plot: Plot | Pictured | None = None  # and so is this; where it cannot be, the text goes alone
    fixed: bool = False
    bold: Sequence[Stretch] = ()
    keyboard: Keyboard = Keyboard.UNDER


@dataclass(frozen=True)
class Renderer:
    """All that words are made of besides the messages."""

    catalog: Catalog
    clinic: Clinic
    link: Callable[[str], str] = str  # from the number that an invitation keeps to its deep link
    faq: Mapping[str, Entries] = field(default_factory=dict)  # language → id → entry
    others: OtherLanguages | None = None

    def entries(self, language: str) -> Entries:
        """What can be asked in a language, or else in the reference language."""
        return self.faq.get(self.catalog.language(language)) or self.faq.get(REFERENCE, {})

    def message(self, row: Outgoing, now: datetime) -> Rendered:
        """The words at the moment of sending.

        What is urgent is said in any case, if need be in fixed words. Of anything else, raises KeyError
        where a text is missing, ValidationError where a fact is.
        """
        try:
            return self._made(row, self._words(row.language, stamp(now)))
        except Exception:
            if POLICIES[row.sort].priority is not Priority.ALERT:
                raise
            log.exception("message %d (%s) is said in fixed words", row.id, row.key)
            said = self._words(row.language).marked(FIXED[row.audience])
            return Rendered(said.text, (), fixed=True, bold=said.in_utf16())

    def words_of(self, row: Outgoing) -> str | None:
        """What a row says today, to be read once more: without its links; None where it cannot be said."""
        words = replace(self._words(row.language, stamp(row.due)), link=lambda _: "…")
        try:
            return self._said(row, _about(row, words))[1].text
        except Exception as error:  # noqa: BLE001  (rows of any version, and none may hold up the others)
            log.warning("message %d (%s) has no words any more: %s", row.id, row.key, type(error).__name__)
            return None

    def _said(self, row: Outgoing, words: Words) -> tuple[Message, Marked]:
        """What a row says, with all that stands around it."""
        message = message_of(row.key, row.facts, step=row.step is not None)
        body = self.body(message, words, row.key)
        if row.facts.get(ONCE_MORE):
            body = joined(" ", (words.marked("bot.once_more"), body))
        if whom := row.facts.get(FOR):
            named = words.text("bot.whom.heading", {"name": words.whom(Whom(**whom))})
            body = joined("\n\n", (Marked(named), body))
        return message, body

    def _made(self, row: Outgoing, words: Words) -> Rendered:
        words = _about(row, words)
        message, body = self._said(row, words)
        rows = message.buttons(Around(row.id, words.entries))
        picture = _picture(message, words, body.text)
        paper = documents.of_message(words, message, row, self.words_of)
        plot = _beside(words, message, row.key, len(body.text))
        if picture and isinstance(message, Card):
            body = under_card(words, message)
        said = body.cut(LONGEST_CAPTION if picture or paper or plot else LONGEST)
        return Rendered(
            said.text,
            [[words.button(button) for button in row] for row in rows],
            picture,
            paper,
            plot,
            bold=said.in_utf16(),
            keyboard=message.keyboard,
        )

    def body(self, message: Message, words: Words, key: str) -> Marked:
        """The text of a message under its key. Raises KeyError where nothing fills a placeholder."""
        if isinstance(message, StepMessage):
            repeat = [words.marked("bot.repeat")] if message.repeat else []
            said = step(words, shown_of(key, message), repeat, message)
        else:
            said = words.marked(key, FILLINGS[message.audience].filling(words, message))
        if isinstance(message, OfSession) and message.about:
            said = joined("\n\n", (Marked(words.about(message.about)), said))
        if isinstance(message, HoldsCurve) and message.curve:
            said = joined("\n\n", (said, Marked(curve.caption(words, message))))
        if isinstance(message, Summary):
            said = joined("\n\n", (said, words.marked("bot.closing.what_helped")))
        if isinstance(message, Preview):
            said = joined("\n\n", (said, step(words, message.shows)))
        return said

    def toast(self, toast: Toast, language: str) -> str | None:
        """What flashes up; None for nothing."""
        words = self._words(language)
        if toast.key is None:
            return None
        at, zone = toast.facts.get("at"), toast.facts.get("zone")
        return words.text(f"bot.{toast.key}", words.moment(Moment(at, zone)) if at and zone else {})

    def button(self, button: Button, language: str) -> tuple[str, str]:
        """The label and data of a button that stays under a message."""
        return self._words(language).button(button)

    def chosen(self, label: str, language: str) -> str:
        """What stays of a button that was tapped, under what was asked."""
        return self._words(language).text("bot.tapped.chosen", {"label": label})

    def line(self, key: str, language: str) -> str:
        """A text that takes no facts but the clinic's."""
        return self._words(language).text(key)

    def _words(self, language: str, now: int = 0) -> Words:
        entries = self.entries(language)
        return Words(self.catalog, self.clinic, language, self.link, entries, now, self.others)


def _about(row: Outgoing, words: Words) -> Words:
    """Words about somebody who does not hold the phone, where the row is about such a one."""
    them = row.facts.get(THEM)
    return replace(words, them=Whom(**them)) if them else words


def _beside(words: Words, message: Message, key: str, length: int) -> Plot | Pictured | None:
    """What the words say as well; a drawing only where they fit under it."""
    match message:
        case PeriodPicture():
            return figures_picture.plot(words, message)
        case HoldsCurve():
            return curve.plot(words, message)
    return _drawn(words, message, key) if length <= LONGEST_CAPTION else None


def _drawn(words: Words, message: Message, key: str) -> Pictured | None:
    """The stretch that is meant."""
    match message:
        case StepMessage():
            left_out = {tip.step for tip in message.tips if tip.left_out}
            return exercises.of_step(words, shown_of(key, message), left_out)
        case Preview():
            return exercises.of_step(words, message.shows)
        case ExercisesShown():
            return exercises.pictured(words, message.region)
    return None


def _picture(message: Message, words: Words, text: str) -> bytes | None:
    """The code of a link, or the card as a picture, where its words can be drawn."""
    if isinstance(message, LinkCard):
        return pictures.code(words.link(message.nonce))
    if isinstance(message, Card) and not message.plain:
        return pictures.card(text)
    return None
