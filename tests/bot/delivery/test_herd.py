"""Reminders of all clinics are sent a few at a time, and whoever asked first is served first."""

from bot.delivery.herd import Herd


def test_no_more_are_under_way_than_there_are_places_and_who_waits_is_woken_in_order() -> None:
    herd, woken = Herd(5), list[str]()
    north, south = lambda: woken.append("north"), lambda: woken.append("south")
    assert (herd.take(4), herd.take(4), herd.take(4)) == (4, 1, 0)
    herd.wait(north)
    herd.wait(south)
    herd.wait(north)  # who asks again keeps the place in the line
    herd.give_back(1)
    assert woken == ["north"]
    herd.give_back(0)
    assert woken == ["north"]
    herd.give_back(4)
    assert woken == ["north", "south"]
    assert herd.take(9) == 5
