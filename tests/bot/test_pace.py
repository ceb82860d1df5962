"""What Telegram asks of the pace, with time that jumps: nothing here waits, and no figure depends on the machine."""

import asyncio
from bisect import bisect_right
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.ext import Application, ApplicationBuilder

from bot.coach import LEASE
from bot.pace import A_SECOND, Pace
from bot.postman import Postman
from bot.silence import Silence
from conversations.effects import Lane, Say, Screen
from conversations.facts import OwnerId
from conversations.prose import plain
from storage.database import Database
from storage.lending import Lending
from tests.flood_control import FloodControl, FloodedLine, Sent
from tests.virtual_time import VirtualClock, in_virtual_time

TOKEN = "4711:flood"
MANY = 2_000
A_WHILE = timedelta(hours=1)
ADA, BEN, EVE = OwnerId(1), OwnerId(2), OwnerId(3)


def say(text: str, lane: Lane = Lane.NUDGE) -> Say:
    return Say(Screen(plain(text)), lane)


@dataclass
class Process:
    """A postman with his own connections and his own line; `gone` when he was killed."""

    database: Database
    postman: Postman
    line: FloodedLine
    clock: VirtualClock
    sweeping: asyncio.Task[None] | None = None

    async def says(self, owner: OwnerId, *texts: str, lane: Lane = Lane.NUDGE) -> None:
        """A turn that writes these, and what is lent at once goes at once."""
        now, letters = self.clock.now(), tuple(say(text, lane) for text in texts)
        until = None if lane is Lane.NUDGE else now + LEASE
        self.postman.take(await self.database.turn(owner, lambda ledger: ledger.record(letters, now, lend_until=until)))

    async def sweeps(self, every: float = 5) -> None:
        while True:
            await self.postman.sweep()
            await asyncio.sleep(every)

    def is_killed(self) -> None:
        """Nothing that it does or wants arrives any more; what it sent already did."""
        self.line.cut = asyncio.Event()
        self.database = self.postman._database = Gone()  # type: ignore[assignment]  # noqa: SLF001
        for part in (self.postman._in_hand, self.postman._noting, self.postman._nudges):  # noqa: SLF001
            part._database = Gone()  # type: ignore[assignment]  # noqa: SLF001
        if self.sweeping:
            self.sweeping.cancel()


class Gone:
    """A database of which a process that was killed hears nothing any more."""

    async def post(self, *_: object, **__: object) -> None:
        await asyncio.Event().wait()


@dataclass
class World:
    """One token, one database, and the processes that share them."""

    url: str
    control: FloodControl
    stack: AsyncExitStack
    processes: list[Process] = field(default_factory=list)

    async def process(self, ahead: timedelta = timedelta()) -> Process:
        line = FloodedLine(self.control)
        builder = (
            ApplicationBuilder().token(TOKEN).updater(None).job_queue(None).request(line).get_updates_request(line)
        )
        application: Application[Any, Any, Any, Any, Any, Any] = builder.build()
        await application.initialize()
        database, clock = Database(self.url), VirtualClock(ahead)
        process = Process(database, Postman(application.bot, database, clock), line, clock)
        self.stack.push_async_callback(database.close)
        self.stack.push_async_callback(application.shutdown)
        self.stack.push_async_callback(process.postman.stop, timedelta())
        self.processes.append(process)
        return process

    async def sweeping(self, ahead: timedelta = timedelta()) -> Process:
        """A process that looks every five seconds after what was left behind."""
        process = await self.process(ahead)
        process.sweeping = asyncio.create_task(process.sweeps())
        self.stack.callback(process.sweeping.cancel)
        return process


@asynccontextmanager
async def world(url: str, **control: Any) -> AsyncIterator[World]:  # noqa: ANN401 -- whatever FloodControl takes
    async with AsyncExitStack() as stack:
        yield World(url, FloodControl(**control), stack)


async def nudges_for(process: Process, owners: Sequence[int], text: str = "nudge") -> None:
    await asyncio.gather(*(process.says(OwnerId(owner), f"{text} {owner}") for owner in owners))


