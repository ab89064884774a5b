"""A few kills at random instants, which `make torture` does by hundreds."""

import pytest

from tests.torture.kills import killed


@pytest.mark.slow
@pytest.mark.torture
@pytest.mark.long
async def test_whenever_a_process_is_killed_nothing_is_lost_and_nothing_comes_twice() -> None:
    figures = await killed(3, seed=7, apart=1)
    assert figures.well, "\n".join(figures.lines())
    assert figures.updates
    assert figures.sent
