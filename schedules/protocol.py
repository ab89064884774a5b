"""What a protocol is, and how its file becomes one: a value, or every mistake in it at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from importlib.resources import files
from importlib.resources.abc import Traversable

from schedules import protocol_file
from schedules.protocol_file import Page


class Kind(StrEnum):
    """What a step is about; it decides who wins a merge and how late the step may still be sent."""

    HYDRATION = "hydration"
    MOVEMENT = "movement"
    STRETCHING = "stretching"
    CHECK_IN = "check_in"
    INFORMATION = "information"


# Nobody is served by last night's tip, but a late question still screens (docs/clinical.md, "Lateness").
GRACE = timedelta(hours=2)
CHECK_IN_GRACE = timedelta(hours=6)

GAP = timedelta(hours=2)
LONGEST_GAP = timedelta(days=1)  # a longer one would swallow whole days of reminders
LONGEST = timedelta(days=30)  # twice the 14 days in which a needle site is watched; more is a wrong unit

ASKS = ("soreness",)
CONDITIONS = ("still_sore",)

_PROTOCOL_KEYS = ("title", "window", "gap", "steps")
_STEP_KEYS = ("after", "kind", "expires", "ask", "only_if")


@dataclass(frozen=True)
class Step:
    """One thing to tell or to ask the patient.

    `after` counts from the end of treatment, `expires` from the moment the step is due. `ask` is the kind
    of question (check-ins only); `only_if` is a condition that is judged when the step would be sent.
    """

    name: str
    after: timedelta
    kind: Kind
    expires: timedelta
    ask: str | None = None
    only_if: str | None = None


@dataclass(frozen=True)
class Protocol:
    """A course of aftercare: its steps in order of `after`, then of the file.

    The plan ends after `window`; reminders closer than `gap` become one.
    """

    name: str
    title: str
    window: timedelta
    gap: timedelta
    steps: tuple[Step, ...]

    def step(self, name: str) -> Step:
        """Find a step by its name; KeyError if the protocol has none of that name."""
        for step in self.steps:
            if step.name == name:
                return step
        raise KeyError(name)


@dataclass(frozen=True)
class Problem:
    """Something an editor has to put right: the file and key, and what is the matter with it."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def parse(name: str, text: str) -> tuple[Protocol | None, tuple[Problem, ...]]:
    """Read the protocol NAME from the text of its TOML file: the protocol, or all that is wrong with it."""
    page = Page(f"schedules/protocols/{name}.toml")
    protocol_file.check_name(page, "", name, "the file's name")
    table = protocol_file.toml(page, text)
    protocol = None if table is None else _protocol(page, name, table)
    return (None if page.mistakes else protocol), tuple(Problem(*mistake) for mistake in page.mistakes)


def _protocol(page: Page, name: str, table: dict[str, object]) -> Protocol:
    protocol_file.check_keys(page, "", table, _PROTOCOL_KEYS)
    title = protocol_file.text(page, "title", table)
    window = protocol_file.duration(page, "window", table, longest=LONGEST)
    gap = protocol_file.duration(page, "gap", table, longest=LONGEST_GAP, default=GAP, zero=True)
    steps = [_step(page, key, entry) for key, entry in protocol_file.tables(page, "steps", table)]
    for step in steps:
        if window and step.after > window and step.only_if is None:
            page.wrong(
                f"steps.{step.name}.after", "lies after the window, where only a step with only_if may"
            )
    return Protocol(name, title, window, gap, tuple(sorted(steps, key=lambda step: step.after)))


def _step(page: Page, name: str, table: dict[str, object]) -> Step:
    key = f"steps.{name}"
    protocol_file.check_name(page, key, name, "a step's name")
    protocol_file.check_keys(page, key, table, _STEP_KEYS)
    after = protocol_file.duration(page, f"{key}.after", table, longest=LONGEST, zero=True)
    word = protocol_file.choice(page, f"{key}.kind", table, tuple(Kind))
    kind = Kind(word) if word else Kind.INFORMATION
    grace = CHECK_IN_GRACE if kind is Kind.CHECK_IN else GRACE
    expires = protocol_file.duration(page, f"{key}.expires", table, longest=LONGEST, default=grace)
    ask = protocol_file.choice(page, f"{key}.ask", table, ASKS, needed=kind is Kind.CHECK_IN)
    if ask and word and kind is not Kind.CHECK_IN:
        page.wrong(f"{key}.ask", f"only a check_in asks, and this step is {word}")
    only_if = protocol_file.choice(page, f"{key}.only_if", table, CONDITIONS, needed=False)
    return Step(name, after, kind, expires, ask, only_if)


def packaged() -> Traversable:
    """Give the folder of the protocols that come with the product."""
    return files("schedules") / "protocols"


def load(*folders: Traversable) -> tuple[dict[str, Protocol], tuple[Problem, ...]]:
    """Read every protocol of every folder; one of a later folder replaces its namesake.

    A folder that does not exist holds no protocols. A replacement with a mistake in it hides what it would
    have replaced: the clinic meant other hours, so the old ones must not run in their place.
    """
    found = {file.name: file for folder in folders for file in _protocol_files(folder)}
    protocols: dict[str, Protocol] = {}
    problems: list[Problem] = []
    for filename in sorted(found):
        protocol, mistakes = _load_one(found[filename])
        problems.extend(mistakes)
        if protocol is not None:
            protocols[protocol.name] = protocol
    return protocols, tuple(problems)


def _protocol_files(folder: Traversable) -> Iterable[Traversable]:
    if not folder.is_dir():
        return ()
    # Editors and file managers leave hidden companions such as "._light.toml" beside a file.
    return (
        file for file in folder.iterdir() if file.name.endswith(".toml") and not file.name.startswith(".")
    )


def _load_one(file: Traversable) -> tuple[Protocol | None, tuple[Problem, ...]]:
    where = f"schedules/protocols/{file.name}"
    try:
        text = file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return None, (Problem(where, "is not saved as UTF-8 text"),)
    except OSError as error:
        return None, (Problem(where, f"cannot be read: {error.strerror}"),)
    return parse(file.name.removesuffix(".toml"), text)
