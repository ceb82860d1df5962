"""What a page shows when it opens: one chat as one person sees it. It changes nothing but who is known."""

from datetime import UTC, datetime

from bot.local_telegram.about_bot import bot_on_page
from bot.local_telegram.people import FIRST_ID
from bot.local_telegram.wire import Json
from bot.local_telegram.world import World

MOST_PEOPLE = 999
SHOWN = 200  # messages


def person_number(given: str) -> int:
    """The user id of person number n. Raises ValueError in words for the person."""
    if not given.isdecimal() or not 1 <= int(given) <= MOST_PEOPLE:
        raise ValueError(f"People here have numbers from 1 to {MOST_PEOPLE}.")
    return FIRST_ID + int(given)


async def page_state(world: World, person: int) -> Json:
    """The whole state of a person's chat, with the version that later notices go on from."""
    landmarks = await world.timetable.landmarks(person)
    user = world.people.get(person)
    messages = world.messages.newest(person, SHOWN)
    pinned = world.messages.find(person, user.pinned) if user.pinned else None
    reactions = {str(found.id): emoji for found in messages if (emoji := world.messages.all_reactions(found.id))}
    return {
        "me": {"id": user.id, "first_name": user.first_name, "username": user.username},
        "bot": bot_on_page(world, person, user.language_code),
        "messages": [found.body for found in messages],
        "now": iso(world.timetable.now()),
        "zone_hint": None,
        "reactions": reactions,
        "blocked": user.blocked,
        "version": user.version,
        "keyboard": user.keyboard,
        "landmarks": [{"label": landmark.label, "moment": iso(landmark.moment)} for landmark in landmarks],
        "pinned": pinned.body if pinned else None,
    }


def iso(moment: datetime) -> str:
    """A moment as the page reads it: ISO 8601 in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
