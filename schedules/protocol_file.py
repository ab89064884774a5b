"""How a protocol's file becomes a protocol: a value, or every mistake in it at once."""

from collections.abc import Iterable
from datetime import timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable

from schedules import protocol_page
from schedules.clinical import CLINICAL
from schedules.protocol import EFFORTS, Adapting, Protocol, Step, StepKind
from schedules.protocol_page import Mistake, ProtocolPage

GAP = timedelta(hours=2)
LONGEST_GAP = timedelta(days=1)  # a longer one would swallow whole days of reminders
LONGEST = timedelta(days=30)  # about twice as long as a needle site is watched; more is a wrong unit

ASKS = ("soreness",)
CONDITIONS = ("still_sore",)

FEWEST_LOW, MOST_LOW = 2, 10  # one low rating is no course; more than ten a course does not have
FEWEST_PRAISED, MOST_PRAISED = 2, 10  # the first is thanked for at once, where it is tapped

_PROTOCOL_KEYS = ("title", "window", "gap", "adapt", "steps")
_ADAPT_KEYS = ("done", "sore", "low", "praise")
_STEP_KEYS = ("after", "kind", "expires", "ask", "ask_worst", "only_if")


def parse(name: str, text: str) -> tuple[Protocol | None, tuple[Mistake, ...]]:
    """Read the protocol NAME from the text of its TOML file: the protocol, or all that is wrong with it."""
    page = ProtocolPage(f"schedules/protocols/{name}.toml")
    protocol_page.check_name(page, "", name, "the file's name")
    table = protocol_page.toml(page, text)
    protocol = None if table is None else _protocol(page, name, table)
    return (None if page.mistakes else protocol), tuple(page.mistakes)


def _protocol(page: ProtocolPage, name: str, table: dict[str, object]) -> Protocol:
    protocol_page.check_keys(page, "", table, _PROTOCOL_KEYS)
    title = protocol_page.text(page, "title", table)
    window = protocol_page.duration(page, "window", table, longest=LONGEST)
    gap = protocol_page.duration(page, "gap", table, longest=LONGEST_GAP, default=GAP, zero=True)
    adapting = _adapting(page, protocol_page.table(page, "adapt", table))
    steps = [_step(page, key, entry) for key, entry in protocol_page.tables(page, "steps", table)]
    for step in steps:
        if window and step.after > window and step.only_if is None:
            page.wrong(
                f"steps.{step.name}.after", "lies after the window, where only a step with only_if may"
            )
    return Protocol(name, title, window, gap, tuple(sorted(steps, key=lambda step: step.after)), adapting)


def _adapting(page: ProtocolPage, table: dict[str, object]) -> Adapting:
    protocol_page.check_keys(page, "adapt", table, _ADAPT_KEYS)
    done = protocol_page.duration(page, "adapt.done", table, longest=LONGEST_GAP, default=timedelta(0))
    sore = protocol_page.choices(page, "adapt.sore", table, EFFORTS)
    low = protocol_page.number(page, "adapt.low", table, fewest=FEWEST_LOW, most=MOST_LOW)
    praise = protocol_page.number(page, "adapt.praise", table, fewest=FEWEST_PRAISED, most=MOST_PRAISED)
    return Adapting(done or None, tuple(StepKind(kind) for kind in sore), low, praise)


def _step(page: ProtocolPage, name: str, table: dict[str, object]) -> Step:
    key = f"steps.{name}"
    protocol_page.check_name(page, key, name, "a step's name")
    protocol_page.check_keys(page, key, table, _STEP_KEYS)
    after = protocol_page.duration(page, f"{key}.after", table, longest=LONGEST, zero=True)
    word = protocol_page.choice(page, f"{key}.kind", table, tuple(StepKind))
    kind = StepKind(word) if word else StepKind.INFORMATION
    grace = CLINICAL.check_in_grace if kind is StepKind.CHECK_IN else CLINICAL.tip_grace
    expires = protocol_page.duration(page, f"{key}.expires", table, longest=LONGEST, default=grace)
    ask = protocol_page.choice(page, f"{key}.ask", table, ASKS, needed=kind is StepKind.CHECK_IN)
    if ask and word and kind is not StepKind.CHECK_IN:
        page.wrong(f"{key}.ask", f"only a check_in asks, and this step is {word}")
    only_if = protocol_page.choice(page, f"{key}.only_if", table, CONDITIONS, needed=False)
    ask_worst = protocol_page.yes_or_no(page, f"{key}.ask_worst", table)
    if ask_worst and word and kind is not StepKind.CHECK_IN:
        page.wrong(f"{key}.ask_worst", f"only a check_in asks, and this step is {word}")
    return Step(name, after, kind, expires, ask, only_if, ask_worst)


def packaged() -> Traversable:
    """Give the folder of the protocols that come with the product."""
    return files("schedules") / "protocols"


def load(*folders: Traversable) -> tuple[dict[str, Protocol], tuple[Mistake, ...]]:
    """Read every protocol of every folder; one of a later folder replaces its namesake.

    A folder that does not exist holds no protocols. A replacement with a mistake in it hides what it would
    have replaced: the clinic meant other hours, so the old ones must not run in their place.
    """
    found = {file.name: file for folder in folders for file in _protocol_files(folder)}
    protocols: dict[str, Protocol] = {}
    mistakes: list[Mistake] = []
    for filename in sorted(found):
        protocol, wrong = _load_one(found[filename])
        mistakes.extend(wrong)
        if protocol is not None:
            protocols[protocol.name] = protocol
    return protocols, tuple(mistakes)


def _protocol_files(folder: Traversable) -> Iterable[Traversable]:
    if not folder.is_dir():
        return ()
    # Editors and file managers leave hidden companions such as "._light.toml" beside a file.
    return (
        file for file in folder.iterdir() if file.name.endswith(".toml") and not file.name.startswith(".")
    )


def _load_one(file: Traversable) -> tuple[Protocol | None, tuple[Mistake, ...]]:
    where = f"schedules/protocols/{file.name}"
    try:
        text = file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return None, ((where, "is not saved as UTF-8 text"),)
    except OSError as error:
        return None, ((where, f"cannot be read: {error.strerror}"),)
    return parse(file.name.removesuffix(".toml"), text)
