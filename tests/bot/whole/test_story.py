"""The story of a networking event, from the first word to the check-in weeks later, as one conversation."""

import pytest

from tests.bot.whole import scenes
from tests.bot.whole.phone import Exchange, Key, Phone, keys_of


async def test_the_whole_story(ada: Phone) -> None:
    await whole_story(ada)


async def whole_story(ada: Phone) -> None:
    await arriving(ada)
    await preparing(ada)
    await going_there(ada)
    await looking_back(ada)
    await staying_in_touch(ada)
    await looking_around(ada)


async def arriving(ada: Phone) -> None:
    await ada.says("/start")
    ada.sees("I am Rapport", "Where are you")
    await ada.says("New York")
    ada.sees("07:00 on Mon 23 Nov")
    await ada.taps("Yes")
    await ada.taps("09:00")
    ada.sees("event coming up")
    await ada.taps("Yes, add it")
    ada.sees("09:00, New York time", "Tell me about the event")
    await ada.says("AI meetup in three days at 6pm, Javits Center")
    ada.sees("AI meetup\nThu 26 Nov 2026, 18:00–21:00 (New York time)\nJavits Center")
    await ada.taps("Yes, that")


async def preparing(ada: Phone) -> None:
    await ada.taps("Get ready now")
    ada.sees("1 of 8", "AI meetup")
    await ada.taps("Good people")
    await ada.says("Someone who can get me hired")
    ada.sees("if the job never came up")
    await ada.says("What they would do if nobody paid them")
    await ada.taps("What brought you here?", "What surprised you lately?", "That's it")
    await ada.says("I can read a CV", "skip", "skip", "How did you find your first clients?")
    await ada.taps("Standing alone", "Ask the host whom I should meet")
    ada.sees("If I stand alone → ask the host", "card")
    ada.sees("• What brought you here?\n• What surprised you lately?")


async def going_there(ada: Phone) -> None:
    await ada.lives(days=2, until="20:59")
    ada.sees_nothing()
    await ada.lives(days=1, until="09:00")
    ada.sees("Your card for today", "Javits Center")
    await ada.lives(until="18:20")
    await ada.says("Ana, UX at Figma, climbs")
    ada.sees("Noted Ana: UX at Figma · climbs")
    await ada.says("Boris from the bar, builds robots")
    ada.sees("Noted Boris")
    await ada.lives(until="23:59")
    ada.sees_nothing()


async def looking_back(ada: Phone) -> None:
    await ada.lives(days=1, until="09:00")
    ada.sees("AI meetup", "Ana and Boris")
    await ada.taps("Tell you now")
    ada.sees("Ana and Boris")
    await ada.taps("That was everyone")
    ada.sees("Ana · 1 of 6", "You noted: UX at Figma · climbs")
    await ada.says(
        "Moved here from Lisbon", "Her team drops half of its features", "Send her the article on heat pumps"
    )
    ada.sees("by when?")
    await ada.taps("Tomorrow")
    await ada.says("coffee in two weeks", "skip", "Her sister, who runs a gallery")
    ada.sees("Boris · 1 of 6")
    await ada.says("He builds a robot for his daughter")
    await ada.taps("Enough about Boris")
    await ada.says("Charge for the first version")
    await ada.taps("Ana", "Ask the host whom I should meet", "That's it")
    await ada.says("Show the new colleague around")
    ada.sees("You met", "heat pumps", "1 of 3", "Charge for", "Sat 28 Nov 2026 at 09:00")


async def staying_in_touch(ada: Phone) -> None:
    await ada.lives(days=1, until="09:00")
    ada.sees("Ana", "Her team drops half", "Boris")
    await ada.taps("Write to Ana")
    ada.sees("Ana", "heat pumps")
    await ada.lives(days=12, until="09:30")
    ada.sees("Boris · once more", "Ana · an offer, quiet since")
    await ada.taps("Boris: Done")
    ada.sees("with Boris")
    await ada.says("Had coffee, he shows me the robot in March")
    ada.sees("starts anew from today")


async def looking_around(ada: Phone) -> None:
    await ada.says("/people")
    ada.sees("Ana", "Boris")
    await ada.taps("Boris")
    ada.sees("Had coffee", "robot for his daughter")
    await ada.says("/promises")
    ada.sees("heat pumps")
    await ada.taps("1 done")
    ada.sees_not("heat pumps")
    await ada.says("/upcoming")
    ada.sees("Ana", "Boris")
    await ada.says("/events")
    ada.sees("AI meetup")


async def every_key_of_the_story(phone: Phone) -> list[Key]:
    """Play the story and note every button that was ever on a screen."""
    keys: dict[Key, None] = {}
    play = phone.does

    async def noting(*given: object, **named: object) -> None:
        await play(*given, **named)  # type: ignore[arg-type]  # passed on as it came
        keys.update(dict.fromkeys(key for message in phone.news for key in keys_of(message)))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(phone, "does", noting)
        for scene in scenes.SCENES:
            await scene(phone)
        for page in ("/people", "/promises", "/upcoming", "/events", "/settings", "/tips", "/help", "/home", "/card"):
            await phone.says(page)
    await phone.lives(days=1, until="09:30")
    keys.update(dict.fromkeys(phone.keyboard()))
    return list(keys)


@pytest.mark.no_cover  # hundreds of turns, none of which is new to coverage
async def test_every_button_of_the_whole_story_pressed_again_harms_nothing(exchange: Exchange, ada: Phone) -> None:
    keys = await every_key_of_the_story(ada)
    assert len(keys) > 150
    before = exchange.kept(ada.person)
    for key in keys:
        await ada.presses(key)
        assert ada.news or ada.toasts or "nil" in key.data, f"{key} did nothing that can be seen"
    after = exchange.kept(ada.person)
    for table in ("people", "events", "promises", "introductions", "plans", "takeaways", "offers"):
        assert {row[1] for row in before[table]} <= {row[1] for row in after[table]}


@pytest.mark.no_cover  # hundreds of turns, none of which is new to coverage
async def test_nobodys_buttons_lead_to_anybody_elses_things(exchange: Exchange, ada: Phone, ben: Phone) -> None:
    keys = await every_key_of_the_story(ada)
    await scenes.set_up(ben)
    page = ben.local.last(ben.person)["message_id"]
    before = exchange.kept(ada.person)
    for data in {key.data for key in keys}:
        await ben.presses(Key(page, "", data))
        ben.sees_not(*scenes.SECRETS, "Ada")
    assert exchange.kept(ada.person) == before
    assert not [row for table in ("people", "events", "promises", "plans") for row in exchange.kept(ben.person)[table]]


async def test_a_double_tap_is_one_answer(ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.an_event)
    await ada.taps("Get ready now")
    [good] = [key for key in ada.keyboard() if key.label == "Good people"]
    await ada.presses(good, good, good)
    assert ["Prep · 2 of 8" in text for text in ada.texts()] == [False, True]
    assert ada.toasts


async def test_two_people_talk_at_once_and_never_meet(ada: Phone, ben: Phone) -> None:
    await scenes.set_up(ada)
    await scenes.set_up(ben)
    await ada.says("/event Pottery evening tomorrow 6pm, Kiln Lane")
    await ben.says("/event Chess club tomorrow 7pm, Rook Street")
    await ada.taps("Yes, that")
    await ben.taps("Yes, that")
    await ada.says("/events")
    ada.sees("Pottery")
    ada.sees_not("Chess")
    await ben.says("/events")
    ben.sees("Chess")
    ben.sees_not("Pottery")
