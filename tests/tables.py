"""Tables of what was measured: written to docs/bench, and put into README where it quotes them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.measured import MEASURED, commit, machine, versions
from tests.surroundings import ROOT

README = ROOT / "README.md"


@dataclass(frozen=True)
class Table:
    """A row of heads, of which the first is the table's name, and rows below it."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]

    @property
    def text(self) -> str:
        lines = [_row(self.head), "|---" * len(self.head) + "|", *map(_row, self.rows)]
        return "\n".join(lines)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |".replace("|  |", "| |", 1)


def tables_in(text: str) -> list[str]:
    """Every table of a page, as it stands there."""
    found, block = list[str](), list[str]()
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            block.append(line)
        elif block:
            found.append("\n".join(block))
            block = []
    return found


def write(
    name: str,
    title: str,
    tables: Sequence[Table],
    *,
    command: str,
    runs: int,
    told: str = "",
    others: Sequence[str] = (),
    folder: Path = MEASURED,
    quoted: Path = README,
) -> None:
    """The page of that name, with what it was measured on; what README quotes of it is put right."""
    folder.mkdir(parents=True, exist_ok=True)
    over = f"Medians of {runs} runs" if runs > 1 else "One run"
    on = f"{over} of `{command}` at {commit()}, on {machine()}.\n{versions(*others)}."
    parts = [f"# {title}", on, *filter(None, [told]), *(table.text for table in tables)]
    (folder / f"{name}.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    quote(tables, quoted)


def quote(tables: Sequence[Table], quoted: Path) -> None:
    """Tables of the same heads there are those of today."""
    text = quoted.read_text(encoding="utf-8")
    of_head = {table.text.splitlines()[0]: table.text for table in tables}
    for block in tables_in(text):
        if fresh := of_head.get(block.splitlines()[0]):
            text = text.replace(block, fresh)
    quoted.write_text(text, encoding="utf-8")
