"""Who has signed advice hears before its year is over, and when it is; owners, when it ends with somebody."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.care.clinic import advice_review, members
from bot.store import staff
from tests.bot.care.clinic.deciding import act
from tests.bot.care.floor import JO, KIM, LEE, Floor

BEFORE, AFTER = "Patients get this until", "Patients no longer get this"


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    """Kim owns the clinic; Jo and Lee are clinicians."""
    made = Floor(tmp_path)
    made.employ(JO, LEE)
    made.deliver()
    yield made
    made.close()


def uses(floor: Floor, *topics: str, chat: int = JO) -> None:
    for topic in topics:
        floor.tap(chat, f"advice:{topic}")
        floor.deliver()
        act(floor, chat, "Use")


def heard(floor: Floor, chat: int, days: int) -> list[str]:
    """What somebody is told of it in some days, looked at every six hours as a running bot does."""
    told = []
    for _ in range(4 * days):
        floor.store.run_now(lambda tx: advice_review.see_to(floor.desk(tx)))
        floor.move(hours=6)
        told += [one.whole for one in floor.deliver() if one.message.chat_id == chat]
    return [one for one in told if BEFORE in one or AFTER in one]


def test_a_month_before_the_year_is_over_and_when_it_is_the_signer_hears_once_each(floor: Floor) -> None:
    uses(floor, "alcohol", "coffee")
    assert heard(floor, JO, 334) == []
    first = heard(floor, JO, 6)
    assert len(first) == 1
    assert f"{BEFORE} Tuesday 23 November" in first[0]
    assert "• May I drink alcohol?\n• What about coffee or tea?" in first[0]
    assert AFTER not in first[0]
    assert heard(floor, JO, 24) == []
    last = heard(floor, JO, 6)
    assert len(last) == 1
    assert f"{AFTER}:\n• May I drink alcohol?" in last[0]
    assert heard(floor, JO, 40) == []


def test_owners_hear_when_it_has_ended_and_not_before(floor: Floor) -> None:
    uses(floor, "alcohol")
    assert heard(floor, KIM, 360) == []
    told = heard(floor, KIM, 10)
    assert len(told) == 1
    assert "What Jo signed" in told[0]
    assert AFTER in told[0]


def test_of_what_was_signed_anew_changed_or_withdrawn_nobody_hears(floor: Floor) -> None:
    uses(floor, "alcohol", "coffee")
    heard(floor, JO, 300)
    floor.tap(JO, "advice:coffee")
    floor.deliver()
    act(floor, JO, "Withdraw")
    code = floor.rows("SELECT code FROM advice WHERE ended_at IS NULL")[0]["code"]
    floor.tap(JO, f"advise:withdraw:alcohol:{code}")
    uses(floor, "alcohol")
    assert heard(floor, JO, 90) == []


def test_what_a_second_has_not_signed_never_began_and_does_not_end(floor: Floor) -> None:
    floor.house = replace(floor.house, two_sign=True)
    uses(floor, "alcohol")
    assert heard(floor, JO, 370) == []


def test_owners_hear_at_once_what_ends_with_somebody_who_leaves(floor: Floor) -> None:
    uses(floor, "alcohol", chat=LEE)
    lee = floor.store.run_now(lambda tx: staff.by_chat(tx, LEE))
    assert lee
    floor.store.run_now(lambda tx: members.leave(floor.desk(tx), lee))
    told = [one.whole for one in floor.deliver() if one.message.chat_id == KIM]
    assert any("Lee is no longer a clinician here" in one and "May I drink alcohol?" in one for one in told)
