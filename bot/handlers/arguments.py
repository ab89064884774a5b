"""What a use case is given, as a table declares it: who acts, and what a button or a command holds."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar, overload

from bot.care.ground.desk import Conclusion, Desk, brief, say
from bot.care.ground.heard import Caller, Form, Heard, Hearing
from bot.care.ground.house import PATIENT as PATIENTS
from bot.care.ground.says.conversation import UnknownCommand
from bot.care.ground.says.members import NotForDesk, StaffUnknownCommand
from bot.care.patient import carers, consent
from bot.model import Clinician, Patient, Role
from messages.heard.body import Body
from messages.said.faq import Entries

MOST_DIGITS = 11  # whole seconds until the year 5138, and more messages than anyone sends

T = TypeVar("T")
A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")
W = TypeVar("W")
E_co = TypeVar("E_co", covariant=True)
Held = deque[str]  # what is left of what a button holds, which a client may have made up


class UnfitError(Exception):
    """What came in holds something else than the use case takes, or whoever sent it is somebody else."""


@dataclass(frozen=True)
class Argument(Generic[T]):
    """One thing that a use case is given; `take` raises UnfitError where it is not there."""

    take: Callable[[Desk, Heard, Held], T]


def meet(desk: Desk, caller: Caller) -> None:
    """Who is no patient may be a carer, or somebody new."""
    if not carers.meet(desk, caller):
        consent.meet(desk, caller)


@dataclass(frozen=True)
class Who(Argument[T]):
    """Who acts, looked up anew; `role` is whose menu a command is in, others are told `otherwise`."""

    role: str = PATIENTS
    otherwise: Callable[[Desk, Caller], None] = meet


class Declares(Protocol[E_co]):
    """Makes an entry of a table: a name, a use case, and what the use case is given, in its order."""

    @overload
    def __call__(self, name: str, use_case: Callable[[Desk, W], Conclusion], who: Who[W], /) -> E_co: ...
    @overload
    def __call__(
        self, name: str, use_case: Callable[[Desk, W, A], Conclusion], who: Who[W], a: Argument[A], /
    ) -> E_co: ...
    @overload
    def __call__(
        self,
        name: str,
        use_case: Callable[[Desk, W, A, B], Conclusion],
        who: Who[W],
        a: Argument[A],
        b: Argument[B],
        /,
    ) -> E_co: ...
    @overload
    def __call__(
        self,
        name: str,
        use_case: Callable[[Desk, W, A, B, C], Conclusion],
        who: Who[W],
        a: Argument[A],
        b: Argument[B],
        c: Argument[C],
        /,
    ) -> E_co: ...


def taken(desk: Desk, heard: Heard, arguments: Sequence[Argument[Any]]) -> tuple[Any, ...]:
    """All that a use case is given. Raises UnfitError, also where a button holds more than that."""
    held = deque(heard.parts)
    found = tuple(argument.take(desk, heard, held) for argument in arguments)
    if held:
        raise UnfitError
    return found


def _patient(desk: Desk, heard: Heard, _: Held) -> Patient:
    return _there(heard.caller.patient(desk))


def _colleague(desk: Desk, heard: Heard, _: Held) -> Clinician:
    return _there(heard.caller.clinician(desk))


def _member(desk: Desk, heard: Heard, _: Held) -> Clinician:
    member = heard.caller.clinician(desk)
    return _there(member if member and member.follows else None)


def _owner(desk: Desk, heard: Heard, _: Held) -> Clinician:
    member = heard.caller.clinician(desk)
    return _there(member if member and member.is_owner else None)


def _there(found: T | None) -> T:
    if found is None:
        raise UnfitError
    return found


def _unknown(desk: Desk, caller: Caller) -> None:
    """To a receptionist it is no secret what there is for others at the clinic."""
    member = caller.clinician(desk)
    if member and not member.follows:
        brief(desk, member, NotForDesk())
    elif member:
        brief(desk, member, StaffUnknownCommand())
    else:
        say(desk, caller, UnknownCommand())


CALLER: Who[Caller] = Who(lambda _desk, heard, _parts: heard.caller)
PATIENT = Who(_patient)
COLLEAGUE = Who(_colleague, Role.RECEPTIONIST, _unknown)  # whoever belongs to the clinic
MEMBER = Who(_member, Role.CLINICIAN, _unknown)  # who may follow patients
OWNER = Who(_owner, Role.OWNER, _unknown)


def _word(_: Desk, __: Heard, held: Held) -> str:
    return _there(held.popleft() if held else None)


def _number(desk: Desk, heard: Heard, held: Held) -> int:
    text = _word(desk, heard, held)
    return _there(int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None)


def _rest(_: Desk, heard: Heard, held: Held) -> str:
    if heard.form is not Form.TAPPED:
        return heard.rest
    rest = ":".join(held)
    held.clear()
    return rest


def _message_if_any(desk: Desk, heard: Heard, held: Held) -> int:
    try:
        return _number(desk, heard, held)
    except UnfitError:
        return 0
    finally:
        held.clear()


def choice(answers: dict[str, T]) -> Argument[T]:
    """One of a few words, and what each means to the use case."""

    def take(desk: Desk, heard: Heard, held: Held) -> T:
        word = _word(desk, heard, held)
        if word not in answers:
            raise UnfitError
        return answers[word]

    return Argument(take)


def one_of(*words: str) -> Argument[str]:
    return choice({word: word for word in words})


WORD = CODE = Argument(_word)
NUMBER = MESSAGE = SECONDS = TURN = PAGE = Argument(_number)
MESSAGE_IF_ANY = Argument(_message_if_any)  # nought where it is none; nothing after it matters
WORD_IF_ANY = CODE_IF_ANY = Argument[str | None](lambda _desk, _heard, held: held.popleft() if held else None)
YES_OR_NO = choice({"yes": True, "no": False})
ON_OR_OFF = choice({"on": True, "off": False})
ASK_OR_SURE: Argument[bool | None] = choice({"ask": None, "yes": True, "no": False})
HEARD: Argument[Heard] = Argument(lambda _desk, heard, _parts: heard)  # all that was sent
REST = Argument(_rest)  # what stands after a command, or all that is left of a button's data
BODY: Argument[Body] = Argument(lambda _desk, heard, _parts: heard.hearing.body)
HEARING: Argument[Hearing] = Argument(lambda _desk, heard, _parts: heard.hearing)
ENTRIES: Argument[Entries] = Argument(lambda _desk, heard, _parts: heard.hearing.entries)
