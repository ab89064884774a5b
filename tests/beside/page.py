"""The runs side by side, as a page in docs/bench with tables and a picture; each is noted when it is over."""

import json
import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from matplotlib import rc_context
from matplotlib.figure import Figure

from tests.beside.contenders import WHO
from tests.beside.course import Course
from tests.beside.far_telegram import MOST, ROUND_TRIP
from tests.measured import MEASURED, code
from tests.tables import Table, write

LOG, PICTURE = MEASURED / "beside.jsonl", "herd.svg"
COLOURS = dict(zip(WHO, ("#0b6e4f", "#b5651d", "#5b5ea6", "#8a8a8a"), strict=True))
ABOVE = (Path(__file__).parent / "told.md").read_text(encoding="utf-8")
TOLD = ABOVE.format(away=ROUND_TRIP * 1e3, most=MOST, picture=PICTURE).strip()


def note(course: Course, log: Path = LOG) -> None:
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"code": code("tests/beside"), **asdict(course)}) + "\n")


def noted(log: Path = LOG) -> list[Course]:
    """Those of today's code."""
    lines = (
        [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()] if log.exists() else []
    )
    today = code("tests/beside")
    return [Course(**line) for line in lines if line.pop("code") == today]


def page(courses: Sequence[Course], command: str) -> None:
    runs = min((len(one) for one in _grouped(courses).values()), default=0)
    tables = [_waiting(courses), *_herds(courses), *_kills(courses)]
    _draw(courses, MEASURED / PICTURE)
    others = ("SQLAlchemy", "aiolimiter")
    write("beside", "Side by side", tables, command=command, runs=runs, told=TOLD, others=others)


def _grouped(courses: Sequence[Course]) -> dict[tuple[str, int, str], list[Course]]:
    found: dict[tuple[str, int, str], list[Course]] = {}
    for one in courses:
        found.setdefault((one.kind, one.count, one.who), []).append(one)
    return found


def _middle(runs: Sequence[Course], of: Callable[[Course], float]) -> float:
    return statistics.median(map(of, runs))


def _counts(courses: Sequence[Course], kind: str) -> list[int]:
    return sorted({one.count for one in courses if one.kind == kind})


def _runs(courses: Sequence[Course], kind: str, count: int) -> list[tuple[str, list[Course]]]:
    groups = _grouped(courses)
    return [(WHO[who], runs) for who in WHO if (runs := groups.get((kind, count, who)))]


def _waiting(courses: Sequence[Course]) -> Table:
    rows = [
        [
            f"{count:,}, {who}",
            f"{_middle(runs, lambda one: one.scheduled):.2f} s",
            f"{_middle(runs, lambda one: one.first_poll):.2f} s",
            f"{_middle(runs, lambda one: one.resident):.0f} MB",
            str(len(runs)),
        ]
        for count in _counts(courses, "waiting")
        for who, runs in _runs(courses, "waiting", count)
    ]
    return Table(("reminders that wait", "scheduled", "first poll", "resident at rest", "runs"), rows)


def _herds(courses: Sequence[Course]) -> list[Table]:
    heads = ("arrived", "took", "refused", "fullest second", "CPU a message")
    waits = ("reply, median", "95 of 100", "99 of 100", "no reply", "runs")
    return [
        Table(
            (f"{count:,} due at one instant", *heads, *waits),
            [[who, *_herd(runs)] for who, runs in _runs(courses, "herd", count)],
        )
        for count in _counts(courses, "herd")
    ]


def _herd(runs: Sequence[Course]) -> list[str]:
    waited = sorted(one for run in runs for one in run.waited) or [float("nan")]
    late = [waited[min(len(waited) - 1, int(len(waited) * share))] for share in (0.95, 0.99)]
    return [
        f"{_middle(runs, lambda one: one.taken):,.0f}",
        f"{_middle(runs, lambda one: one.lasted):.2f} s",
        f"{_middle(runs, lambda one: one.refused):.0f}",
        f"{max(one.fullest for one in runs)}",
        f"{_middle(runs, lambda one: one.cpu) * 1e3:.2f} ms",
        *(f"{one * 1e3:.0f} ms" for one in (statistics.median(waited), *late)),
        str(sum(one.unanswered for one in runs)),
        str(len(runs)),
    ]


def _kills(courses: Sequence[Course]) -> list[Table]:
    return [
        Table(
            (f"{count:,} due, killed amid them", "arrived", "lost", "of these known", "twice", "runs"),
            [[who, *_kill(runs)] for who, runs in _runs(courses, "killed", count)],
        )
        for count in _counts(courses, "killed")
    ]


def _kill(runs: Sequence[Course]) -> list[str]:
    """Of all runs, how many it were in each; where they differ, from and to."""
    lost = [one.count - one.taken for one in runs]
    known = [min(one.unknown, missing) for one, missing in zip(runs, lost, strict=True)]
    found = ([one.taken for one in runs], lost, known, [one.twice for one in runs])
    return [*map(_range, found), str(len(runs))]


def _range(numbers: Sequence[int]) -> str:
    low, high = min(numbers), max(numbers)
    return str(low) if low == high else f"{low} to {high}"


def _draw(courses: Sequence[Course], file: Path) -> None:
    """The herd of a thousand, or the nearest that there is."""
    counts = _counts(courses, "herd")
    if not counts:
        return
    count = min(counts, key=lambda one: abs(one - 1000))
    with rc_context({"svg.hashsalt": "herd", "svg.fonttype": "none"}):
        figure = Figure(figsize=(8, 4.2), layout="constrained")
        axes = figure.add_subplot()
        for who in WHO:
            if runs := _grouped(courses).get(("herd", count, who)):
                run = sorted(runs, key=lambda one: one.lasted)[len(runs) // 2]
                axes.plot(*zip(*run.curve, strict=True), color=COLOURS[who], label=WHO[who], linewidth=1.8)
        axes.plot([0, count / MOST], [0, count], color="black", linestyle=":", label=f"{MOST} a second")
        axes.set(
            xlabel="seconds after the due instant", ylabel="arrived", title=f"{count:,} due at one instant"
        )
        axes.legend(frameon=False)
        figure.savefig(file, metadata={"Date": None})
