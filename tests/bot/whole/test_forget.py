"""/forget finds who is meant as /people does, asks, and goes the same way as the button on their page."""

from conversations.effects import Lane, Say, Screen
from conversations.prose import plain
from storage.ledger import Ledger
from tests.bot.whole import scenes
from tests.bot.whole.conftest import ADA
from tests.bot.whole.network import NAMES, keep, met
from tests.bot.whole.orphans import orphans
from tests.bot.whole.phone import Exchange, Phone


async def test_of_several_one_is_chosen_and_asked_about(ada: Phone) -> None:
    await scenes.set_up(ada)
    await keep(ada, *met(ada, "Ana Silva", "Ana Lopes", "Ben"))
    await ada.says("/forget ana")
    ada.sees("Whom do you mean?", "1. Ana Lopes", "2. Ana Silva")
    ada.sees_not("Ben")
    await ada.taps("2 Ana Silva")
    ada.sees("Forget Ana Silva?")
    await ada.taps("Yes, forget")
    ada.sees("Forgotten")
    assert [each.name for each in await ada.knows(lambda ledger: ledger.people())] == ["Ana Lopes", "Ben"]


async def test_more_than_fit_are_told_apart_by_more_of_the_name(ada: Phone) -> None:
    await scenes.set_up(ada)
    await keep(ada, *met(ada, *(f"Ana {name}" for name in NAMES)))
    await ada.says("/forget ana")
    ada.sees("8. Ana", "and 12 more")
    await ada.says("/forget ana zoe")
    ada.sees("I know nobody")


async def test_nobody_and_no_name_get_a_kind_word(ada: Phone) -> None:
    await scenes.set_up(ada)
    await ada.says("/forget <b>Zoe")
    ada.sees("I know nobody by “<b>Zoe”")
    await ada.says("/forget")
    ada.sees("Whom?", "/forget Ana")


async def test_whatever_else_finds_somebody_finds_them_here_too(ada: Phone) -> None:
    await scenes.set_up(ada)
    await ada.says("/met Quillon, carves zithers", "/forget zithers")
    ada.sees("Forget Quillon?")


async def test_advice_stays_without_its_author(exchange: Exchange, ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.debriefed)
    await ada.says("/forget anouk")
    ada.sees("1 piece of advice from them stays, and says no longer whose it was")
    await ada.taps("Yes, forget")
    (kept,) = [each for each in await ada.knows(lambda ledger: ledger.takeaways()) if each.words.startswith("Charge")]
    assert kept.person is None
    assert not orphans(exchange, ADA)


async def test_a_debrief_that_goes_on_asks_nothing_about_them_any_more(exchange: Exchange, ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.met_two)
    await ada.lives(days=1, until="09:30")
    await ada.taps("Tell you now", "That was everyone")
    ada.sees("Anouk")
    await ada.says("/forget anouk")
    await ada.taps("Yes, forget")
    await ada.says("/debrief")
    assert "Boris" in ada.texts()[-1]
    assert "Anouk" not in ada.texts()[-1]
    await ada.says("Loves rain")
    people = await ada.knows(lambda ledger: ledger.people())
    assert [(each.name, each.who) for each in people] == [("Boris", "Loves rain")]
    assert not orphans(exchange, ADA)


async def test_a_nudge_that_waits_and_names_them_does_not_go_any_more(exchange: Exchange, ada: Phone) -> None:
    await scenes.set_up(ada)
    await keep(ada, *met(ada, "Quillon", "Ben"))
    await ada.says("/forget quillon")

    def write(ledger: Ledger) -> None:
        texts = ("Write to Quillon", "Write to Ben")
        letters = tuple(Say(Screen(plain(text)), Lane.NUDGE) for text in texts)
        ledger.record(letters, exchange.hand.moment, lend_until=None)

    await ada.knows(write)
    sure = next(key for key in reversed(ada.keyboard()) if key.label == "Yes, forget")
    ada.local.tap(ADA, sure.message, sure.data)
    await exchange.bring()
    await ada.lives(until="09:05")
    said = "".join(str(message.get("text")) for message in ada.local.chat(ADA))
    assert "Write to Ben" in said
    assert "Write to Quillon" not in said


async def test_an_export_is_offered_before_everything_goes(ada: Phone) -> None:
    await scenes.set_up(ada)
    await ada.says("/deleteme")
    await ada.taps("Export everything first")
    assert ada.news[-1]["document"]["file_name"].endswith(".zip")
