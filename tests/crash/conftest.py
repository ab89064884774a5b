"""What every crash test needs: durations as the library's next version gives them."""

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def _durations_as_timedelta() -> Iterator[None]:
    """Without it the library warns whenever it makes a RetryAfter, and here a warning is an error."""
    before = os.environ.get("PTB_TIMEDELTA")
    os.environ["PTB_TIMEDELTA"] = "true"
    yield
    if before is None:
        del os.environ["PTB_TIMEDELTA"]
    else:
        os.environ["PTB_TIMEDELTA"] = before
