"""The settings by taps: the days, how many messages a week, and a pause that ends at once."""

from datetime import date

from conversations.effects import NudgeState
from conversations.facts import Settings
from tests.bot.whole import scenes
from tests.bot.whole.phone import Key, Phone


async def settings(phone: Phone) -> Settings:
    return await phone.knows(lambda ledger: ledger.settings())


async def test_days_are_tapped_on_and_off_and_one_stays(ada: Phone) -> None:
    await scenes.set_up(ada)
    await ada.says("/settings")
    await ada.taps("Change days", "Sat", "Sun")
    ada.sees("Now: Mon–Fri.")
    await ada.taps("Tue", "Thu", "‹ Settings")
    ada.sees("Days: Mon, Wed, Fri")
    await ada.taps("Change days", "Mon", "Wed", "Fri")
    ada.sees("One day has to stay.")
    assert (await settings(ada)).days == frozenset({4})
    await ada.taps("Sat")
    ada.sees("Now: Fri, Sat.")


async def test_how_many_messages_a_week_is_chosen(ada: Phone) -> None:
    await scenes.set_up(ada)
    await ada.says("/settings")
    await ada.taps("Messages a week", "every day")
    ada.sees("Noted.", "At most one message about people a day")
    await ada.taps("Messages a week", "5")
    ada.sees("At most 5 messages about people a week")


async def test_a_pause_begins_and_ends_in_the_settings(ada: Phone) -> None:
    await scenes.set_up(ada)
    await ada.says("/settings")
    await ada.taps("Pause", "One week")
    ada.sees("before Mon 30 Nov 2026.")
    await ada.says("/settings")
    ada.sees("Pause: I write nothing by myself before Mon 30 Nov 2026")
    await ada.taps("Change the pause")
    await ada.says("Thursday", "/settings")
    assert (await settings(ada)).paused_until == date(2026, 11, 26)
    await ada.taps("Go on now")
    ada.sees_not("Pause: ")
    assert (await settings(ada)).paused_until is None


async def test_a_made_up_setting_changes_nothing(ada: Phone) -> None:
    await scenes.set_up(ada)
    before = await settings(ada)
    page = ada.local.last(ada.person)["message_id"]
    for data in ("s_days||7", "s_days||", "s_days||x", "s_weekly||4", "s_weekly||", "s_weekly||0", "s_weekly||²"):
        await ada.presses(Key(page, "", f"d|{data}"))
        ada.sees("That is gone already")
    assert await settings(ada) == before


async def test_what_is_planned_stays_planned_when_days_the_cap_or_a_pause_change(ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.debriefed)
    before = await ada.knows(lambda ledger: ledger.pending_nudges(limit=50))
    await ada.says("/settings")
    await ada.taps("Change days", "Sat", "‹ Settings", "Messages a week", "1", "Pause", "A month")
    after = await ada.knows(lambda ledger: ledger.pending_nudges(limit=50))
    assert {nudge.subject for nudge in after} == {nudge.subject for nudge in before}
    assert {nudge.state for nudge in after} == {NudgeState.PENDING}
