"""Whatever looks like markup in people's words is shown as it was written, on every screen that one can walk to."""

import pytest

from tests.bot.whole import scenes
from tests.bot.whole.addresses import Wiretap, walked
from tests.bot.whole.full_account import MARK, OTHER_MARK, PHOTO, VOICE, copied, files_of, live_a_full_life
from tests.bot.whole.phone import Exchange, Phone

pytestmark = pytest.mark.no_cover  # thousands of turns, none of which is new to coverage

MARKUP, TAG = "<u>q</u>&lt;", "<u>"
"""No sentence of ours underlines anything, so whatever comes out underlined was let through."""

OTHER_MARKUP = "</b><i>&#39;"


async def test_words_that_look_like_markup_are_words_on_every_screen(
    exchange: Exchange, ada: Phone, ben: Phone
) -> None:
    await live_a_full_life(ada)
    await scenes.set_up(ben)
    await ben.sends_file(*VOICE)
    await ben.sends_file(*PHOTO)
    files = dict(zip(files_of(ada), files_of(ben), strict=True))
    words = {MARK: MARKUP, MARK.title(): MARKUP, OTHER_MARK: OTHER_MARKUP, OTHER_MARK.title(): OTHER_MARKUP}
    copied(exchange, exchange.kept(ada.person), ben, files | words)
    tap = Wiretap(exchange)
    seen: list[str] = []
    exchange.local.observers.append(lambda _method, call: seen.extend(_html(call)))
    await walked(ben)
    await ben.lives(days=20, until="12:00")
    assert not [text for text in seen if TAG in text]
    assert sum("&lt;u&gt;q&lt;/u&gt;&amp;lt;" in text for text in seen) > MANY
    assert tap.calls


MANY = 100


def _html(call: object) -> list[str]:
    """The text of a call that Telegram reads as markup."""
    told = dict(call) if isinstance(call, dict) else {}
    return [str(told[name]) for name in ("text", "caption") if name in told and told.get("parse_mode")]
