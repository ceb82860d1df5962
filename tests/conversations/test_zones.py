from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.cities import ABBREVIATIONS, CITIES, COUNTRIES, HALF_HOURS, MAIN_ZONES
from conversations.timing import known_zone, zone_label
from conversations.zones import common_zones, find_zone, zone_at


@pytest.mark.parametrize(
    ("text", "zone", "label"),
    [
        ("Berlin", "Europe/Berlin", "Berlin"),
        ("  berlin ", "Europe/Berlin", "Berlin"),
        ("nyc", "America/New_York", "New York"),
        ("new york", "America/New_York", "New York"),
        ("München", "Europe/Berlin", "Munich"),
        ("muenchen", "Europe/Berlin", "Munich"),
        ("São Paulo", "America/Sao_Paulo", "Sao Paulo"),
        ("sao paulo", "America/Sao_Paulo", "Sao Paulo"),
        ("Kathmandu", "Asia/Kathmandu", "Kathmandu"),
        ("strassburg", "Europe/Paris", "Strasbourg"),
        ("東京", "Asia/Tokyo", "Tokyo"),
        ("Киев", "Europe/Kyiv", "Kyiv"),
        ("berln", "Europe/Berlin", "Berlin"),
        ("san fransisco", "America/Los_Angeles", "San Francisco"),
        ("Melborne", "Australia/Melbourne", "Melbourne"),
        ("Copenh", "Europe/Copenhagen", "Copenhagen"),
        ("Portland, Oregon", "America/Los_Angeles", "Portland, Oregon"),
        ("Los Angeles, CA", "America/Los_Angeles", "Los Angeles"),
        ("Hamburg, Deutschland", "Europe/Berlin", "Hamburg"),
        ("Kleinkleckersdorf, Germany", "Europe/Berlin", "Germany"),
        ("India", "Asia/Kolkata", "India"),
        ("Deutschland", "Europe/Berlin", "Deutschland"),
        ("Österreich", "Europe/Vienna", "Österreich"),
        ("uk", "Europe/London", "UK"),
        ("Ukraine", "Europe/Kyiv", "Ukraine"),
        ("EST", "America/New_York", "New York"),
        ("CET", "Europe/Berlin", "Berlin"),
        ("London time", "Europe/London", "London"),
        ("Europe/Berlin", "Europe/Berlin", "Berlin"),
        ("america/new york", "America/New_York", "New York"),
        ("US/Eastern", "US/Eastern", "Eastern"),
        ("UTC", "UTC", "UTC"),
        ("UTC+2", "Etc/GMT-2", "UTC+2, all year"),
        ("GMT -05:00", "Etc/GMT+5", "UTC-5, all year"),
        ("+5:30", "Asia/Kolkata", "Kolkata"),
    ],
)
def test_a_place_that_is_clear_has_one_zone(text: str, zone: str, label: str) -> None:
    (match,) = find_zone(text)
    assert (match.zone, match.label) == (zone, label)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Portland", {"Portland, Oregon", "Portland, Maine"}),
        ("Portland, USA", {"Portland, Oregon", "Portland, Maine"}),
        ("Springfield", {"Springfield, Massachusetts", "Springfield, Illinois", "Springfield, Oregon"}),
        ("Australia", {"Sydney", "Brisbane", "Adelaide", "Perth", "Darwin"}),
        ("Georgia", {"Georgia, United States", "Georgia (Caucasus)"}),
        ("Korea", {"Korea (North)", "Korea (South)"}),
        ("St Petersburg", {"St. Petersburg, Russia", "St. Petersburg, Florida"}),
        ("Paris, Texas", {"Texas", "Paris"}),
        ("IST", {"Kolkata", "Dublin", "Jerusalem"}),
        ("Vien", {"Vienna", "Vientiane"}),
    ],
)
def test_a_name_of_several_places_brings_all_of_them(text: str, labels: set[str]) -> None:
    assert {match.label for match in find_zone(text)} == labels


@pytest.mark.parametrize("text", ["", "xx", "qqqqqqqq", "UTC+25", "+5:13", "San", ",", "Mars/Olympus", "?"])
def test_what_is_no_place_has_no_zone(text: str) -> None:
    assert find_zone(text) == ()


@given(st.text(max_size=80))
def test_any_text_brings_known_zones_each_once(text: str) -> None:
    zones = [match.zone for match in find_zone(text)]
    assert len(zones) == len(set(zones)) <= 8
    assert all(known_zone(zone) for zone in zones)


def test_every_zone_in_the_tables_is_known() -> None:
    listed = {*CITIES, *HALF_HOURS.values()}
    for zones in (*MAIN_ZONES.values(), *ABBREVIATIONS.values()):
        listed |= set(zones.split())
    assert [zone for zone in listed if not known_zone(zone)] == []


def test_every_city_in_the_table_is_found_in_its_zone() -> None:
    for zone, names in CITIES.items():
        for name in names.replace("|", ",").split(","):
            place = " ".join(name.split("=")[0].split())
            assert zone in {match.zone for match in find_zone(place)}, place


def test_every_country_name_in_the_table_is_found() -> None:
    for names in COUNTRIES.values():
        assert all(find_zone(name.split("=")[0]) for name in names.split(",")), names


def test_the_zones_for_buttons_go_from_west_to_east_and_are_labelled() -> None:
    zones = common_zones()
    assert 8 <= len(zones) <= 12
    winter = datetime(2026, 1, 1, tzinfo=UTC)
    assert all(zone_label(zone, winter) == f"{label} time" for zone, label in zones)


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [(52.5, 13.4, "Europe/Berlin"), (40.7, -74.0, "America/New_York"), (0.0, -30.0, None)],
)
def test_a_shared_location_tells_the_zone_unless_it_is_at_sea(
    latitude: float, longitude: float, zone: str | None
) -> None:
    assert zone_at(latitude, longitude) == zone
