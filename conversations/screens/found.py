"""Why somebody was found, in one line that shows the word that was looked for."""

from collections.abc import Mapping
from typing import Final

from conversations.folding import folded
from conversations.prose import SHORT, short
from conversations.recall import By, Hit

LEADS: Final[Mapping[By, str]] = {
    By.NAME: "",
    By.HANDLE: "@",
    By.EMAIL: "",
    By.WHO: "",
    By.SAID: "said: ",
    By.MET_HOW: "met ",
    By.EVENT: "met at ",
    By.PLACE: "met at ",
    By.WORK: "work: ",
    By.INTEREST: "into: ",
    By.NEED: "needs: ",
    By.OFFER: "offers: ",
    By.REMARK: "noted: ",
    By.VOICE: "you recorded: ",
    By.PHOTO: "on a picture: ",
    By.PROMISED: "you promised: ",
    By.PROMISED_ME: "promised you: ",
    By.CONTACT: "in touch: ",
    By.INTRODUCTION: "an introduction: ",
}


def why(hit: Hit) -> str:
    """The reason in at most 80 characters, with the first of the words in view; nothing for a name that says it."""
    lead = LEADS[hit.by]
    return lead + around(hit.text, hit.words[0], SHORT - len(lead)) if hit.text and hit.words else ""


def around(text: str, word: str, limit: int) -> str:
    """A piece of `text` on one line, of at most `limit` characters, that shows where the folded `word` is."""
    line = " ".join(text.split())
    place = _place(line, word)
    if place + len(word) < limit - 1:
        return short(line, limit)
    since = max(0, min(place - limit // 3, len(line) - limit + 1))
    begins = line.find(" ", since, place) + 1  # 0 when the word is within a very long one
    return "…" + short(line[begins or since :], limit - 1)


def _place(line: str, word: str) -> int:
    """Where a word stands in text that is not folded; letters that are folded to more than one make it a guess."""
    place = 0
    for token in line.split(" "):
        inside = folded(token).find(word)
        if inside >= 0:
            return place + inside
        place += len(token) + 1
    return 0
