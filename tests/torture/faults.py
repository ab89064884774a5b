"""Brings about every fault of the list with real processes, several worlds side by side."""

import asyncio
import itertools
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from tests.torture.answer_faults import FLOWS
from tests.torture.fault_list import AnswerFault, Fault, FileFault
from tests.torture.file_faults import happens, key_file
from tests.torture.scene import LOOK, PROMPT, UNHURRIED, Scene, scene

SIDE_BY_SIDE = 10  # worlds: they mostly wait
IN_A_WORLD = {"conversation": 30, "polling": 8, "start": 12}  # faults, one after the other


@dataclass(frozen=True)
class Found:
    """What came of a fault; `why` it is no success."""

    name: str
    why: str = ""


Tell = Callable[[Found], None]


async def bring_about(chosen: Sequence[Fault], tell: Tell, *, wait: bool = True) -> list[Found]:
    """All of these. `wait` until health is green again, which takes a minute, and on a machine of their own.

    Without, how soon others are answered is left to a machine that does nothing else.
    """
    side_by_side, found = asyncio.Semaphore(SIDE_BY_SIDE), list[Found]()

    def note(one: Found) -> None:
        found.append(one)
        tell(one)

    async def live(world: Sequence[Fault]) -> None:
        async with side_by_side:
            await _world(world, note, wait=wait)

    async with asyncio.TaskGroup() as group:
        for world in worlds(chosen):
            group.create_task(live(world))
    return found


def worlds(chosen: Sequence[Fault]) -> list[list[Fault]]:
    """Those that may share a process, not too many in one; every fault of a file has a world of its own."""
    shared: dict[str, list[Fault]] = {}
    alone: list[list[Fault]] = []
    for fault in chosen:
        if isinstance(fault, AnswerFault):
            shared.setdefault(fault.moment.world, []).append(fault)
        else:
            alone.append([fault])
    apart: list[list[Fault]] = []
    for name, several in shared.items():
        number = -(-len(several) // IN_A_WORLD[name])
        apart += [several[place::number] for place in range(number)]
    return [*apart, *alone]


async def _world(world: Sequence[Fault], note: Tell, *, wait: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        answers = [fault for fault in world if isinstance(fault, AnswerFault)]
        if answers:
            async with scene(folder) as opened:
                opened.prompt = PROMPT if wait else UNHURRIED
                await _answers(opened, answers, note, wait=wait)
        for fault in world:
            if isinstance(fault, FileFault):
                note(await _file(folder, fault, PROMPT if wait else UNHURRIED))


async def _file(folder: Path, fault: FileFault, prompt: timedelta) -> Found:
    given = {"DATABASE_KEY": "", "DATABASE_KEY_FILE": str(key_file(folder))}
    async with scene(folder, **given) as opened:
        opened.prompt = prompt
        return Found(fault.name, await _complaint(_whole(opened, fault)))


async def _whole(opened: Scene, fault: FileFault) -> None:
    await happens(opened, fault)
    opened.check_log()


async def _complaint(work: object) -> str:
    try:
        await work  # type: ignore[misc]
    except AssertionError as broken:
        return str(broken)
    except Exception as error:  # noqa: BLE001  (whatever it is, the others are brought about)
        return f"{type(error).__name__}: {error}"
    return ""


async def _answers(opened: Scene, faults: Sequence[AnswerFault], note: Tell, *, wait: bool) -> None:
    """One after the other; then what came of each is looked at, and at last the process as a whole."""
    people = iter(opened.patients(len(faults)))
    starts = faults[0].moment.world == "start"
    if not starts:
        await opened.running()
    under_way: list[tuple[AnswerFault, AsyncIterator[None], str]] = []
    async for fault in _in_turn(faults):
        flow = FLOWS[fault.moment.name](opened, fault, next(people))
        why = await _complaint(anext(flow))
        opened.telegram.calm()
        why += await _complaint(_goes_on(opened, starts=starts))
        under_way.append((fault, flow, why))
    for fault, flow, why in under_way:
        note(Found(fault.name, why or await _complaint(_finished(flow))))
    if not starts:
        note(Found(f"{faults[0].moment.world}, as a whole", await _complaint(_ends(opened, wait=wait))))


async def _finished(flow: AsyncIterator[None]) -> None:
    async with AsyncExitStack():
        async for _ in flow:
            raise AssertionError("a flow yields once")


async def _goes_on(opened: Scene, *, starts: bool) -> None:
    """A dead process is told of, and started again for the next fault."""
    if starts:
        await opened.lives.kill()
        opened.check_log()
    elif opened.lives.pid is None:
        await opened.running()
        raise AssertionError("the process has died")


async def _ends(opened: Scene, *, wait: bool) -> None:
    if wait:
        await opened.health(green=True)
    await opened.served()
    waiting = [row["update_id"] for row in opened.lives.rows("inbox") if row["state"] == "waiting"]
    assert not waiting, f"updates wait: {waiting}"
    assert await opened.lives.finish() == 0, "the end is no orderly one"
    opened.check_log()


async def _in_turn(faults: Sequence[AnswerFault]) -> AsyncIterator[AnswerFault]:
    """Every one of them, those that need it some time apart."""
    loop, left, resting = asyncio.get_running_loop(), list(faults), 0.0
    for _ in itertools.count():
        if not left:
            return
        ready = [fault for fault in left if not fault.body.rests or loop.time() >= resting]
        if not ready:
            await asyncio.sleep(LOOK)
            continue
        fault = next((one for one in ready if one.body.rests), ready[0])
        left.remove(fault)
        yield fault
        if fault.body.rests:
            resting = loop.time() + fault.body.rests
