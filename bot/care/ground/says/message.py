"""What a message is: one declaration for its key, its facts, its audience and its buttons."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass
from typing import Annotated, Any, ClassVar, TypeVar, dataclass_transform, get_type_hints

from pydantic import TypeAdapter

from bot.care.ground.says.buttons import About, Keyboard, Rows
from bot.model import Audience
from messages.said.faq import Entries


@dataclass(frozen=True)
class Around:
    """What buttons may need besides the facts: the message's own id, and the entries in its language."""

    message: int
    entries: Entries

    def title(self, entry: str) -> str:
        """The title of an entry; of one that there is no more, its id."""
        found = self.entries.get(entry)
        return found.title if found else entry


F = TypeVar("F")
UNSAID = "unsaid"
# A fact that stands on a button, or is only remembered: whatever it is, the words are the same.
Unsaid = Annotated[F, UNSAID]


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Message:
    """Something to say. Its facts are its fields, which are stored as JSON until it is sent.

    A subclass with a key can be owed; one without holds facts that several share. What is stored may be
    read by a later version: a field is added with a default, and never renamed.

    It is a frozen dataclass whose methods are written here once: the usual ones are compiled for each class
    anew, and hundreds of them took a tenth of every start.
    """

    key: ClassVar[str] = ""  # of its text in the words: `FILE.name`
    audience: ClassVar[Audience]
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    one_owed: ClassVar[bool] = False  # while one waits to be sent, another takes its place
    keyboard: ClassVar[Keyboard] = Keyboard.UNDER
    same_again: ClassVar[bool] = False  # harmless twice in a row: no word is to stand before it
    same_breath: ClassVar[int] = 30  # seconds in which it is said once, where it is said in one breath
    personal: ClassVar[bool] = False  # where the phone serves several people, it says whom it is about

    def __init_subclass__(cls, *, key: str = "") -> None:
        dataclass(init=False, repr=False, eq=False, kw_only=True)(cls)
        if key:
            cls.key = f"{FILES[cls.audience]}.{key}"
            MESSAGES[cls.key] = cls

    def __init__(self, **facts: object) -> None:
        declared = self.__dataclass_fields__
        if strange := facts.keys() - declared.keys():
            raise TypeError(f"{type(self).__name__} has no {', '.join(sorted(strange))}")
        for name, one in declared.items():
            value = facts[name] if name in facts else _default(one)
            if value is MISSING:
                raise TypeError(f"{type(self).__name__} needs {name}")
            self.__dict__[name] = value

    def __eq__(self, other: object) -> bool:
        return self.__dict__ == other.__dict__ if type(other) is type(self) else NotImplemented

    def __hash__(self) -> int:
        return hash((type(self), *(self.__dict__[name] for name in self.__dataclass_fields__)))

    def __repr__(self) -> str:
        facts = (f"{name}={self.__dict__[name]!r}" for name in self.__dataclass_fields__)
        return f"{type(self).__qualname__}({', '.join(facts)})"

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(f"{name} of what is said stays as it is")

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(f"{name} of what is said stays as it is")

    def buttons(self, around: Around) -> Rows:
        """What stands under it."""
        del around
        return ()


FILES: Mapping[Audience, str] = {Audience.PATIENT: "bot", Audience.STAFF: "staff"}  # of words
ONCE_MORE = "once_more"  # beside the facts of any message: the same was said just before it
FOR = "for"  # beside the facts of a personal one: whom it is about
THEM = "them"  # beside the facts of any to a patient: whom it is about, where they do not hold the phone
MESSAGES: dict[str, type[Message]] = {}  # key → the type of everything that can be owed
_CODECS: dict[str, TypeAdapter[Any]] = {}


class ToPatient(Message):
    audience = Audience.PATIENT


class ToStaff(Message):
    audience = Audience.STAFF


class Timed(Message):
    """An instant in whole seconds, and the zone on whose clock it is said, which may have twelve hours."""

    at: int
    zone: str
    twelve: bool = False


class Treated(Message):
    """When a session ended, in whole seconds, and the zone on whose clock that is said."""

    treated_at: int
    zone: str


class Labelled(Message):
    """A patient as the clinic calls them."""

    label: str
    code: str


class OfSession(Message):
    """Which session it is about, where several are followed at the time."""

    personal = True

    about: About | None = None


class HoldsWords(Message):
    """What a patient wrote, verbatim."""

    words: str


class HoldsLink(Message):
    """What a deep link is computed from; the link itself is made when it is said."""

    nonce: str


M = TypeVar("M", bound=Message)


def _default(fact: Field[Any]) -> object:
    return fact.default if fact.default_factory is MISSING else fact.default_factory()


def _codec(kind: type[M]) -> TypeAdapter[M]:
    """Made when a message of the type is first owed or said: no start has to wait for all of them."""
    found: TypeAdapter[M] | None = _CODECS.get(kind.__qualname__)
    if found is None:
        found = _CODECS[kind.__qualname__] = TypeAdapter(kind)
    return found


def stored(message: Message) -> dict[str, Any]:
    """The facts as they are kept; those that say nothing beyond their default are left out.

    Raises PydanticSerializationError where one is not of its type.
    """
    codec = _codec(type(message))
    facts: dict[str, Any] = codec.dump_python(message, mode="json", exclude_defaults=True, warnings="error")
    return facts


def read(kind: type[M], facts: Mapping[str, Any]) -> M:
    """A message from its stored facts, of any version. Raises ValidationError where one is missing."""
    return _codec(kind).validate_python(facts)


def unsaid(kind: type[Message]) -> frozenset[str]:
    """The names of those facts that change none of the words of such a message."""
    hints = get_type_hints(kind, include_extras=True)
    return frozenset(name for name, hint in hints.items() if UNSAID in getattr(hint, "__metadata__", ()))
