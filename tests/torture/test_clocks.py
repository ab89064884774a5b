"""Real processes on machines whose clock is set: a choice; all is `python -m tests.torture clocks`."""

from pathlib import Path

import pytest

from tests.lengths import SHORT
from tests.patience import PATIENCE
from tests.torture.clocks import Fault, faults, suffer

ORDER = sorted(faults(), key=lambda fault: (fault.wrong, fault.right))


@pytest.mark.slow
@pytest.mark.torture
@pytest.mark.long
@pytest.mark.parametrize("fault", SHORT.of(ORDER, 1, turn=7), ids=lambda fault: fault.name)
async def test_whatever_the_clock_says_nobody_is_erased_and_nothing_is_lost(
    tmp_path: Path, fault: Fault
) -> None:
    """And it is logged, shown, and over when it is over. How soon is for a machine that does nothing else."""
    course = await suffer(fault, tmp_path, apart=1, prompt=PATIENCE)
    assert course.wrong == []
