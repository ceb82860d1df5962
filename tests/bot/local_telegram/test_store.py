"""What belongs together is kept together, and the page's notices do not pile up for ever."""

import pytest

from bot.local_telegram.local import LocalTelegram
from bot.local_telegram.notices import KEPT

YOU = 1001


def test_what_breaks_half_way_leaves_nothing(local: LocalTelegram) -> None:
    def break_half_way() -> None:
        with local.world.store.transaction():
            local.say(YOU, "half")
            raise KeyError("power")

    with pytest.raises(KeyError):
        break_half_way()
    assert local.chat(YOU) == []
    assert local.waiting_updates() == []


def test_a_page_finds_the_newest_notices_only(local: LocalTelegram) -> None:
    local.say(YOU, "hi")
    with local.world.store.transaction():
        for _ in range(KEPT):
            local.world.notices.add(YOU, "typing", {})
        local.world.notices.add(9999, "typing", {})
    told = local.world.notices.since(YOU, 0)
    assert len(told) == KEPT
    assert told[-1][0] == KEPT + 1
    assert local.world.notices.since(9999, 0) == []
