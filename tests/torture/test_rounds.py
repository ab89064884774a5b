"""A long run of kills may be stopped at any time, and says honestly how many there were."""

from pathlib import Path

from tests.torture.figures import Figures
from tests.torture.rounds import A_ROUND, Log, Round, missing


def test_a_run_that_was_stopped_goes_on_where_it_was_and_counts_what_was(tmp_path: Path) -> None:
    file = tmp_path / "kills.jsonl"
    log = Log(file)
    wanted = missing(2 * A_ROUND + 1, 1, log)
    assert [kills for _, kills in wanted] == [A_ROUND, A_ROUND, 1]
    log.add(wanted[1][0], Figures(kills=A_ROUND, sent=3))
    again = Log(file)
    assert again.whole == Figures(kills=A_ROUND, sent=3)
    left = missing(2 * A_ROUND + 1, 1, again)
    assert [kills for _, kills in left] == [A_ROUND, 1]
    assert wanted[1][0] not in {seed for seed, _ in left}
    assert next(again.lines(2 * A_ROUND + 1)) == f"kills: {A_ROUND}"


def test_what_broke_in_a_round_stays_broken_and_rounds_of_other_code_count_for_nothing(
    tmp_path: Path,
) -> None:
    file = tmp_path / "kills.jsonl"
    broken = Figures(kills=9, reminders_lost=1, complaints=["a reminder was lost"])
    file.write_text(Round(7, "of other code", broken).line() + "\n", encoding="utf-8")
    log = Log(file)
    assert log.whole == Figures()
    log.add(7, broken)
    assert not Log(file).whole.well
    assert list(Log(file).lines(9))[-3] == "BROKEN: a reminder was lost"
