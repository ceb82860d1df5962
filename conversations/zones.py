"""A time zone from what people type: a city, a country, a zone's name, an offset; or from where they are.

Offline and from tables alone: tzdata's own cities and countries, and the big cities of cities.py. Several answers come
back where the words fit several places; the person decides.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib import resources

from conversations.cities import ABBREVIATIONS, CITIES, COUNTRIES, HALF_HOURS, MAIN_ZONES
from conversations.moments.words import composed, fold
from conversations.timing import known_zone, zone_names

MOST = 8
LONGEST = 60
FORGIVING = 0.8
"""How alike two names must be, as difflib measures it, to count as one with a slip of the finger."""
SHORTEST_FORGIVEN = 4
COMMON = (
    "America/Los_Angeles",
    "America/Denver",
    "America/Chicago",
    "America/New_York",
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Berlin",
    "Asia/Dubai",
    "Asia/Kolkata",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Australia/Sydney",
)


@dataclass(frozen=True, slots=True)
class ZoneMatch:
    """A zone the words may mean, and what to call it: "Portland, Oregon"."""

    zone: str
    label: str


def find_zone(text: str) -> tuple[ZoneMatch, ...]:
    """The zones a text may mean, best first; one when it is clear, none when nothing fits."""
    typed = composed(text)[:LONGEST].strip()
    found = _by_zone_name(typed) or _by_offset(typed) or _by_place(typed)
    return tuple({match.zone: match for match in reversed(found)}.values())[::-1][:MOST]


def common_zones() -> tuple[tuple[str, str], ...]:
    """Zones for buttons, west to east: the zone's name and its city."""
    return tuple((zone, _city(zone)) for zone in COMMON)


def zone_at(latitude: float, longitude: float) -> str | None:
    """The zone at a place in degrees, or None out at sea. The first call loads the map, which takes a moment.

    Raises ValueError for degrees that are not on this globe.
    """
    from timezonefinder import timezone_at_land  # noqa: PLC0415 - the map takes 0.4 s to load and few people send a place

    zone: str | None = timezone_at_land(lng=longitude, lat=latitude)
    return zone if zone and known_zone(zone) else None


def _by_zone_name(typed: str) -> list[ZoneMatch]:
    wanted = typed.replace(" ", "_").lower()
    names = (name for name in zone_names() if name.lower() == wanted and ("/" in name or name == "UTC"))
    return [ZoneMatch(name, "UTC" if name == "UTC" else _city(name)) for name in names]


def _by_offset(typed: str) -> list[ZoneMatch]:
    match = re.fullmatch(r"(?:utc|gmt)?\s*([+\-−–])\s*(\d{1,2})(?::?([0-5]\d))?", typed.lower())
    if match is None:
        return []
    sign = "+" if match[1] == "+" else "-"
    hours, minutes = int(match[2]), match[3] or "00"
    if minutes != "00":
        zone = HALF_HOURS.get(f"{sign}{hours}:{minutes}")
        return [ZoneMatch(zone, _city(zone))] if zone else []
    zone = f"Etc/GMT{'-' if sign == '+' else '+'}{hours}"  # the tz database counts these westwards
    return [ZoneMatch(zone, f"UTC{sign}{hours}, all year")] if known_zone(zone) else []


def _by_place(typed: str) -> list[ZoneMatch]:
    places = _places()
    whole = _key(typed)
    name, *hints = [_key(part) for part in typed.split(",")]
    found, around = places.get(whole) or places.get(name) or [], _by_last_words(hints)
    if found and hints:
        return _agreeing(found, hints) or _both(found, around)
    return found or around or _by_beginning(whole) or _by_likeness(whole)


def _agreeing(found: list[ZoneMatch], hints: list[str]) -> list[ZoneMatch]:
    """Of several Portlands the one whose label says what was typed behind the comma."""
    return [match for match in found if any(hint and hint in _key(match.label) for hint in hints)]


def _both(found: list[ZoneMatch], around: list[ZoneMatch]) -> list[ZoneMatch]:
    """Where a place and what stands behind the comma agree, the place; where they do not ("Paris, Texas"), both."""
    zones = {match.zone for match in around}
    return [match for match in found if match.zone in zones] or [*around, *found]


def _by_last_words(hints: list[str]) -> list[ZoneMatch]:
    """A village we do not know in a country we do."""
    return next((found for hint in reversed(hints) if (found := _places().get(hint))), [])


def _by_beginning(key: str) -> list[ZoneMatch]:
    if len(key) < SHORTEST_FORGIVEN:
        return []
    return [match for name, found in _places().items() if name.startswith(key) for match in found]


def _by_likeness(key: str) -> list[ZoneMatch]:
    if len(key) < SHORTEST_FORGIVEN:
        return []
    names = get_close_matches(key, _places(), n=1, cutoff=FORGIVING)
    return [match for name in names for match in _places()[name]]


def _key(text: str) -> str:
    """A name without accents, punctuation and words such as "time zone"."""
    words = re.findall(r"\w+", fold(text).replace("ß", "ss").replace("'", ""))
    kept = [{"saint": "st"}.get(word, word) for word in words if word not in {"time", "zone", "timezone", "the"}]
    return " ".join(kept)


@cache
def _places() -> dict[str, list[ZoneMatch]]:
    """Every name we know, folded, with the zones it may mean."""
    places: dict[str, list[ZoneMatch]] = {}
    for name, match in (*_cities(), *_tz_cities(), *_countries(), *_abbreviations()):
        found = places.setdefault(_key(name), [])
        if match.zone not in {other.zone for other in found}:
            found.append(match)
    return places


def _cities() -> Iterator[tuple[str, ZoneMatch]]:
    for zone, names in CITIES.items():
        for entry in names.split(","):
            spellings = [" ".join(name.split()) for name in entry.split("|")]
            first, _, where = spellings[0].partition("=")
            match = ZoneMatch(zone, f"{first}, {where}" if where else first)
            yield from ((spelling.partition("=")[0], match) for spelling in spellings)


def _tz_cities() -> Iterator[tuple[str, ZoneMatch]]:
    for _, zone in _table("zone.tab", 0, 2):
        yield _city(zone), ZoneMatch(zone, _city(zone))


def _countries() -> Iterator[tuple[str, ZoneMatch]]:
    zones: dict[str, list[str]] = {code: main.split() for code, main in MAIN_ZONES.items()}
    for code, zone in _table("zone.tab", 0, 2):
        zones.setdefault(code, [zone])
    for code, name in _table("iso3166.tab", 0, 1):
        own = re.sub(r"\(.*\)", "", name)
        for said in (*filter(None, COUNTRIES.get(code, "").split(",")), f"{own}={name}"):
            called, _, label = said.strip().partition("=")
            for zone in zones.get(code, []):
                yield called, ZoneMatch(zone, _city(zone) if len(zones[code]) > 1 else label or called)


def _abbreviations() -> Iterator[tuple[str, ZoneMatch]]:
    for words, zones in ABBREVIATIONS.items():
        yield from ((word, ZoneMatch(zone, _city(zone))) for word in words.split() for zone in zones.split())


def _city(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


def _table(name: str, *columns: int) -> list[tuple[str, str]]:
    """Two columns of one of tzdata's tables."""
    text = resources.files("tzdata").joinpath("zoneinfo", name).read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    first, second = columns
    return [(row[first], row[second]) for row in rows]
