"""A use case is given what its table declares, all of it and parsed, or the tap is an old one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.care.ground.desk import OLD, Conclusion, Desk
from bot.care.ground.heard import Caller, Form
from bot.handlers.arguments import (
    ASK_OR_SURE,
    CALLER,
    CODE,
    CODE_IF_ANY,
    MEMBER,
    MESSAGE_IF_ANY,
    NUMBER,
    ON_OR_OFF,
    OWNER,
    PATIENT,
    REST,
    WORD,
    YES_OR_NO,
    Argument,
    UnfitError,
    one_of,
    taken,
)
from bot.handlers.dispatch import button, command
from bot.store.tx import Tx
from tests.bot.care.floor import JO, KIM, PAT, SAM, Floor

MOST = 99_999_999_999


@pytest.fixture(scope="module")
def floor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Floor]:
    """Kim owns the clinic, Jo works there and follows Pat; Sam is nobody."""
    opened = Floor(Path(tmp_path_factory.mktemp("floor")))
    opened.employ(JO)
    opened.follow(JO, PAT, "JD 14:30 left shoulder")
    yield opened
    opened.close()


def given(floor: Floor, chat: int, *arguments: Argument[object], held: str = "") -> object:
    """What a use case gets of a tap; None where it gets nothing."""
    heard = floor.heard(chat, "", Form.TAPPED, tuple(held.split(":")) if held else ())

    def work(tx: Tx) -> object:
        try:
            return taken(floor.desk(tx), heard, arguments)
        except UnfitError:
            return None

    return floor.store.run_now(work)


@pytest.mark.parametrize(
    ("arguments", "held", "values"),
    [
        ((CODE, YES_OR_NO), "ABC:yes", ("ABC", True)),
        ((CODE, YES_OR_NO), "ABC:no", ("ABC", False)),
        ((CODE, YES_OR_NO), "ABC:maybe", None),
        ((CODE, YES_OR_NO), "ABC", None),
        ((CODE, YES_OR_NO), "ABC:yes:yes", None),
        ((CODE, YES_OR_NO), "", None),
        ((NUMBER,), "0", (0,)),
        ((NUMBER,), str(MOST), (MOST,)),
        ((NUMBER,), str(MOST + 1), None),
        ((NUMBER,), "-1", None),
        ((NUMBER,), "1.5", None),
        ((NUMBER,), "\u0664", None),
        ((NUMBER,), " 4", None),
        ((one_of("a", "b"), WORD), "b:c", ("b", "c")),
        ((one_of("a", "b"), WORD), "c:b", None),
        ((CODE, ASK_OR_SURE), "ABC:ask", ("ABC", None)),
        ((ON_OR_OFF,), "off", (False,)),
        ((YES_OR_NO, CODE_IF_ANY), "yes", (True, None)),
        ((YES_OR_NO, CODE_IF_ANY), "yes:ABC", (True, "ABC")),
        ((YES_OR_NO, CODE_IF_ANY), "yes:ABC:D", None),
        ((NUMBER, REST), "2:a:b", (2, "a:b")),
        ((NUMBER, REST), "2", (2, "")),
        ((WORD, MESSAGE_IF_ANY), "none", ("none", 0)),
        ((WORD, MESSAGE_IF_ANY), "none:7", ("none", 7)),
        ((WORD, MESSAGE_IF_ANY), "none:x:y", ("none", 0)),
        ((), "", ()),
        ((), "left", None),
    ],
)
def test_a_button_gives_all_that_is_declared_or_nothing(
    floor: Floor, arguments: tuple[Argument[object], ...], held: str, values: tuple[object, ...] | None
) -> None:
    assert given(floor, SAM, *arguments, held=held) == values


@pytest.mark.parametrize(
    ("who", "those"),
    [(CALLER, {KIM, JO, PAT, SAM}), (PATIENT, {PAT}), (MEMBER, {KIM, JO}), (OWNER, {KIM})],
)
def test_who_acts_is_looked_up_and_others_act_not(
    floor: Floor, who: Argument[object], those: set[int]
) -> None:
    assert {chat for chat in (KIM, JO, PAT, SAM) if given(floor, chat, who) is not None} == those


def test_what_is_not_given_reaches_no_use_case(floor: Floor) -> None:
    reached: list[object] = []

    def note(_: Desk, actor: object, number: int) -> Conclusion:
        reached.append((actor, number))
        return None

    tap = button("note", note, CALLER, NUMBER)
    bad, good = (floor.heard(SAM, "", Form.TAPPED, (part,)) for part in ("x", "4"))
    assert floor.store.run_now(lambda tx: tap.use_case(floor.desk(tx), bad)) is OLD
    assert reached == []
    floor.store.run_now(lambda tx: tap.use_case(floor.desk(tx), good))
    assert reached == [(Caller(SAM, "en", "Samname"), 4)]


def test_a_command_is_in_the_menu_of_who_may_use_it() -> None:
    def use_case(desk: Desk, actor: object) -> None:
        del desk, actor

    roles = [command("x", use_case, who).role for who in (CALLER, PATIENT, MEMBER, OWNER)]
    assert roles == ["patient", "patient", "clinician", "owner"]
