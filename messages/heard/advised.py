"""Which topics of a clinic's advice a text asks about, and what goes to a person whatever the clinic says."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources.abc import Traversable
from itertools import product

from messages.languages import language_folders
from messages.said.advice import Proposals
from messages.said.faq import Entries
from messages.said.gaps import Gap

# Lists of words beside the proposals of a language: what a person answers, and how leave is asked.
PERSONS, LEAVE, NOT_LEAVE = "persons.txt", "leave.txt", "not-leave.txt"
MOST = 2  # topics that one text is told about
OFFERED = 3  # that it is asked about at most
_SHORT = 14  # words of a question that needs no word of asking: "bath?"
_NOBODY = re.compile(r"(?!)")


@dataclass(frozen=True)
class Topics:
    """The topics of a language; `persons` are words of what a person at the clinic answers in any case.

    `leave` are words in which somebody asks leave of what they name, `not_leave` those in which nobody does.
    """

    proposals: Proposals = field(default_factory=dict)
    persons: tuple[str, ...] = ()
    leave: tuple[str, ...] = ()
    not_leave: tuple[str, ...] = ()

    def goes_to_a_person(self, text: str) -> bool:
        """Whether a text speaks of what nobody can answer for all: a child, a pregnancy, other medicines."""
        return self._persons.search(plain(text)) is not None

    def asked(self, entry: str, text: str) -> tuple[str, ...]:
        """The topics that a text asks about, which was taken for an entry.

        An entry that no proposal is about is a topic of its own: an entry of the clinic's. Of several
        proposals about one entry, those that the text names; where it names none, the one that is called so.
        """
        about = [one for one in self.proposals.values() if entry in one.entries]
        if not about:
            return (entry,)
        said = plain(text)
        fit = [one for one in about if not self._unless[one.id].search(said)]
        named = [one.id for one in fit if self._names[one.id].search(said)]
        alone = sum(not one.named for one in about) == 1
        whole = (one.id for one in fit if not one.named and (alone or not one.names or one.id == entry))
        found = named or [*whole]
        beside = [
            one.id
            for one in self.proposals.values()
            if one.strong and one.id not in found and self._names[one.id].search(said)
        ]
        return (*(named if beside else found), *beside) if found else ()

    def told(self, entry: str, text: str, *, sure: bool, signs: bool) -> tuple[str, ...]:
        """The topics that are told where a text was taken for an entry; none where a person answers it.

        `sure` is whether that is as sure as an answer must be, `signs` whether words lean to a warning sign.
        """
        found = self.asked(entry, text)
        named = [self.names(topic, text) for topic in found]
        others = (one.id for one in self.proposals.values() if not one.named)
        another = not any(named) and any(self.names(topic, text) for topic in others)
        if another or not (sure or all(named)):  # it holds the word of another topic, or none at all
            return ()
        return () if signs and not sure else self._for_all(found, text, signs=signs)

    def told_instead(self, text: str, *, signs: bool) -> tuple[str, ...]:
        """The same of a text for which the article has an answer that may not be meant: what it names."""
        return () if signs else self._for_all(self.strongly_named(text), text, signs=signs)

    def told_for_leave(self, text: str, *, signs: bool) -> tuple[str, ...]:
        """The same of a text that asks leave of one thing and names no other: "ok to hop in the shower?"."""
        named = self.things_named(text)
        asks = len(named) == 1 and self.asks_leave(text)
        return self._for_all(named, text, signs=signs) if asks and not signs else ()

    def settled(self, told: tuple[str, ...], text: str, *, signs: bool) -> tuple[str, ...]:
        """What is told beside what leave is asked of; nothing where that is more: then it is asked back."""
        if told and not {*self.things_named(text)} <= {*told}:
            return ()
        return told or self.told_for_leave(text, signs=signs)

    def things_named(self, text: str) -> tuple[str, ...]:
        """The topics that a text names by a thing of which leave may be asked."""
        said = plain(text)
        named = (one.id for one in self.proposals.values() if self._things[one.id].search(said))
        return tuple(one for one in named if not self._unless[one].search(said))

    def may_be_meant(self, text: str) -> bool:
        """Whether a topic may be meant though the article's answer seems sure: it is named so plainly."""
        return bool(self.strongly_named(text)) or any(
            self.proposals[one].beside for one in self.things_named(text)
        )

    def asks_leave(self, text: str) -> bool:
        """Whether a text asks leave of what it names, whatever that is."""
        said = plain(text)
        short = len(said.split()) <= _SHORT and "?" in said
        return (short or self._leave.search(said) is not None) and not self.asks_no_leave(text)

    def asks_no_leave(self, text: str) -> bool:
        """Whether a text has words in which nobody asks leave: a price, what you sell."""
        return self._not_leave.search(plain(text)) is not None

    def told_to_all(self, found: tuple[str, ...], text: str, *, signs: bool) -> tuple[str, ...]:
        """These topics of the clinic's advice, where no word of a text speaks against them; else none."""
        known = all(one in self.proposals and not self._unless[one].search(plain(text)) for one in found)
        return self._for_all(found, text, signs=signs) if known else ()

    def told_by_name(self, near: Sequence[str], text: str, *, signs: bool) -> tuple[str, ...]:
        """The same of a text that was taken for nothing: what it names, of what it may be about."""
        fit = (topic for entry in near for topic in self._fit(entry, text) if self.names(topic, text))
        return () if signs else self._for_all(tuple(dict.fromkeys(fit)), text, signs=signs)

    def may_ask(self, near: Sequence[str], entries: Entries) -> bool:
        """Whether it may be asked back what is meant: not where the likeliest packaged entry is a worry."""
        packaged = next((entries[one] for one in near if one in entries and not entries[one].own), None)
        return bool(near) and not (packaged and packaged.worrying)

    def perhaps(self, near: Sequence[str], text: str, *, signs: bool) -> tuple[str, ...]:
        """The topics that a text may be about, where it is not sure which: it is asked, never told.

        First those that it names by a word that means nothing else, then those about what is `near`, entries
        that may be asked for, the likeliest first.
        """
        if self.goes_to_a_person(text):
            return ()
        about = (topic for entry in near for topic in self._fit(entry, text))
        found = dict.fromkeys([*self.things_named(text), *self.strongly_named(text), *about])
        return tuple(one for one in found if not (signs and self._is_alone(one)))[:OFFERED]

    def _is_alone(self, topic: str) -> bool:
        return topic in self.proposals and self.proposals[topic].alone

    def strongly_named(self, text: str) -> tuple[str, ...]:
        """The topics that a text names by a word that means nothing else."""
        said = plain(text)
        named = (one for one in self.proposals.values() if one.strong and self._names[one.id].search(said))
        return tuple(one.id for one in named if not self._unless[one.id].search(said))

    def _fit(self, entry: str, text: str) -> Sequence[str]:
        """The topics about an entry, those first that a text names; one of the clinic's own is its own."""
        about = [one for one in self.proposals.values() if entry in one.entries]
        fit = [one.id for one in about if not self._unless[one.id].search(plain(text))]
        return sorted(fit, key=lambda one: not self.names(one, text)) if about else (entry,)

    def _for_all(self, found: tuple[str, ...], text: str, *, signs: bool) -> tuple[str, ...]:
        alone = signs and any(map(self._is_alone, found))
        is_for_one = len(found) > MOST or self.goes_to_a_person(text) or alone
        return () if is_for_one else found

    def about(self, entry: str) -> tuple[str, ...]:
        """All topics about an entry; one that no proposal is about is its own."""
        return tuple(one.id for one in self.proposals.values() if entry in one.entries) or (entry,)

    def names(self, topic: str, text: str) -> bool:
        """Whether a text holds one of the words of a topic."""
        return topic in self._names and self._names[topic].search(plain(text)) is not None

    @cached_property
    def _persons(self) -> re.Pattern[str]:
        return _any_of(self.persons)

    @cached_property
    def _leave(self) -> re.Pattern[str]:
        return _any_of(self.leave)

    @cached_property
    def _not_leave(self) -> re.Pattern[str]:
        return _any_of(self.not_leave)

    @cached_property
    def _things(self) -> Mapping[str, re.Pattern[str]]:
        each = self.proposals.values()
        return {one.id: _any_of([*one.things, *(one.names if one.strong else ())]) for one in each}

    @cached_property
    def _names(self) -> Mapping[str, re.Pattern[str]]:
        return {one.id: _any_of(one.names) for one in self.proposals.values()}

    @cached_property
    def _unless(self) -> Mapping[str, re.Pattern[str]]:
        return {one.id: _any_of(one.unless) for one in self.proposals.values()}


