"""What operators see tells nothing of anybody: no log, figure or state of health has a word that somebody said."""

import json
import logging
from collections.abc import Iterator

import pytest

from bot.logs import LOUD, JsonLines, TextLines
from tests.bot.whole import scenes
from tests.bot.whole.phone import TOKEN, Exchange, Phone

PLANTED = ("Zanzibarella", "zanz@example.org", "+49 30 7654321", "wombats")


class Written(logging.Handler):
    """Every line as it would be written, in both forms."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines += [form.format(record) for form in (JsonLines(), TextLines("%(message)s"))]


@pytest.fixture
def written() -> Iterator[Written]:
    """As much as LOG_LEVEL=DEBUG shows."""
    handler, root = Written(), logging.getLogger()
    before = {logger: logger.level for logger in (root, *(logging.getLogger(name) for name in LOUD))}
    for logger in before:
        logger.setLevel(logging.DEBUG if logger is root else logging.WARNING)
    root.addHandler(handler)
    yield handler
    root.removeHandler(handler)
    for logger, level in before.items():
        logger.setLevel(level)


@pytest.mark.trouble
async def test_no_word_of_anybody_and_no_token_is_seen_from_outside(
    exchange: Exchange, ada: Phone, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    await scenes.the_story_until(ada, scenes.an_event)
    await ada.lives(days=3, until="18:42")
    await ada.says(f"{PLANTED[0]}, breeds {PLANTED[3]}, {PLANTED[1]}, {PLANTED[2]}, send her the article by Friday")
    await ada.says(f"/who {PLANTED[3]}")
    await ada.lives(days=2, until="12:00")
    exchange.local.fail_next("sendMessage", {"error_code": 400, "description": f"Bad Request: {PLANTED[0]}"})
    exchange.local.fail_next("sendMessage", {"error_code": 500, "description": f"{PLANTED[0]} {TOKEN}"})
    exchange.local.say(ada.person, f"/who {PLANTED[0]}")
    exchange.local.say(ada.person, f"/who {PLANTED[3]}")
    await exchange.bring()

    async def stumble(*_: object) -> None:
        raise KeyError(PLANTED[0])

    monkeypatch.setattr(exchange.rapport.coach, "hear", stumble)
    exchange.local.say(ada.person, f"{PLANTED[0]} again")
    await exchange.bring()
    figures, _kind = await exchange.rapport.metrics.page("")
    state = json.dumps((await exchange.rapport.health.look()).told())
    seen = "\n".join([*written.lines, figures.decode(), state])
    for told in (*PLANTED, TOKEN, TOKEN.partition(":")[2], "article"):
        assert told not in seen, told
    fields = [json.loads(line) for line in written.lines if line.startswith("{")]
    assert {"update", "owner", "ms"} <= {name for entry in fields for name in entry}
    assert any({"letter", "owner", "kind", "result", "ms"} <= set(entry) for entry in fields)
    assert any(entry.get("signal") == "Said" for entry in fields)
