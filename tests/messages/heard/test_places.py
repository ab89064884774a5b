"""Zones, as people choose or type them."""

import zoneinfo
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.heard.place_search import find_zones
from messages.heard.places import cities, label, regions, zone, zone_at


def test_every_zone_of_the_database_is_known_by_exactly_its_name() -> None:
    for line in files("tzdata").joinpath("zones").read_text().split():
        found = zone(line)
        assert (found and found.key) == (line if line != "Factory" else None)


@pytest.mark.parametrize(
    "name",
    [
        "", " ", "Europe", "europe/berlin", "Europe/Berlin ", "Europe/Berlin\0", "Europe/../Europe/Berlin",
        "../etc/passwd", "/etc/localtime", "localtime", "posix/Europe/Berlin", "Factory", "Europe/Atlantis",
        "Berlin", "CEST-2", "\ud800", "tzdata.zi",
    ],
)  # fmt: skip
def test_any_other_name_is_refused_and_never_replaced(name: str) -> None:
    assert zone(name) is None


def test_a_zone_whose_file_on_this_machine_is_damaged_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Europe").mkdir()
    (tmp_path / "Europe" / "Andorra").write_bytes(b"not a zone")
    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath([tmp_path])
    zoneinfo.ZoneInfo.clear_cache(only_keys=["Europe/Andorra"])
    try:
        assert zone("Europe/Andorra") is None
    finally:
        zoneinfo.reset_tzpath(before)
    assert zone("Europe/Andorra")


def test_every_part_of_the_world_has_cities() -> None:
    assert regions()[:3] == ("Europe", "America", "Asia")
    assert {name.partition("/")[0] for region in regions() for name in cities(region)} == set(regions())


def test_the_cities_of_all_regions_are_zones_each_once_and_in_alphabetical_order() -> None:
    names = [name for region in regions() for name in cities(region)]
    assert len(names) == len(set(names)) > 400
    assert all(zone(name) for name in names)
    for region in regions():
        labels = [label(name).casefold() for name in cities(region)]
        assert labels == sorted(labels)


def test_no_retired_name_is_offered() -> None:
    assert "Asia/Kolkata" in cities("Asia")
    assert not {"Asia/Calcutta", "Europe/Kiev", "America/Buenos_Aires"} & {*cities("Asia"), *cities("Europe")}
    assert "America/Buenos_Aires" not in cities("America")


def test_an_unknown_region_has_no_cities() -> None:
    assert cities("Atlantis") == cities("") == ()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Europe/Berlin", "Berlin"),
        ("America/New_York", "New York"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires, Argentina"),
        ("America/Port-au-Prince", "Port-au-Prince"),
        ("UTC", "UTC"),
    ],
)
def test_a_label_is_the_city_and_where_needed_the_part_of_the_country(name: str, text: str) -> None:
    assert label(name) == text


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("  europe/BERLIN ", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("Berln", "Europe/Berlin"),
        ("Munich", "Europe/Berlin"),
        ("MÜNCHEN", "Europe/Berlin"),
        ("I live in Munich", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("New-York!", "America/New_York"),
        ("nyc", "America/New_York"),
        ("EST", "America/New_York"),
        ("US/Eastern", "America/New_York"),
        ("uk", "Europe/London"),
        ("England", "Europe/London"),
        ("lond", "Europe/London"),
        ("cape town", "Africa/Johannesburg"),
        ("Beijing", "Asia/Shanghai"),
        ("mumbai", "Asia/Kolkata"),
        ("Delhi", "Asia/Kolkata"),
        ("asia/calcutta", "Asia/Kolkata"),
        ("Kiev", "Europe/Kyiv"),
        ("San Francisco", "America/Los_Angeles"),
        ("washington", "America/New_York"),
        ("barcelona", "Europe/Madrid"),
        ("sao paulo", "America/Sao_Paulo"),
        ("São Paulo", "America/Sao_Paulo"),
        ("buenos", "America/Argentina/Buenos_Aires"),
        ("Buenos Aires, Argentina", "America/Argentina/Buenos_Aires"),
        ("Portland, Oregon", "America/Los_Angeles"),
        ("Paris, France", "Europe/Paris"),
        ("Germany", "Europe/Berlin"),
        ("Japan", "Asia/Tokyo"),
        ("new zealand", "Pacific/Auckland"),
        ("Côte d'Ivoire", "Africa/Abidjan"),
        ("utc", "UTC"),
    ],
)
def test_a_place_is_found_however_it_is_typed(typed: str, best: str) -> None:
    assert find_zones(typed)[0] == best


