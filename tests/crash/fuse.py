"""A process that dies at a chosen step: before or after a commit, before or after a request took effect."""

from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from bot.store.store import Store
from bot.store.tx import Tx
from tests.bot.made_once import unhurried

P = ParamSpec("P")
T = TypeVar("T")


class CrashError(BaseException):
    """The process is gone. No `except Exception` may stop it, as none stops a kill."""


class Fuse:
    """Counts the steps of a process, and ends it at the one it was set to."""

    def __init__(self) -> None:
        self.steps: list[str] = []
        self._blows_at: list[int] = []
        self._blown = False

    def set(self, *steps: int) -> None:
        """Count from nought again, and blow at the first of these; `mend` sets the next one."""
        self.steps, self._blows_at, self._blown = [], list(steps), False

    def mend(self) -> None:
        """The next process begins, and its steps are counted from nought."""
        self.set(*self._blows_at[1:])

    def burn(self, step: str) -> None:
        """One step more; a dead process does nothing at all."""
        if self._blown or [len(self.steps)] == self._blows_at[:1]:
            self._blown = True
            raise CrashError(step)
        self.steps.append(step)


class FragileStore(Store):
    """The real store, in a process that may die inside any transaction or right after it."""

    def __init__(self, path: Path, key: str, fuse: Fuse) -> None:
        super().__init__(path, key)
        self._fuse = fuse
        unhurried(self)  # only the process dies

    async def run(self, use_case: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        name = getattr(use_case, "__name__", "use case")

        def guarded(tx: Tx) -> T:
            result = use_case(tx, *args, **kwargs)
            self._fuse.burn(f"before the commit of {name}")
            return result

        result = await super().run(guarded)
        self._fuse.burn(f"after the commit of {name}")
        return result

    def abandon(self) -> None:
        """What the kernel does for a dead process: its files are closed, its lock is free."""
        self._thread.submit(self._db.close).result()
        self._thread.shutdown()
        self._lock.release()
