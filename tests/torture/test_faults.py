"""A few faults of the list; `make torture` brings about all of them."""

import tomllib

import pytest

from tests.lengths import SHORT
from tests.torture.answer_faults import FLOWS
from tests.torture.fault_list import FILE, AnswerFault, Fault, faults
from tests.torture.faults import Found, bring_about, worlds
from tests.torture.file_faults import DEEDS

EVERY = faults()
CHOSEN = SHORT.of([fault for fault in EVERY if fault.is_quick], 12)


def test_every_fault_has_a_name_of_its_own_and_somebody_who_brings_it_about() -> None:
    assert len({fault.name for fault in EVERY}) == len(EVERY)
    for fault in EVERY:
        known = fault.moment.name in FLOWS if isinstance(fault, AnswerFault) else fault.deed in DEEDS
        assert known, fault.name


def test_every_body_meets_a_moment_and_no_fault_is_left_out() -> None:
    met = {fault.body.name for fault in EVERY if isinstance(fault, AnswerFault)}
    assert met == tomllib.loads(FILE.read_text(encoding="utf-8"))["bodies"].keys()
    assert sorted(fault.name for world in worlds(EVERY) for fault in world) == sorted(f.name for f in EVERY)


@pytest.mark.slow
@pytest.mark.parametrize("fault", SHORT.of(CHOSEN, 2), ids=lambda fault: fault.name)
async def test_what_goes_wrong_ends_well_and_nobody_else_waits(fault: Fault) -> None:
    found: list[Found] = []
    await bring_about([fault], found.append, wait=False)
    assert {one.name: one.why for one in found if one.why} == {}
