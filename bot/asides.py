"""Questions about the people one knows, asked in plain words, also in the middle of a dialogue. They are no answers."""

from dataclasses import replace

from bot import playing
from bot.pages import people_found, screen_of
from bot.sitting import Sitting
from conversations.address import Open, Page
from conversations.asides import aside, is_asked, names_only
from conversations.dialogue import Dialogue
from conversations.effects import Screen
from conversations.prose import joined, plain
from conversations.reading import Heard
from conversations.recall import By, Kind
from conversations.scripts.catalogue import script_named
from conversations.signals import Said
from conversations.walk import next_place

OR_AN_ANSWER = "If that was your answer, put it in quotation marks."


def answer_aside(sitting: Sitting, dialogue: Dialogue, heard: Heard) -> bool:
    """Answer what is asked in the middle of a dialogue, and ask its question again. False: it may be the answer."""
    if not isinstance(heard, Said) or heard.by or not sitting.settings.set_up or aside(heard.text) is None:
        return False
    place = next_place(script_named(dialogue.script), dialogue.answers, playing.known_for(sitting, dialogue))
    if place is None or place.step.asks_for_questions:
        return False
    screen = answer_to(sitting, heard.text) or _nobody(sitting, heard.text)
    if screen is None:
        return False
    sitting.say(screen)
    playing.resume(sitting, dialogue)
    return True


def answer_to(sitting: Sitting, text: str) -> Screen | None:
    """Whom a clear question finds, or all promises where it asks for those; None when it is none or finds nobody."""
    question = aside(text)
    if question is None:
        return None
    if question.kind is Kind.PROMISE and names_only(question):
        return screen_of(sitting, Open(Page.PROMISES))
    found = sitting.ledger.recall(question, 1)
    is_found = found and (found[0].by is By.NAME or not names_only(question))
    return people_found(sitting, text) if is_found else None


def _nobody(sitting: Sitting, text: str) -> Screen | None:
    question = aside(text)
    if question is None or names_only(question) or not is_asked(text):
        return None
    screen = people_found(sitting, text)
    return replace(screen, text=joined([screen.text, plain(OR_AN_ANSWER)], "\n\n"))
