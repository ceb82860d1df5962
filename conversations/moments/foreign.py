"""Hours said with another zone ("6pm PST"): what they are where the person lives. Asks when it makes a difference."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from conversations.moments.values import Understood
from conversations.timing import WallTime, local_time

ZONES: Final = {
    "UTC GMT Z": "UTC",
    "ET EST EDT": "America/New_York",
    "CT CDT CST": "America/Chicago",
    "MT MST MDT": "America/Denver",
    "PT PST PDT": "America/Los_Angeles",
    "CET CEST MEZ MESZ MET MEST": "Europe/Berlin",
    "BST WET WEST": "Europe/London",
    "EET EEST": "Europe/Athens",
    "IST": "Asia/Kolkata",
    "JST": "Asia/Tokyo",
    "SGT": "Asia/Singapore",
    "AET AEST AEDT": "Australia/Sydney",
}
"""Which zone an abbreviation stands for. Summer and winter forms are mixed up so often that the date decides."""


def at_home(reading: Understood, said: str, zone: str) -> tuple[Understood, ...]:
    """The reading itself, or what it may mean in the person's zone: first converted, then as typed."""
    if not said or not reading.has_time:
        return (reading,)
    converted = replace(
        reading,
        start=_converted(reading.start, said, zone),
        end=reading.end and _converted(reading.end, said, zone),
    )
    exact = said[0] in "+-" or said == "Z"
    return (converted,) if exact or converted == reading else (converted, reading)


def _converted(local: datetime, said: str, zone: str) -> datetime:
    if said[0] in "+-":
        shift = timedelta(hours=int(said[1:3]), minutes=int(said[-2:]))
        offset = timezone(-shift if said[0] == "-" else shift)
        return local_time(local.replace(tzinfo=offset).astimezone(UTC), zone)
    there = next(name for words, name in ZONES.items() if said in words.split())
    return local_time(WallTime(local, there).utc(), zone)
