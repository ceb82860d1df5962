"""The story on the chat page of a real bot, in a real browser: on a phone and on a desk, by day and by night."""

from pathlib import Path
from typing import Literal

import pytest
from playwright.async_api import Browser, ViewportSize

from tests.browser.chat import Bot, Chat

STILL: Literal["reduce"] = "reduce"
"""Playwright scrolls what moves while it presses it, and then presses beside it."""

PHONE, DESK = ViewportSize(width=390, height=844), ViewportSize(width=1280, height=800)


@pytest.mark.parametrize(("size", "light"), [(PHONE, "light"), (DESK, "dark")])
async def test_the_whole_story_on_the_page(
    browser: Browser, bot: Bot, album: Path, size: ViewportSize, light: Literal["light", "dark"]
) -> None:
    context = await browser.new_context(viewport=size, color_scheme=light, reduced_motion=STILL)
    chat = Chat(await context.new_page(), bot)
    await chat.open()
    await chat.picture(album, f"{light}-1-welcome")
    for number, chapter in enumerate(CHAPTERS, 2):
        await chapter(chat)
        await chat.check_fit()
        await chat.picture(album, f"{light}-{number}-{chapter.__name__}")
    assert chat.troubles == []
    await context.close()


async def arriving(chat: Chat) -> None:
    await chat.says("/start", "Where are you")
    await chat.says("New York", "Right?")
    await chat.taps("Yes", "At what time")
    await chat.taps("09:00", "event coming up")
    await chat.taps("Yes, add it", "Tell me about the event")
    await chat.says("AI meetup in three days at 6pm, Javits Center", "Is that right?")
    await chat.taps("Yes, that", "is in.")


async def preparing(chat: Chat) -> None:
    await chat.taps("Get ready now", "1 of 8")
    await chat.taps("Good people", "2 of 8")
    await chat.says("Somebody who paints", "3 of 8")
    await chat.taps("What brought you here?", "✓ What brought you here?")
    await chat.taps("That's it", "4 of 8")
    for number, words in ((5, "I can read a CV"), (6, "skip"), (7, "skip"), (8, "How to find first clients?")):
        await chat.says(words, f"{number} of 8")
    await chat.taps("Standing alone", "9 of 9")
    await chat.taps("Ask the host", "Ask advice on")


async def going_there(chat: Chat) -> None:
    await chat.moves("AI meetup begins", "Your card for today")
    await chat.says("Ana, UX at Figma, climbs", "Noted Ana")
    await chat.says("Boris from the bar, builds robots, needs a UX designer", "needs a UX designer")
    await chat.attaches("Voice note", "Added to Boris: a voice note")
    await chat.says("Carla, makes furniture", "Noted Carla")
    await chat.taps("Undo", "Taken back: Carla")


async def looking_back(chat: Chat) -> None:
    await chat.moves("just after")
    await chat.moves("morning", "You noted Ana and Boris")
    await chat.taps("Tell you now", "Anyone else?")
    await chat.taps("That was everyone", "Ana · 1 of 6")
    await chat.says("Moved here from Lisbon", "Ana · 2 of 6")
    await chat.says("Her team drops half of its features", "Ana · 3 of 6")
    await chat.says("Send her the article on heat pumps", "by when?")
    await chat.taps("Tomorrow", "Ana · 5 of 7")
    await chat.taps("Enough about Ana", "Boris · 1 of 6")
    await chat.page.locator("audio").last.wait_for()
    await chat.says("He builds a robot for his daughter", "Boris · 2 of 6")
    await chat.taps("Enough about Boris", "advice worth keeping")
    await chat.says("skip", "Which of your plans")
    await chat.says("skip", "pass on")
    await chat.says("Show the new colleague around", "You met")


async def staying_in_touch(chat: Chat) -> None:
    await chat.moves("morning", "They said: Her team")
    await chat.taps("Write to Ana", "heat pumps")
    await chat.taps("Why Ana?", "three people in each")
    await chat.taps("Snooze Ana", "Put off")
    await chat.says("tomorrow at 22:15", "at 22:15")
    await chat.says("/upcoming", "Once more: Boris")
    await chat.moves("day")
    await chat.moves("day", "heat pumps")
    await chat.moves("day", "He builds a robot for his daughter")
    await chat.taps("Done", "with Boris")
    await chat.says("Had coffee, he shows me the robot in March", "starts anew")
    await chat.says("/people", "Ana")
    await chat.taps("Boris", "Had coffee")


async def remembering(chat: Chat) -> None:
    await chat.says("/who is into robbots", "Kept: a voice note")
    await chat.says("/promises", "heat pumps")
    await chat.taps("1 a week more", "Ahead")
    await chat.says("/who did I meet at AI meetup", "Boris")
    await chat.says("/who can help with figna", "They said: “Her team")


async def writing(chat: Chat) -> None:
    await chat.taps("Help me write", "in your name")
    await chat.taps("Promise kept", "article on heat pumps")
    await chat.taps("Formal", "Dear Ana")
    await chat.taps("I sent it", "You kept your promise")
    await chat.asks("ana", "Thank you")


async def bringing_together(chat: Chat) -> None:
    await chat.page.locator("#composer").fill("")
    await chat.says("/connect", "Boris needs a UX designer")
    await chat.taps("1 good idea", "An idea, since today")
    await chat.taps("I asked", "One side asked")
    await chat.taps("I asked", "Both asked")
    await chat.taps("Both said yes", "Both agreed")
    await chat.taps("They are in touch", "Introduced, since today")
    await chat.taps("Thanked, closed", "Introduced, thanked")


CHAPTERS = (
    arriving,
    preparing,
    going_there,
    looking_back,
    staying_in_touch,
    remembering,
    writing,
    bringing_together,
)


async def test_what_was_said_is_there_after_a_reload_and_after_a_restart(browser: Browser, bot: Bot) -> None:
    page = await browser.new_page(reduced_motion=STILL)
    chat = Chat(page, bot)
    await chat.open()
    await arriving(chat)
    before = await chat.texts()
    await page.reload()
    await page.wait_for_selector("body[data-ready=yes]")
    assert await chat.texts() == before
    assert chat.troubles == []
    await page.goto("about:blank")
    output = await bot.stop()
    assert "Traceback" not in output
    await bot.start()
    await chat.open()
    assert await chat.texts() == before
    await chat.taps("Get ready now", "1 of 8")
    assert chat.troubles == []


async def test_two_people_side_by_side_do_not_meet(browser: Browser, bot: Bot, album: Path) -> None:
    context = await browser.new_context(viewport=DESK, reduced_motion=STILL)
    first, second = Chat(await context.new_page(), bot), Chat(await context.new_page(), bot)
    await first.open("?as=1")
    await second.open("?as=2")
    await first.says("/start", "Where are you")
    await first.says("New York", "Right?")
    assert await second.texts() == []
    await second.says("/start", "Where are you")
    await second.says("Tokyo", "Right?")
    assert not [text for text in await first.texts() if "Noted: Tokyo" in text]
    both = Chat(await context.new_page(), bot)
    await both.open("?as=1,2", ready=False)
    await both.page.frame_locator("iframe").nth(1).locator("body[data-ready=yes]").wait_for()
    await both.picture(album, "side-by-side")
    assert first.troubles + second.troubles + both.troubles == []
    await context.close()
