"""Putting one thing off, from the tap on its message to the day on which it comes back."""

from datetime import UTC, datetime

from bot.subjects import name_of
from conversations.effects import Keep, Named, NudgeKind, NudgeState
from conversations.facts import Introduction
from conversations.facts import Key as FactKey
from storage.ledger import Ledger
from tests.bot.whole import network, scenes
from tests.bot.whole.phone import Exchange, Key, Phone


async def snoozing(phone: Phone, name: str) -> None:
    """Press the button that puts off the last message about this person."""
    [person] = [each for each in await phone.knows(lambda ledger: ledger.people(10)) if each.name == name]
    nudges = await phone.knows(lambda ledger: ledger.nudges_of(person.key))
    sent = [nudge for nudge in nudges if nudge.state is NudgeState.SENT][-1]
    await pressing(phone, sent.key)


async def pressing(phone: Phone, nudge: str) -> None:
    page = phone.local.last(phone.person)["message_id"]
    await phone.presses(Key(page, "", f"b|snooze|{nudge}"))


async def told(phone: Phone) -> None:
    """The morning after the debrief: Anouk and Boris are brought up."""
    await scenes.the_story_until(phone, scenes.debriefed)
    await phone.lives(days=1, until="09:30")
    phone.sees("Anouk", "Boris")


async def test_somebody_put_off_by_a_tap_comes_back_on_that_day(ada: Phone) -> None:
    await told(ada)
    await snoozing(ada, "Boris")
    ada.sees("Boris", "1 of 1")
    await ada.taps("In 3 days")
    ada.sees("I will come back to it on Tue 1 Dec 2026 at 09:00.")
    await ada.lives(days=2, until="20:00")
    ada.sees_nothing()
    await ada.lives(days=1, until="09:30")
    ada.sees("Boris ·")


async def test_a_day_in_words_is_a_day_where_the_person_is(ada: Phone) -> None:
    await told(ada)
    await ada.says("/settings Tokyo")
    await snoozing(ada, "Boris")
    await ada.says("in a week")
    ada.sees("I will come back to it on Sat 5 Dec 2026 at 09:00.")
    [again] = [nudge for nudge in await ada.knows(lambda ledger: ledger.pending_nudges(limit=50)) if ".s1" in nudge.key]
    assert again.due == datetime(2026, 12, 5, 0, tzinfo=UTC)


async def test_a_day_with_a_time_is_kept_to_the_minute(ada: Phone) -> None:
    await told(ada)
    await snoozing(ada, "Boris")
    await ada.says("Sunday evening", "tomorrow at 22:05")
    ada.sees("I will come back to it on Sun 29 Nov 2026 at 22:05.")
    [again] = [nudge for nudge in await ada.knows(lambda ledger: ledger.pending_nudges(limit=50)) if ".s1" in nudge.key]
    assert (again.due, again.named) == (datetime(2026, 11, 30, 3, 5, tzinfo=UTC), Named.MOMENT)


async def test_after_the_next_event_names_it(ada: Phone) -> None:
    await told(ada)
    await ada.says("/event Choir night Friday 7pm, Vault 9")
    await ada.taps("Yes, that")
    await snoozing(ada, "Boris")
    await ada.taps("After “Choir night”")
    ada.sees("I will come back to it on Sat 5 Dec 2026 at 09:00.")


async def test_a_dialogue_that_was_open_waits_and_is_offered_again(ada: Phone) -> None:
    await told(ada)
    await ada.taps("Anouk: Done")
    await snoozing(ada, "Boris")
    await ada.taps("Tomorrow")
    ada.sees("I will come back to it on Sun 29 Nov", "Still waiting for you: noting your contact with Anouk.")
    await ada.taps("Go on")
    ada.sees("What", "Anouk")


async def test_a_question_when_to_come_back_is_itself_kept_for_later(ada: Phone) -> None:
    await told(ada)
    await snoozing(ada, "Boris")
    await ada.taps("Later")
    ada.sees("Kept: when I bring Boris up again waits where you left it.")
    await snoozing(ada, "Boris")
    await ada.taps("Tomorrow")
    await ada.says("/start")
    ada.sees_not("still where you left it")


async def test_skipping_puts_nothing_off(exchange: Exchange, ada: Phone) -> None:
    await told(ada)
    before = exchange.kept(ada.person)["nudges"]
    await snoozing(ada, "Boris")
    await ada.taps("Skip")
    ada.sees("All right, I leave it as it is.")
    assert exchange.kept(ada.person)["nudges"] == before


async def test_what_has_not_come_yet_comes_on_the_new_day_only(ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.debriefed)
    pending = await ada.knows(lambda ledger: ledger.pending_nudges(limit=50))
    first = next(nudge for nudge in pending if nudge.kind is NudgeKind.FOLLOW_UP)
    await pressing(ada, first.key)
    await ada.taps("A week later")
    ada.sees("I will come back to it on Sat 5 Dec 2026 at 09:00.")
    await ada.lives(days=1, until="20:00")
    assert len(ada.texts()) == 1


async def test_whatever_is_put_off_is_called_by_its_words(ada: Phone) -> None:
    await told(ada)
    [event] = await ada.knows(lambda ledger: ledger.events())
    [promise] = await ada.knows(lambda ledger: ledger.promises())
    [offered] = await ada.knows(lambda ledger: ledger.introductions())
    advice, _ = await ada.knows(lambda ledger: ledger.takeaways())
    idea = Introduction(FactKey("i1"), offered.person, "Tom", offered.made_on)

    def names(ledger: Ledger) -> list[str | None]:
        ledger.record((Keep(idea),), ada.exchange.hand.moment, lend_until=None)
        return [
            name_of(ledger, key) for key in (event.key, promise.key, offered.key, idea.key, advice.key, FactKey(""))
        ]

    assert await ada.knows(names) == [
        "“Lantern night”",
        "“Send her the lighthouse book”",
        "your introduction to Her sister, who restores organs",
        "Anouk and Tom",
        "“Charge for the first version”",
        None,
    ]


async def test_a_nudge_that_is_gone_is_said_to_be_gone(ada: Phone) -> None:
    await told(ada)
    for gone in ("f.p99", "", "p1"):
        await pressing(ada, gone)
        ada.sees("That is gone already.")


async def test_what_went_away_while_the_question_stood_cannot_be_put_off(ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.debriefed)
    pending = await ada.knows(lambda ledger: ledger.pending_nudges(limit=50))
    first = next(nudge for nudge in pending if nudge.kind is NudgeKind.FOLLOW_UP)
    await pressing(ada, first.key)
    await ada.presses(Key(ada.local.last(ada.person)["message_id"], "", f"d|m_stop|{first.subject}|"))
    await ada.taps("A week later")
    ada.sees("nothing to put off")


async def test_what_is_said_to_the_minute_ends_what_waited_about_the_same_person(ada: Phone) -> None:
    await scenes.set_up(ada)
    (ana,) = network.met(ada, "Ana")
    await network.keep(ada, ana, network.promised(ada, "the book", 2, ana))
    await ada.lives(days=1, until="09:30")
    await snoozing(ada, "Ana")
    await ada.says("Saturday at 22:30")
    await ada.lives(days=1, until="09:30")
    ada.sees("Ana", "due today")  # not answered: it would come again on Saturday morning
    await ada.sleeps(days=3, until="23:00")
    ada.sees("Ana", "you picked this day")
    await ada.lives(days=2, until="20:00")
    ada.sees_nothing()
