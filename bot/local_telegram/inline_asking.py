"""What a person does in inline mode: asks with "@bot words", and sends a result. Never what the bot answers.

Telegram tells a bot which result was sent only when its owner asked for that (inline feedback); here nobody did.
"""

from bot.local_telegram.inline_queries import InlineQuery
from bot.local_telegram.inline_results import message_of
from bot.local_telegram.wire import Json
from bot.local_telegram.world import World

LONGEST_QUERY = 256
OWN_ORDER = 1 << 33  # as in Telegram's server, a query does not wait behind the messages of its chat


def ask_inline(world: World, person: int, text: str, offset: str) -> InlineQuery:
    """Ask the bot, from the person's chat with it; queued for it unless an answer is kept."""
    asker = world.people.get(person)
    with world.store.transaction():
        query = world.inline_queries.add(person, text.strip()[:LONGEST_QUERY], offset, world.now())
        if query.answer is None:
            asked = {"id": query.id, "from": asker.user(), "chat_type": "sender"}
            asked |= {"query": query.text, "offset": query.offset}
            world.updates.add(person + OWN_ORDER, world.now(), "inline_query", asked)
    return query


def pick_inline(world: World, person: int, query_id: str, result_id: str) -> Json:
    """Send a result into the chat as the person's own message. Raises LookupError when it is not there."""
    query = world.inline_queries.find(query_id)
    if query is None or query.person != person or query.answer is None:
        raise LookupError("The bot has not answered that.")
    for result in query.answer["results"]:
        if result["id"] == result_id:
            return world.hear(person, message_of(result) | {"via_bot": world.bot_user()})
    raise LookupError("The bot has no such result.")
