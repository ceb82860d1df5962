"""The words by which a note taken at an event is read, in English and German. Data, and no decisions."""

import re
from typing import Final

from conversations import grammar


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


UNDO: Final = frozenset(
    {
        *("undo", "undo that", "undo it", "undo last", "undo this", "please undo", "oops", "ooops", "whoops", "ups"),
        *("take it back", "take that back", "rückgängig", "rueckgängig", "rückgängig machen", "mach das rückgängig"),
    }
)
SMALL_TALK: Final = _words(
    "hi hello hey hallo hola moin servus there lol lmao rofl haha hahaha hahahaha hehe ha ok okay k kk thanks thank"
    " you thx ty danke merci gracias hm hmm hmmm test testing yes yeah yep no nope cool nice great wow omg bye ciao"
    " tschüss please bitte sorry good morning evening night guten morgen abend rapport start stop help well so"
)
NOUNS: Final = _words(
    "food music wine beer coffee drinks talk talks venue room bar place event party host speaker speakers panel keynote"
    " crowd vibe weather wifi dinner lunch evening night morning day today tomorrow nobody everyone everybody someone"
    " somebody people note notes todo remember reminder question idea tip advice company startup job work project"
    " essen musik wein bier kaffee vortrag raum ort abend stimmung wetter niemand jemand alle alles leute"
)
WORDS: Final = _words(
    "i you he she it we they me him her us them my your his its our their this that these those there here who what"
    " where when why how which if so as not no yes all both some any many few lots more most one two three"
    " a an the and or but also always very really too let let's please great good nice cool interesting funny awesome"
    " amazing lovely boring loud long big small maybe perhaps undo lol hi hello hey thanks danke ok okay test"
    " haha hm well can could would will should shall may might must do does did is are was were has have had got"
    " ich du er sie es wir ihr man der die das den dem ein eine einen wer wie wo wann warum wieso welche"
    " auch nicht sehr mein meine sein seine ihre ihren und oder aber"
)
NAMES_TOO: Final = _words("will may rose drew mark")
"""Names, unless a sentence goes on behind them."""
NO_NAMES: Final = (
    WORDS | NOUNS | SMALL_TALK | grammar.PREPOSITIONS | grammar.ADVERBS | grammar.FINITE | grammar.ACTIONS
    | grammar.PLURALS | grammar.PEOPLE | frozenset(f"{word}s" for word in grammar.PEOPLE)
) - NAMES_TOO  # fmt: skip
"""No note begins with one of these as a name."""
PARTICLES: Final = _words("de da do dos del della di du la le van von der den zu bin al el y ter ten")
"""Small letters inside a name."""

_NAME = r"(?P<name>[^\W\d_][\w’'-]*(?:\s[A-Z][\w’'-]*){0,2})"
SAYS_ABOUT: Final = re.compile(
    rf"(?:[Oo]h |[Aa]nd |[Aa]lso |[Uu]nd )?{_NAME}"
    r"\s(?P<rest>(?:said|says|told|mentioned|works|worked|is|isn['’]t|has|had|likes|loves|hates|wants|needs|knows|lives"
    r"|moved|runs|builds|built|makes|teaches|studies|studied|plays|codes|writes|designs|sells|leads|founded|started"
    r"|climbs|speaks|grew|does|offered|promised|would|will|wants|just|also|used|comes|came|knows|recommended|recommends"
    r"|sagt|sagte|arbeitet|ist|hat|mag|kennt|wohnt|lebt|macht|baut|will|sucht|liebt|kommt|spielt|meinte|erzählt"
    r"|erzählte|studiert|möchte|braucht)\b.*)$"
)
_SOMEBODY = (
    r"(?:some(?:one|body)|jemand(?:en)?|(?:this|that|some|the|an?|another|ein(?:e[nmr]?)?)(?:\s[\w-]+){1,3}?)"
    r"\s+(?:called|named|namens|whose name is)\s+"
)
INTRODUCED: Final = re.compile(
    r"(?i)^(?:(?:and|und|oh|then|also|just|finally|gerade|ich|i|i've|have|hab|habe)\s+)*"
    r"(?:(?:(?:re-?)?met(?: up with)?|(?:was )?(?:talked|talking|spoke|spoken|chatted|chatting) (?:to|with)|bumped into"
    rf"|ran into)\s+(?:{_SOMEBODY})?|{_SOMEBODY})(?P<rest>.+)$"
)
WAS_MET: Final = re.compile(
    r"(?:(?:[Ii]ch|[Gg]erade|[Hh]eute|[Hh]abe?)\s+)*(?:mit\s+)?"
    rf"{_NAME}\s(?:getroffen|kennengelernt|gesprochen|geredet)\b(?P<rest>.*)$"
)
