"""A table as CSV that a spreadsheet only shows: no cell of it is a formula, whatever somebody wrote.

After OWASP's "CSV Injection": a cell that begins like a formula gets an apostrophe before it, and so does
what would be a cell to a program that parts them at other signs. Texts are in quotes, numbers are not.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

# What begins a formula, also in the wide letters of East Asia; the signs that may part one cell from another.
_BEGINS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
_FORMULA = re.compile(rf"(^|[,;|\"'])(\s*)(?=[{_BEGINS}])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")


def harmless(text: str) -> str:
    """A text as a cell that no program takes for a formula, in one line."""
    return _FORMULA.sub(r"\1'\2", _CONTROL.sub(" ", text).strip())


def sheet(headings: Mapping[str, str], rows: Iterable[Mapping[str, str | float]]) -> bytes:
    """The heading row and the others; a cell that a row does not have is empty. In UTF-8, marked as that."""
    columns: Sequence[str] = tuple(headings)
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([harmless(headings[name]) for name in columns])
    writer.writerows([_cell(row.get(name, "")) for name in columns] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _cell(value: str | float) -> str | float:
    return harmless(value) if isinstance(value, str) else value
