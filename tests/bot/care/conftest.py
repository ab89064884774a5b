"""The clinic that most stories of these rooms begin in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.care.floor import JO, LEE, RAE, Floor


@pytest.fixture
def floor(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Floor]:
    """Kim owns by the settings, Jo and Lee are clinicians, Rae a receptionist; it is 14:42 on a Monday.

    Where a story is marked `jo_alone`, Jo is the only one beside Kim.
    """
    opened = Floor(tmp_path)
    opened.employ(JO)
    if request.node.get_closest_marker("jo_alone") is None:
        opened.employ(LEE)
        opened.employ(RAE, role="receptionist")
    yield opened
    opened.close()
