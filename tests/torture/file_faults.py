"""What happens to the files of a bot: deeds, and what must come of each."""

import asyncio
import os
import resource
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from bot.rehearsal import Person
from tests.surroundings import KEY
from tests.torture.fault_list import FileFault
from tests.torture.scene import Scene

Undo = Callable[[], object]
COPY = "backups/copy.db"
CALL = "Call 112 now"
SOON = 60.0  # seconds
BOUND = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")  # or root may write anywhere
NO_ROOM = ("/bin/sh", "-c", 'ulimit -f 0; exec "$@"', "sh")
ENDS = (1, 2)


def key_file(folder: Path) -> Path:
    """The key, as the first start would have made it."""
    made = folder / "secrets" / "database.key"
    made.parent.mkdir(mode=0o700)
    made.touch(0o600)
    made.write_text(KEY + "\n")
    return made


def remove(_: Scene, file: Path) -> Undo:
    kept = file.read_bytes()
    file.unlink()

    def undo() -> None:
        file.touch(0o600)
        file.write_bytes(kept)

    return undo


def empty(scene: Scene, file: Path) -> Undo:
    undo = remove(scene, file)
    file.touch(0o600)
    return undo


def another_key(scene: Scene, file: Path) -> Undo:
    undo = remove(scene, file)
    file.touch(0o600)
    file.write_text("6b" * 32)
    return undo


def garbage(_: Scene, file: Path) -> Undo:
    file.write_bytes(os.urandom(file.stat().st_size))
    return lambda: None


def copy_over(scene: Scene, file: Path) -> Undo:
    shutil.copy(scene.folder / COPY, file)
    return lambda: None


def move_over(scene: Scene, file: Path) -> Undo:
    shutil.copy(scene.folder / COPY, scene.folder / "moved.db")
    (scene.folder / "moved.db").rename(file)
    return lambda: None


def read_only(_: Scene, file: Path) -> Undo:
    file.chmod(0o500)
    return lambda: file.chmod(0o700)


def disk_full(scene: Scene, folder: Path) -> Undo:
    """No file may grow any more: of the process that runs, or of every one that is started."""
    if (pid := scene.lives.pid) is None:
        before, scene.before = scene.before, NO_ROOM
        return lambda: setattr(scene, "before", before)
    biggest = max(file.stat().st_size for file in folder.iterdir() if file.name.endswith(("-wal", ".db")))
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (biggest, resource.RLIM_INFINITY))
    return lambda: _room(scene)


def _room(scene: Scene) -> None:
    if scene.lives.pid:
        free = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        resource.prlimit(scene.lives.pid, resource.RLIMIT_FSIZE, free)


DEEDS: Mapping[str, Callable[[Scene, Path], Undo]] = {
    deed.__name__: deed
    for deed in (remove, empty, another_key, garbage, copy_over, move_over, read_only, disk_full)
}


async def happens(scene: Scene, fault: FileFault) -> None:
    """The deed, what the process says to it, the way out of it; and then all is as it was."""
    if os.geteuid() == 0 and fault.deed == "read_only":
        scene.before = BOUND
    (pat,) = scene.patients(1)
    await scene.running()
    code, said = await scene.command("backup", COPY)
    assert code == 0, said
    await _answered(scene, pat)
    if fault.moment == "killed":
        await scene.lives.kill()
    elif fault.moment == "stopped":
        assert await scene.lives.finish() == 0
    undo = DEEDS[fault.deed](scene, scene.folder / fault.to)
    try:
        await _stands(scene, fault, pat)
    finally:
        if fault.undone:
            undo()
    await _is_over(scene, fault, pat)


async def _answered(scene: Scene, pat: Person) -> None:
    """Pat is known, and hears of the plan."""
    known = len(pat.chat.bot_messages)
    pat.say("/plan")
    await scene.until(
        lambda: any("This is your plan" in one.words for one in pat.chat.bot_messages[known:]), "Pat is known"
    )


async def _stands(scene: Scene, fault: FileFault, pat: Person) -> None:
    """While it is so."""
    if fault.dies and fault.moment == "running":
        async with asyncio.timeout(SOON):
            code = await scene.lives.ended()
        last = scene.end_of_log().splitlines()[-1]
        assert (code, fault.dies in last) == (1, True), f"it ended with {code}: {last}"
    if fault.dies and not fault.again:
        await _in_one_line(scene, fault.dies)
    elif fault.hurts:
        pat.say("I cannot breathe.")
        await scene.health(green=False)
    else:
        await scene.running()
        await scene.promptly()
    if fault.second:
        await _in_one_line(scene, fault.second)


async def _in_one_line(scene: Scene, word: str) -> None:
    async with asyncio.timeout(SOON):
        code, said = await scene.command("run")
    assert code in ENDS, f"it ended with {code}: {said}"
    assert len(said) == 1, said
    assert word in said[0], said


async def _is_over(scene: Scene, fault: FileFault, pat: Person) -> None:
    """The operator did what the line says; everybody is served, and what was said in between is heard."""
    for words in fault.way:
        code, said = await scene.command(*words.split())
        assert code == 0, said
    await scene.running()
    if fault.hurts:
        said = [CALL]
        await scene.until(lambda: any(CALL in one.words for one in pat.chat.bot_messages), f"{said} is said")
    else:
        await _answered(scene, pat)
    await scene.health(green=True)
    assert await scene.lives.finish() == 0
