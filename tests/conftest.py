"""How many tests run side by side; none is judged by the clock, deafens the log, or draws what was drawn."""

import gc
import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bot.render import curve
from tests import drawn_once

MOST = 12  # each worker holds an engine of its own

# An example that takes long is no bug of ours: the machine may be busy with something else.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


@pytest.fixture(autouse=True)
def log_level() -> Iterator[None]:
    """A command that is run within the tests sets up the log of its process, which is theirs."""
    root = logging.getLogger()
    before = root.level
    yield
    root.setLevel(before)


@pytest.fixture(autouse=True, scope="session")
def _pictures_are_kept() -> Iterator[None]:
    """A curve takes as long to draw as fifty messages to send, and most stories end with the same one."""
    before, curve.PROGRAM = curve.PROGRAM, Path(drawn_once.__file__)
    yield
    curve.PROGRAM = before


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Half as many again as there are processors: a good part of a test is waiting for disk and network."""
    return min(MOST, max(2, (os.cpu_count() or 1) * 3 // 2))


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What was loaded by now stays; looking through it for garbage again and again takes a while."""
    gc.collect()
    gc.freeze()
