"""Word for word is in the order in which it was written, also where it came in pieces."""

import pytest

from tests.bot.care.floor import JO, PAT, Floor

BURSTS = (
    "my / chest / is / so / tight",
    "i / cant / breathe",
    "hello / my / chest / is / so / tight / since an hour",
    "please help / i / cant / breathe / at all",
    "i feel odd / my lips / are numb / i cant / breathe",
)


@pytest.mark.parametrize("burst", BURSTS)
def test_the_words_of_a_burst_reach_the_clinic_in_the_order_in_which_they_were_written(
    floor: Floor, burst: str
) -> None:
    floor.follow(JO, PAT, "PX 14:30 left shoulder")
    pieces = burst.split(" / ")
    for piece in pieces:
        floor.say(PAT, piece)
        floor.move(seconds=1)
    floor.move(minutes=2)
    floor.deliver()
    kept = floor.rows("SELECT words FROM alert_words ORDER BY id")
    told = "\n".join(row["words"] for row in kept).split("\n")
    assert [piece for piece in pieces if piece in told] == told
    assert "breathe" in told or "tight" in told
    alert = next(one for one in floor.said if one.message.key == "staff.alert")
    places = [alert.words.text.find(f"\n{piece}\n") for piece in told if f"\n{piece}\n" in alert.words.text]
    assert places == sorted(places)
