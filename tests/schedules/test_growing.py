"""The wait before another try doubles, and never passes the longest."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from schedules.growing import growing


def test_it_doubles_up_to_the_longest() -> None:
    assert [growing(0.5, 10.0, tries) for tries in range(1, 8)] == [0.5, 1.0, 2.0, 4.0, 8.0, 10.0, 10.0]
    first, longest = timedelta(minutes=1), timedelta(minutes=30)
    assert [growing(first, longest, tries) // first for tries in (1, 2, 5, 6)] == [1, 2, 16, 30]


@given(st.integers(min_value=-3, max_value=10**9))
def test_any_number_of_tries_gives_a_wait(tries: int) -> None:
    assert 0.5 <= growing(0.5, 10.0, tries) <= growing(0.5, 10.0, tries + 1) <= 10.0
