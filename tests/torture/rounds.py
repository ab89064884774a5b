"""Many kills in rounds, each noted when it is over, so that a run that was stopped goes on where it was."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path

from tests.measured import code, machine, versions
from tests.torture.figures import Figures

A_ROUND = 25  # kills, in a world of its own
JUDGES = ("tests/torture", "tests/crash")  # a figure is of these as much as of the bot
PAGE = "# Kills at random instants\n\nWritten by `{command}`, after each round.\n\n```text\n{told}\n```\n"


@dataclass(frozen=True)
class Round:
    """A world that was lived through to its end; the seed makes the same one again."""

    seed: int
    code: str
    figures: Figures

    def line(self) -> str:
        return json.dumps({"seed": self.seed, "code": self.code, **asdict(self.figures)})

    @classmethod
    def of(cls, line: str) -> "Round":
        told = json.loads(line)
        return cls(told.pop("seed"), told.pop("code"), Figures(**told))


class Log:
    """A file with a line for each round; of other code than today's nothing counts."""

    def __init__(self, path: Path | None) -> None:
        self._path, self._code = path, code(*JUDGES)
        lines = path.read_text(encoding="utf-8").splitlines() if path and path.exists() else []
        self.rounds = [one for line in lines if (one := Round.of(line)).code == self._code]

    @property
    def whole(self) -> Figures:
        """All rounds together."""
        return sum((one.figures for one in self.rounds), Figures())

    def add(self, seed: int, figures: Figures) -> None:
        self.rounds.append(Round(seed, self._code, figures))
        if self._path:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(self.rounds[-1].line() + "\n")

    def lines(self, wanted: int) -> Iterator[str]:
        """What came of it, how many kills there were, and how many there were to be."""
        yield from self.whole.lines()
        yield f"rounds: {len(self.rounds)}, each judged at its end; kills wanted: {wanted}"
        yield f"measured on {machine()}; {versions()}; {self._code}"

    def page(self, wanted: int, command: str) -> None:
        """The same beside the log, to be read."""
        if self._path:
            told = "\n".join(self.lines(wanted))
            page = PAGE.format(command=command, told=told)
            self._path.with_suffix(".md").write_text(page, encoding="utf-8")


def missing(number: int, seed: int, log: Log) -> list[tuple[int, int]]:
    """The rounds that are still to be lived through: seed and number of kills."""
    left, known = number - log.whole.kills, {one.seed for one in log.rounds}
    fresh = (one for one in range(seed * 1000, seed * 1000 + number + len(known)) if one not in known)
    found = []
    while left > 0:
        found.append((next(fresh), min(A_ROUND, left)))
        left -= found[-1][1]
    return found


def lived_through(
    wanted: list[tuple[int, int]],
    live: Callable[[int, int], Figures],
    worlds: int,
    ended: Callable[[int, Figures], None],
) -> None:
    """So many worlds side by side, that know nothing of each other; `ended` hears of each when it is over."""
    with ProcessPoolExecutor(worlds, mp_context=get_context("spawn")) as pool:
        begun = {pool.submit(live, number, seed): seed for seed, number in wanted}
        for one in as_completed(begun):
            ended(begun[one], one.result())
