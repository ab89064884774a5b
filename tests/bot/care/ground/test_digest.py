"""A treatment knows which version of a protocol its plan was made from, in every release alike."""

from dataclasses import replace
from datetime import timedelta

from bot.care.ground.plan import digest
from schedules.protocol import Adapting, Protocol, Step, StepKind

PROTOCOL = Protocol(
    "ward",
    "Ward",
    timedelta(days=2),
    timedelta(hours=2),
    (Step("check", timedelta(hours=6), StepKind.CHECK_IN, timedelta(hours=6), ask="soreness"),),
)


def test_a_protocol_that_nobody_edited_is_known_again_after_an_upgrade() -> None:
    """Treatments of before keep this very digest; another one would have every plan made anew."""
    assert digest(PROTOCOL) == "d8553163e1d4e57e6ac4477dfffc6be476be418d795415c099dd7788bb39a41d"


def test_any_edit_makes_another_version() -> None:
    later = replace(PROTOCOL.steps[0], after=timedelta(hours=7))
    assert digest(replace(PROTOCOL, steps=(later,))) != digest(PROTOCOL)
    asking = replace(PROTOCOL.steps[0], ask_worst=True)  # which changes nothing that is owed
    assert digest(replace(PROTOCOL, steps=(asking, *PROTOCOL.steps[1:]))) == digest(PROTOCOL)
    assert digest(replace(PROTOCOL, adapting=Adapting(low=2))) == digest(PROTOCOL)
    assert digest(replace(PROTOCOL, title="The ward")) != digest(PROTOCOL)
