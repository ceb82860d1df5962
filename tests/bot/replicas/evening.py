"""The evening on which all is played: it is about seven in Berlin, and several kinds of nudges come at that time.

The bots' clocks are set to it, so that the test is the same at every hour of the day.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SEVEN = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
DAY = date(2026, 11, 23)
TOMORROW = DAY + timedelta(days=1)
ZONES = {
    "Lisbon": "Europe/Lisbon",
    "Berlin": "Europe/Berlin",
    "Oslo": "Europe/Oslo",
    "Vienna": "Europe/Vienna",
    "Madrid": "Europe/Madrid",
}


def local(moment: datetime, city: str) -> datetime:
    """What a clock shows there, naive."""
    return moment.astimezone(ZoneInfo(ZONES[city])).replace(tzinfo=None)


def there(day: date, hour: time, city: str) -> datetime:
    """The moment at which a clock there shows this."""
    return datetime.combine(day, hour, ZoneInfo(ZONES[city])).astimezone(UTC)
