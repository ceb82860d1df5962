"""Moves the clock for the page: an hour, a morning, a day, a week, a landmark. Forward only."""

from datetime import datetime, timedelta

from bot.local_telegram.page_acts import Asked
from bot.local_telegram.page_state import iso
from bot.local_telegram.wire import Json
from bot.local_telegram.world import World

STEPS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}


async def move_clock(world: World, asked: Asked) -> Json:
    """Move the clock as asked and tell all pages. Raises ValueError in words for the person."""
    moment = await _moment(world, asked)
    if moment < world.timetable.now():
        raise ValueError("The clock only goes forward.")
    await world.timetable.move_to(moment)
    now = {"now": iso(world.timetable.now())}
    world.announce("clock", now)
    return now


async def _moment(world: World, asked: Asked) -> datetime:
    if asked.text("to"):
        return _read(asked.text("to"))
    move = asked.text("move")
    if move == "morning":
        return await world.timetable.morning(asked.person)
    if move not in STEPS:
        raise ValueError("The clock moves by an hour, a day or a week, to the morning or to a moment.")
    return world.timetable.now() + STEPS[move]


def _read(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is no moment; one looks like 2026-11-26T18:00:00Z.") from None
    if moment.tzinfo is None:
        raise ValueError("A moment needs its zone; add Z for UTC.")
    return moment
