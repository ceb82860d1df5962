"""The teaching as data: five tips, five takeaways and where they come from. It asks nothing and keeps nothing.

Texts are plain, not markup. A figure is named once, with its source; what is only custom says so.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Tip(StrEnum):
    """The five tips; scripts name them at their questions."""

    PERSON = "person"
    LISTEN = "listen"
    HELP = "help"
    CARE = "care"
    CONNECT = "connect"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure was read; `link` is None where there is no lasting address."""

    text: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Lesson:
    """One tip: the idea, what it asks for before and after an event, an example, and why it helps."""

    tip: Tip
    title: str
    idea: str
    before: str
    after: str
    example: str
    why: str
    sources: tuple[Source, ...]

    @property
    def page(self) -> str:
        """The whole lesson on one screen, at most 600 characters of plain text."""
        steps = f"Before: {self.before}\nAfter: {self.after}\nFor example: {self.example}"
        return "\n\n".join((self.title, self.idea, steps, _reason(self.why, self.sources)))


@dataclass(frozen=True, slots=True)
class Takeaway:
    """One habit that goes with the tips; `key` is stable and made for buttons."""

    key: str
    title: str
    idea: str
    example: str
    why: str
    sources: tuple[Source, ...]

    @property
    def page(self) -> str:
        """The whole takeaway on one screen, at most 600 characters of plain text."""
        example = f"For example: {self.example}"
        return "\n\n".join((self.title, self.idea, example, _reason(self.why, self.sources)))


def _reason(why: str, sources: tuple[Source, ...]) -> str:
    named = "; ".join(source.text for source in sources)
    return f"Why: {why} ({named})" if named else f"Why: {why}"


CREDIT: Final = "The ideas follow an article by Emily Pease (Leadarise, 2015); the words are ours."

ARTICLE: Final = Source("Emily Pease, Leadarise, 2015")
QUESTIONS: Final = Source("Huang and others, 2017")
SURPRISE: Final = Source("Liu and others, 2023", "https://doi.org/10.1037/pspi0000402")
DISTANCE: Final = Source("Roberts and Dunbar, 2015")
WEAK_TIES: Final = Source("Rajkumar and others, Science, 2022", "https://doi.org/10.1126/science.abl4476")

LESSONS: Final[tuple[Lesson, ...]] = (
    Lesson(
        Tip.PERSON,
        "The person, not the position",
        "Be curious about who somebody is and where your interests meet. What they could do for you can wait.",
        "think of whom you hope to meet, and what you would like to learn about them as people.",
        "note who they are beyond the title, and what you have in common.",
        "“Ana, climbs, just moved from Lisbon” stays with you longer than “Ana, UX lead”.",
        "this is the heart of the article behind these tips. We know of no study that proves it; "
        "try it and see how your evenings change.",
        (ARTICLE,),
    ),
    Lesson(
        Tip.LISTEN,
        "Listen",
        "Give your whole attention, and stay with what you hear for one more question.",
        "carry three open questions with you.",
        "write down one thing they said that you want to remember.",
        "“You said you almost turned it down. What changed your mind?”",
        "in studies of online chats and speed dating, people who asked more follow-up questions were liked more.",
        (QUESTIONS,),
    ),
    Lesson(
        Tip.HELP,
        "Help first",
        "Look for what you could add, and offer it before anybody has to ask.",
        "list what you can share: something you know, an hour, a name. Small is fine.",
        "note what you could do for them, and what you promised, with a day.",
        "“I have just been through that visa. Shall I send you my notes?”",
        "something useful is a good reason to write again, and a promise kept says more than a card. "
        "This one is experience, not science.",
        (ARTICLE,),
    ),
    Lesson(
        Tip.CARE,
        "Care and keep in touch",
        "A transaction happens once. A relationship is a chain of talks that were worth it to both of you.",
        "think of someone who will be there and whom you would be glad to see again.",
        "choose when and how you will be in touch next.",
        "two lines after two weeks: “How did the first day at the new place go?”",
        "across studies with more than 5,900 people, a message was appreciated more than its sender expected, "
        "most of all when it came as a surprise.",
        (SURPRISE,),
    ),
    Lesson(
        Tip.CONNECT,
        "Connect people",
        "Bring the people you know together, and let them decide whether they want to be.",
        "think of one of your people whom somebody there should meet.",
        "note who among your people they should meet, and whom they offered to put you in touch with.",
        "“Tom restores organs, you tune pianos. Would you like to meet?”",
        "LinkedIn's figure is that 68 % of jobs come through personal connections, as the article reports it.",
        (ARTICLE,),
    ),
)

TAKEAWAYS: Final[tuple[Takeaway, ...]] = (
    Takeaway(
        "advice",
        "Ask for advice",
        "Ask what they would do in your place. Most people like to be asked, and you learn how they think.",
        "“If you were starting in this field today, what would you look at first?” "
        "Some weeks later, tell them what became of it.",
        "a suggestion is easier to give than a favour, and it gives you something to report back. "
        "Coming back after about three weeks is our convention.",
        (ARTICLE,),
    ),
    Takeaway(
        "three",
        "Three people they would introduce",
        "Aim at three new contacts whom somebody would be willing to put you in touch with. "
        "Three that you remember are plenty.",
        "“Is there anybody you think I should talk to about this? Only if it feels right.”",
        "in experiments on LinkedIn with 20 million people, moderately distant acquaintances helped most "
        "in moving to a new job. The number three is a convention of the article.",
        (WEAK_TIES,),
    ),
    Takeaway(
        "help",
        "Always think of ways to help",
        "Keep one question running: what would make this person's week a little easier?",
        "a link, a name, an honest opinion on a draft, a spare ticket.",
        "help needs no occasion, so you never have to look for an excuse to write. "
        "This one is experience, not science.",
        (ARTICLE,),
    ),
    Takeaway(
        "touch",
        "Stay in touch",
        "A first line within a day or two, another after two weeks, then now and again. Late is better than never.",
        "“I walked past the bakery you told me about and thought of you.”",
        "over 18 months, friendships were found to weaken without contact. "
        "The days themselves are a convention; make them yours.",
        (DISTANCE,),
    ),
    Takeaway(
        "forward",
        "Pay it forward",
        "Somebody once opened a door for you. Think of who it was, and of whom you could do the same for now.",
        "half an hour with a student who stands where you stood, or a kind word to their next boss.",
        "those who helped you seldom need it back. The next person might. This one is experience, not science.",
        (ARTICLE,),
    ),
)
