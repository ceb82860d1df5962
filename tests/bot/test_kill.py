"""The bot is killed again and again while twenty people write to it: nothing is lost, nothing is taken twice.

RAPPORT_KILL_SEED chooses other stories and other moments.
"""

import signal
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from storage.tables import ANSWERS, DIALOGUES, EVENTS, LETTERS, PARKED_UPDATES
from tests.bot.crowd import Somebody, buttons
from tests.bot.diary import SKIPPED
from tests.bot.kill_run import Run, played, rows
from tests.databases import postgres, postgres_template, postgres_url, sqlite_template, sqlite_url, url

KILLS = (signal.SIGKILL,) * 14
STOPS = (signal.SIGTERM,) * 6

__all__ = ["postgres", "postgres_template", "postgres_url", "sqlite_template", "sqlite_url", "url"]


async def test_nothing_is_lost_or_taken_twice_when_the_bot_is_killed_again_and_again(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with played(url, tmp_path, KILLS) as run:
        assert run.exits == [*(-how for how in KILLS), 0]
        assert run.crowd.updates >= 300
        check_memory(run)
        check_chats(run)
        repeated = {each.number: repeats(run, each) for each in run.crowd.people}
        assert all(times <= run.in_hand[number] for number, times in repeated.items()), (repeated, run.in_hand)
        tell(run, sum(repeated.values()), capsys)


async def test_a_bot_that_is_asked_to_stop_repeats_nothing(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with played(url, tmp_path, STOPS) as run:
        assert run.exits == [*(0 for _ in STOPS), 0]
        assert run.crowd.updates >= 300
        check_memory(run)
        check_chats(run)
        assert [repeats(run, each) for each in run.crowd.people] == [0] * len(run.crowd.people)
        assert "Traceback" not in (tmp_path / "bot.log").read_text()
        tell(run, 0, capsys)


def check_memory(run: Run) -> None:
    """Every answer stands there once, in its order, in the dialogue to which it was given."""
    answers = defaultdict[tuple[int, str], list[dict[str, Any]]](list)
    for row in rows(run.url, select(ANSWERS).order_by(ANSWERS.c.seq)):
        answers[row["owner"], row["dialogue"]].append(row)
    kept = defaultdict[int, list[object]](list)
    in_order = select(DIALOGUES).order_by(func.length(DIALOGUES.c.key), DIALOGUES.c.key)
    for row in rows(run.url, in_order):
        given = answers.pop((row["owner"], row["key"]), [])
        now = [(each["place"], words(each["value"])) for each in given if not each["set_aside"]]
        aside = {each["place"]: words(each["value"]) for each in given if each["set_aside"]}
        kept[row["owner"]].append((row["script"], row["state"].value, now, aside))
    assert not answers
    for each in run.crowd.people:
        told = [(one.script, one.state, [*one.answers.items()], one.aside) for one in each.diary.dialogues]
        assert kept.pop(each.number, []) == told
        mine = select(EVENTS.c.title).where(EVENTS.c.owner == each.number).order_by(EVENTS.c.starts)
        assert [row["title"] for row in rows(run.url, mine)] == each.diary.events
    assert not kept
    assert not rows(run.url, select(PARKED_UPDATES))
    assert not rows(run.url, select(LETTERS))


def words(value: Mapping[str, Any]) -> str:
    """A stored answer as the person would say it."""
    match value["kind"]:
        case "skipped":
            return SKIPPED
        case "words":
            return str(value["text"])
        case "ticked":
            return " · ".join([*(choice["label"] for choice in value["ticked"]), *value["own"]])
        case "hour":
            return str(value["hour"])[:5]
        case "line":
            return str(value["title"])
        case _:
            return str(value["label"])


def check_chats(run: Run) -> None:
    """All could tell their stories; every update is confirmed, every tap answered, the right question is asked."""
    assert [each.number for each in run.crowd.people if not each.is_done] == []
    assert not run.local.waiting_updates()
    assert set(run.crowd.taps) <= run.watch.answered
    for each in run.crowd.people:
        screen = run.crowd.screen(each)
        asked = [message for message in screen if any(part in message["text"] for part in each.diary.bottom)]
        assert asked, (each.number, each.diary.bottom, screen)
        if each.diary.dialogues[-1].state == "open":
            assert any(buttons(message) for message in asked)


def repeats(run: Run, somebody: Somebody) -> int:
    """How many messages came more than once; all others came in their order, each of them."""
    due, times = 0, 0
    said = somebody.diary.said
    for text in run.watch.sent[somebody.number]:
        if due < len(said) and any(fragment in text for fragment in said[due]):
            due += 1
        else:
            assert due, text
            assert any(fragment in text for fragment in said[due - 1]), (somebody.number, said[due : due + 1], text)
            times += 1
    assert due == len(said), (somebody.number, said[due:])
    return times


def tell(run: Run, repeated: int, capsys: pytest.CaptureFixture[str]) -> None:
    messages = sum(len(texts) for texts in run.watch.sent.values())
    with capsys.disabled():
        print(  # noqa: T201 -- figures are what this test is for
            f"\n{len(run.crowd.people)} people, {run.crowd.updates} updates, {len(run.crowd.taps)} of them taps; "
            f"{len(run.exits) - 1} ends and restarts of the bot, {run.late} updates after the last; "
            f"{messages} messages, {repeated} of them sent twice; {run.seconds:.0f} s"
        )
