"""How many tests run side by side."""

import os

import pytest

MOST = 12  # each worker holds an engine of its own


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Half as many again as there are processors: a good part of a test is waiting for disk and network."""
    return min(MOST, max(2, (os.cpu_count() or 1) * 3 // 2))