def plain(text: str) -> str:
    """Small letters and straight apostrophes, a space between words."""
    return " ".join(text.casefold().replace("\u2019", "'").split())


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """What finds any of a few words; one that ends in a star may go on."""
    each = [re.escape(plain(word)).replace(r"\*", r"\w*").replace(r"\ ", r"\W+") for word in words]
    return re.compile(rf"\b(?:{'|'.join(each)})\b") if each else _NOBODY


def load(proposals: Mapping[str, Proposals], *folders: Traversable) -> tuple[dict[str, Topics], list[Gap]]:
    """The topics of each language, with the lists of words in its folder `advice`, and of later folders."""
    words: dict[str, dict[str, list[str]]] = {}
    gaps: list[Gap] = []
    for language, name in product(language_folders(*folders), (PERSONS, LEAVE, NOT_LEAVE)):
        file = language / "advice" / name
        if file.is_file():
            try:
                lines = file.read_text(encoding="utf-8").splitlines()
            except (UnicodeDecodeError, OSError) as error:
                gaps.append(Gap(f"messages/{language.name}/advice/{name}", f"cannot be read: {error}"))
                continue
            words.setdefault(language.name, {}).setdefault(name, []).extend(
                line.strip() for line in lines if line.strip() and not line.startswith("#")
            )
    topics = {}
    for language_name, one in proposals.items():
        said = words.get(language_name, {})
        topics[language_name] = Topics(
            one, *(tuple(said.get(name, ())) for name in (PERSONS, LEAVE, NOT_LEAVE))
        )
    return topics, gaps