@pytest.mark.parametrize(
    "typed", ["", " ", "?", "a", "xyzzy", "hello", "stop", "\0", "../etc/passwd", "🦒", "GMT+2"]
)
def test_where_nothing_fits_nothing_is_offered(typed: str) -> None:
    assert find_zones(typed) == ()


def test_a_place_that_may_be_two_is_offered_as_both() -> None:
    assert find_zones("Georgia") == ("Asia/Tbilisi", "America/New_York")
    assert find_zones("Hull") == ("Europe/London", "America/Toronto")
    assert find_zones("Newcastle") == ("Europe/London", "Australia/Sydney")
    assert find_zones("Australia")[:2] == ("Australia/Sydney", "Australia/Melbourne")


@pytest.mark.parametrize(
    ("typed", "zones"),
    [
        ("Newcastle, Australia", ("Australia/Sydney",)),
        ("Portland, Maine", ("America/New_York",)),
        ("portland me", ("America/New_York",)),
        ("Paris, Texas", ("America/Chicago",)),
        ("London, Ontario", ("America/Toronto",)),
        ("Reading UK", ("Europe/London",)),
    ],
)
def test_the_land_beside_it_decides_between_two_places(typed: str, zones: tuple[str, ...]) -> None:
    assert find_zones(typed) == zones


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("Milton Keynes", "Europe/London"),
        ("Reading", "Europe/London"),
        ("bath", "Europe/London"),
        ("Leicester", "Europe/London"),
        ("Swansea", "Europe/London"),
        ("Kassel", "Europe/Berlin"),
        ("Coimbatore", "Asia/Kolkata"),
        ("\u041c\u043e\u0441\u043a\u0432\u0430", "Europe/Moscow"),
        ("\u6771\u4eac", "Asia/Tokyo"),
        ("Muncih", "Europe/Berlin"),
        ("I live in Reading", "Europe/London"),
        ("i live in bath", "Europe/London"),
        ("we are near Milton Keynes now", "Europe/London"),
    ],
)
def test_a_town_is_found_by_any_of_its_names(typed: str, best: str) -> None:
    assert find_zones(typed)[0] == best


@pytest.mark.parametrize(
    "typed", ["i am reading a book", "a hot bath", "i feel nice", "thanks kim", "physio"]
)
def test_a_word_that_is_also_a_town_is_no_place_in_a_sentence(typed: str) -> None:
    assert find_zones(typed) == ()


@pytest.mark.parametrize(
    ("at", "found"),
    [
        ((51.45, -0.97), "Europe/London"),
        ((43.66, -70.25), "America/New_York"),
        ((-33.9, 18.4), "Africa/Johannesburg"),
        ((0.0, -30.0), None),
        ((90.0, 0.0), None),
    ],
)
def test_a_place_on_the_map_has_a_zone_and_the_high_seas_none(
    at: tuple[float, float], found: str | None
) -> None:
    assert zone_at(*at) == found


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_any_place_on_the_map_is_answered(latitude: float, longitude: float) -> None:
    found = zone_at(latitude, longitude)
    assert found is None or zone(found)


def test_a_large_country_is_offered_by_its_main_zones_only() -> None:
    assert find_zones("Mexico") == ("America/Mexico_City", "America/Tijuana", "America/Cancun")


def test_never_more_than_eight_are_offered() -> None:
    assert len(find_zones("san")) == 8


def test_every_city_on_offer_is_found_by_its_label_and_its_name() -> None:
    for region in regions():
        for name in cities(region):
            assert name in find_zones(label(name))
            assert find_zones(name) == (name,)


@given(st.one_of(st.text(), st.text("abeilnorst ,/", max_size=30)))
def test_any_text_gets_at_most_eight_zones_that_exist_each_once(text: str) -> None:
    found = find_zones(text)
    assert len(found) == len(set(found)) <= 8
    assert all(zone(name) for name in found)


def test_a_text_of_any_length_is_answered() -> None:
    assert find_zones("x" * 1_000_000) == ()
    assert find_zones("berlin " * 100_000)[:1] == ("Europe/Berlin",)


def test_every_zone_in_our_own_table_of_places_exists() -> None:
    lines = (files("messages.heard") / "places.toml").read_text("utf-8").splitlines()
    names = [line.partition('"')[2].partition('"')[0] for line in lines if line.startswith('"')]
    assert len(names) > 80
    assert [name for name in names if zone(name) is None] == []
    assert len(set(names)) == len(names)