def most_in_a_second(sent: Sequence[Sent]) -> int:
    moments = sorted(each.at for each in sent)
    return max(bisect_right(moments, moment + 0.999_999) - place for place, moment in enumerate(moments))


def lateness(sent: Sequence[Sent], begin: float, a_second: float = 30) -> list[float]:
    """How much later than its ideal place in the row each came, sorted."""
    moments = sorted(each.at for each in sent)
    return sorted(moment - begin - place / a_second for place, moment in enumerate(moments))


def now() -> float:
    return asyncio.get_running_loop().time()


def test_of_two_thousand_nudges_never_more_than_31_go_in_a_second_and_each_at_its_place(sqlite_url: str) -> None:
    async def story() -> None:
        async with world(sqlite_url) as one:
            process = await one.process()
            await nudges_for(process, range(1, MANY + 1))
            begin = now()
            process.postman.look_for_nudges()
            await process.postman.finish(A_WHILE)
            sent = one.control.sent
            assert [each for each in sent if each.refused] == []
            assert sorted(each.chat for each in sent) == list(range(1, MANY + 1))
            assert most_in_a_second(sent) <= 31
            late = lateness(sent, begin)
            assert late[len(late) * 99 // 100] <= 0.5

    in_virtual_time(story)


def test_a_stall_is_not_made_up_for_by_a_burst(sqlite_url: str) -> None:
    async def story() -> None:
        async with world(sqlite_url) as one:
            process = await one.process()
            await nudges_for(process, range(1, 201))
            process.postman.look_for_nudges()
            await asyncio.sleep(2.01)
            loop = asyncio.get_running_loop()
            loop._jumping.now += 1.7  # type: ignore[attr-defined]  # noqa: SLF001 -- the machine slept
            await process.postman.finish(A_WHILE)
            assert len(one.control.taken()) == 200
            assert most_in_a_second(one.control.sent) <= 31

    in_virtual_time(story)


def test_two_processes_share_one_budget_and_the_work(postgres_url: str, url: str) -> None:
    async def story() -> None:
        async with world(url) as one:
            first, second = await one.process(), await one.process()
            await nudges_for(first, range(1, 301))
            begin = now()
            first.postman.look_for_nudges()
            second.postman.look_for_nudges()
            await asyncio.gather(first.postman.finish(A_WHILE), second.postman.finish(A_WHILE))
            sent = one.control.sent
            assert sorted(each.chat for each in sent) == list(range(1, 301))
            assert most_in_a_second(sent) <= 31
            assert lateness(sent, begin)[-1] <= 0.5

    in_virtual_time(story)


def test_replies_go_first_and_at_once_while_nudges_wait(sqlite_url: str) -> None:
    async def story() -> None:
        async with world(sqlite_url, a_second=60) as one:  # the replies are beside the nudges' 30
            process = await one.process()
            await nudges_for(process, range(1, 301))
            process.postman.look_for_nudges()
            for owner in range(100, 200):
                asked = now()
                await process.says(OwnerId(owner), f"reply {owner}", lane=Lane.REPLY)
                await asyncio.sleep(0.05)
                reply = next(each for each in one.control.sent if each.text == f"reply {owner}")
                assert reply.at - asked < 0.1, (asked, reply)
            await process.postman.finish(A_WHILE)
            nudges = [each for each in one.control.taken() if each.text.startswith("nudge")]
            assert len(nudges) == 300

    in_virtual_time(story)


def test_the_same_chat_gets_no_two_nudges_within_a_second_from_any_process(url: str) -> None:
    async def story() -> None:
        async with world(url) as one:
            processes = [await one.process(), await one.process()]
            for text in "abcd":
                await nudges_for(processes[0], range(1, 21), text)
            for each in processes:
                each.postman.look_for_nudges()
            await asyncio.gather(*(each.postman.finish(A_WHILE) for each in processes))
            by_chat = defaultdict[int, list[Sent]](list)
            for sent in one.control.sent:
                by_chat[sent.chat].append(sent)
            assert {chat: [sent.text[0] for sent in each] for chat, each in by_chat.items()} == {
                chat: list("abcd") for chat in range(1, 21)
            }
            gaps = [later.at - sooner.at for each in by_chat.values() for sooner, later in pairwise(each)]
            assert min(gaps) >= 0.99

    in_virtual_time(story)


def test_a_nudge_that_is_refused_holds_the_nudges_of_all_processes_and_no_replies(url: str) -> None:
    async def story() -> None:
        async with world(url, retry_after=7) as one:
            processes = [await one.sweeping(), await one.sweeping()]
            one.control.refusals.append(10)
            await nudges_for(processes[0], range(1, 101))
            for each in processes:
                each.postman.look_for_nudges()
            await asyncio.sleep(4)
            refused = next(each for each in one.control.sent if each.refused)
            await processes[1].says(ADA, "reply", lane=Lane.REPLY)
            await asyncio.sleep(60)
            quiet = [
                each
                for each in one.control.sent
                if refused.at + 1.1 < each.at < refused.at + 7 and each.text != "reply"
            ]
            assert quiet == []
            assert next(each for each in one.control.sent if each.text == "reply").at < refused.at + 7
            assert sorted(each.chat for each in one.control.taken() if each.text != "reply") == list(range(1, 101))
            assert most_in_a_second(one.control.sent) <= 32  # the reply besides

    in_virtual_time(story)


def test_a_reply_that_is_refused_concerns_its_chat_and_a_second_one_the_bot(sqlite_url: str) -> None:
    async def story() -> None:
        async with world(sqlite_url, retry_after=20) as one:
            process = await one.sweeping()
            one.control.refusals.extend([ADA, BEN])
            await process.says(ADA, "first", lane=Lane.REPLY)
            await asyncio.sleep(1)
            await process.says(EVE, "not concerned", lane=Lane.REPLY)
            await asyncio.sleep(1)
            assert [each.text for each in one.control.taken()] == ["not concerned"]
            silent_from = now()
            await process.says(BEN, "second", lane=Lane.REPLY)
            await asyncio.sleep(1)
            await process.says(EVE, "waits, longer than letters are lent for", lane=Lane.REPLY)
            await process.says(OwnerId(4), "nudge")
            process.postman.look_for_nudges()
            await asyncio.sleep(40)
            later = [each for each in one.control.taken() if each.at > silent_from]
            assert sorted(each.text for each in later) == [
                "first",
                "nudge",
                "second",
                "waits, longer than letters are lent for",
            ]
            assert all(each.at >= silent_from + 20 for each in later)

    in_virtual_time(story)


def test_what_a_killed_process_had_in_hand_the_other_one_sends_some_seconds_later(postgres_url: str) -> None:
    async def story() -> None:
        async with world(postgres_url) as one:
            one.control.slow["lost on the way"] = 3600
            dies, lives = await one.process(), await one.sweeping()
            await nudges_for(dies, range(10, 41))
            dies.postman.look_for_nudges()
            await dies.says(ADA, "in hand", lane=Lane.REPLY)
            await asyncio.sleep(0)
            dies.line.cut = asyncio.Event()
            await asyncio.sleep(0.1)
            dies.is_killed()
            killed = now()
            await asyncio.sleep(30)
            assert lives.line.cut is None
            taken = one.control.taken()
            assert sorted({each.chat for each in taken}) == [ADA, *range(10, 41)]
            assert max(each.at for each in taken) <= killed + LEASE.total_seconds() + 5 + 1.5

    in_virtual_time(story)


def test_a_send_that_is_slow_is_renewed_and_not_sent_by_anybody_else(url: str) -> None:
    async def story() -> None:
        async with world(url) as one:
            one.control.slow |= {"slow": 45, "slow nudge": 45}
            sends, looks = await one.process(), await one.sweeping()
            await sends.says(ADA, "slow", lane=Lane.REPLY)
            await sends.says(BEN, "slow nudge")
            sends.postman.look_for_nudges()
            await asyncio.sleep(90)
            assert sorted(each.text for each in one.control.sent) == ["slow", "slow nudge"]
            assert await looks.postman.sweep() is None

    in_virtual_time(story)


def test_what_could_not_be_renewed_is_not_sent(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise ArithmeticError

    async def story() -> None:
        async with world(sqlite_url) as one:
            told: list[object] = []
            process = await one.process()
            process.postman.tell_when_to_come(told.append)
            one.control.slow["slow"] = 15
            with monkeypatch.context() as patched:
                patched.setattr(Lending, "renew", away)
                await process.says(ADA, "slow", "behind it", lane=Lane.REPLY)
                await asyncio.sleep(14)
                lent = await process.database.post(
                    lambda outbox: outbox.lend(process.clock.now(), process.clock.now() + A_WHILE, 9)
                )
                await asyncio.sleep(10)
            assert [letter.number for letter in lent] == [1, 2]  # somebody else has them
            assert [each.text for each in one.control.sent] == ["slow"]
            assert len(told) == 1

    in_virtual_time(story)


def test_a_reply_behind_one_that_another_process_has_under_way_follows_it_at_once(url: str) -> None:
    async def story() -> None:
        async with world(url) as one:
            one.control.slow["first"] = 0.5
            first, second = await one.process(), await one.process()
            await first.says(ADA, "first", lane=Lane.REPLY)
            await second.says(ADA, "second", lane=Lane.REPLY)
            second.postman.look_for(ADA)
            await asyncio.sleep(2)
            assert [each.text for each in one.control.sent] == ["first", "second"]
            assert one.control.sent[1].at <= 1.3

    in_virtual_time(story)


@pytest.mark.parametrize("steps", range(12))
def test_a_nudge_that_is_written_while_the_outbox_is_asked_does_not_wait_for_a_sweep(
    sqlite_url: str, steps: int
) -> None:
    async def story() -> None:
        async with world(sqlite_url) as one:
            process = await one.process()
            process.postman.look_for_nudges()
            for _ in range(steps):
                await asyncio.sleep(0)
            await process.says(ADA, "nudge")
            process.postman.look_for_nudges()
            await process.postman.finish(A_WHILE)
            assert [each.text for each in one.control.sent] == ["nudge"]

    in_virtual_time(story)


def test_a_clock_that_was_set_back_stops_no_nudges(sqlite_url: str) -> None:
    async def story() -> None:
        async with world(sqlite_url) as one:
            fast = await one.process(timedelta(hours=5))
            await fast.says(ADA, "before")
            fast.postman.look_for_nudges()
            await fast.postman.finish(A_WHILE)
            right = await one.process()
            await right.says(BEN, "after")
            right.postman.look_for_nudges()
            await right.postman.finish(A_WHILE)
            assert [each.text for each in one.control.sent] == ["before", "after"]

    in_virtual_time(story)


Wait = Callable[[], Awaitable[None]]


@given(st.lists(st.floats(0, 2) | st.just(0.0), max_size=120), st.integers(1, 40))
def test_whoever_comes_when_never_more_pass_than_one_over_the_pace(comes: list[float], a_second: int) -> None:
    async def story() -> list[float]:
        pace, passed = Pace(a_second), list[float]()
        for pause in comes:
            await asyncio.sleep(pause)
            await pace.wait()
            passed.append(now())
        return passed

    passed = in_virtual_time(story)
    for place, moment in enumerate(passed[a_second + 1 :]):
        assert moment - passed[place] >= A_SECOND - 1e-9


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 9), st.integers(1, 20)), max_size=20))
def test_all_is_silent_exactly_while_two_chats_have_to_be(asked: list[tuple[int, int, int]]) -> None:
    silence, moment, ends = Silence(), 0.0, dict[int, float]()
    until = 0.0
    for chat, pause, seconds in asked:
        moment += pause
        ends[chat] = max(ends.get(chat, 0.0), moment + seconds)
        open_ends = [end for end in ends.values() if end > moment]
        if len(open_ends) > 1:
            until = max(open_ends)
        assert silence.asked_for(OwnerId(chat), timedelta(seconds=seconds), moment) == (until > moment)
        assert silence.until == until
