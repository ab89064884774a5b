"""The hazard log: docs/safety/hazards.toml as values and as a page, with the README's figures in it."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.surroundings import ROOT

FOLDER = ROOT / "docs" / "safety"
PAGE = FOLDER / "hazard-log.md"
SEVERITIES = ("minor", "significant", "considerable", "major", "catastrophic")
ABOVE = """\
# The hazard log

Made by `make safety` of [hazards.toml](hazards.toml); a test fails where a file or a test that is named here
is not there, or this page is older than its data.

**How to read it.** Severity and likelihood are on the scales of the guidance to DCB0129 (section 4.4
there), in our words below; the risk is from 1 to 5 by its matrix: 1 and 2 are acceptable where less
would take more than it is worth, 3 only where less cannot be had, 4 and 5 not at all. *Before* is
without the controls, *after* with them. They are estimates of this project, by the people who wrote it,
**and no clinical safety officer has signed them**: a clinic's own has to. The figures are those of the
README, from texts by people who had seen neither words nor code; they were no patients.

"""


@dataclass(frozen=True)
class Control:
    """What is done about a hazard, where, and which tests hold it."""

    does: str
    file: str
    tests: tuple[str, ...]


@dataclass(frozen=True)
class Hazard:
    """A row of the log; `before` and `after` are likelihoods."""

    id: str
    name: str
    breaks: tuple[str, ...]
    cause: str
    effect: str
    severity: str
    before: str
    after: str
    controls: tuple[Control, ...]
    residual: str
    figures: tuple[str, ...] = ()
    clinic: str = ""


@cache
def log() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "hazards.toml").read_text(encoding="utf-8"))


def hazards() -> list[Hazard]:
    return [_hazard(row) for row in log()["hazard"]]


def _hazard(row: dict[str, Any]) -> Hazard:
    made = tuple(Control(one["does"], one["file"], tuple(one["tests"])) for one in row["controls"])
    lists = {"breaks": tuple(row["breaks"]), "figures": tuple(row.get("figures", ()))}
    return Hazard(**{**row, **lists, "controls": made})


def risk(hazard: Hazard, likelihood: str) -> int:
    """From 1, by the matrix."""
    return int(log()["matrix"][likelihood][SEVERITIES.index(hazard.severity)])


def figures() -> dict[str, str]:
    """The rows of the README's tables on how texts are read, by what they count."""
    found: dict[str, str] = {}
    heads: list[str] = []
    for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0] in {"red flags", "questions"}:
            heads = [re.sub(r"^in `.*`$", "hard set", head) for head in cells[1:]]
        elif heads and line.startswith("| "):
            told = zip(heads, cells[1:], strict=True)
            found[cells[0]] = "; ".join(f"{head.removeprefix('in the ')} {value}" for head, value in told)
        elif not line.startswith("|"):
            heads = []
    return found


def page() -> str:
    return ABOVE + _scales() + _overview() + "".join(_told(one) for one in hazards())


def _scales() -> str:
    data = log()
    rows = [f"| {name} | {said} |" for name, said in data["severity"].items()]
    often = [f"{_plain(name)}: {said}" for name, said in data["likelihood"].items()]
    table = "\n".join(rows)
    return f"| severity | is |\n|---|---|\n{table}\n\nLikelihood: {'; '.join(often)}.\n\n"


def _overview() -> str:
    rows = []
    for one in hazards():
        anchor = re.sub(r"[^a-z0-9 -]", "", f"{one.id} {one.name}".lower()).replace(" ", "-")
        before, after = risk(one, one.before), risk(one, one.after)
        rows.append(f"| [{one.id}](#{anchor}) | {one.name} | {before} | {after} |")
    return "| | hazard | before | after |\n|---|---|---|---|\n" + "\n".join(rows) + "\n\n" + _covered()


def _covered() -> str:
    """Which hazards each failure and each promise stands behind."""
    data = log()
    lines = []
    for kind in ("failures", "promises"):
        for name, said in data[kind].items():
            whose = ", ".join(one.id for one in hazards() if name in one.breaks)
            lines.append(f"| {said} | {whose} |")
    return "| what must not happen, and what is promised | hazards |\n|---|---|\n" + "\n".join(lines) + "\n"


def _told(one: Hazard) -> str:
    lines = [
        f"\n## {one.id} {one.name}\n",
        f"**Cause:** {one.cause}. **Effect:** {one.effect}.\n",
        _risks(one),
        *(_control(control) for control in one.controls),
    ]
    if one.figures:
        lines += ["", *(f"*{name}:* {figures()[name]}." + "  " for name in one.figures)]
    lines += ["", f"**What is left:** {one.residual}"]
    if one.clinic:
        lines += ["", f"**For the clinic:** {one.clinic}"]
    return "\n".join(lines) + "\n"


def _risks(one: Hazard) -> str:
    before, after = (f"{_plain(how)} = {risk(one, how)}" for how in (one.before, one.after))
    return f"**Risk:** {one.severity}; before {before}, after {after}.\n"


def _control(control: Control) -> str:
    held = "; ".join(_link(*test.split("::")) for test in control.tests)
    return f"- {control.does} ([{control.file}](../../{control.file})). Held by: {held}."


def _link(file: str, test: str) -> str:
    return f"[{_plain(test.removeprefix('test_'))}](../../{file})"


def _plain(name: str) -> str:
    return name.replace("_", " ")
