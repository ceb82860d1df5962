"""The words by which a note taken at an event is read, in English and German. Data, and no decisions."""

import re
from typing import Final

from conversations import grammar, jotted_words


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


UNDO: Final = frozenset(
    {
        *("undo", "undo that", "undo it", "undo last", "undo this", "please undo", "oops", "ooops", "whoops", "ups"),
        *("scratch that", "scratch it", "delete that", "delete it", "delete this", "remove that", "remove it"),
        *("forget that", "forget it", "cancel that", "strike that", "lösch das", "lösche das", "vergiss das"),
        *("delete the last note", "delete last note", "delete last", "remove last", "vergiss es", "streich das"),
        *("take it back", "take that back", "rückgängig", "rueckgängig", "rückgängig machen", "mach das rückgängig"),
    }
)
SMALL_TALK: Final = _words(
    "hi hello hey hallo hola moin servus there lol lmao rofl haha hahaha hahahaha hehe ha ok okay k kk thanks thank"
    " you thx ty danke merci gracias hm hmm hmmm test testing yes yeah yep no nope cool nice great wow omg bye ciao"
    " tschüss please bitte sorry good morning evening night guten morgen abend rapport start stop help well so"
    " wrong cancel brb afk nvm nevermind never mind delete remove erase falsch löschen abbrechen egal quatsch back"
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
BEGINNINGS: Final = _words(
    "intro reintro owe owes asked asks offers offered looking hiring interested into likes enjoys promised todo thank"
    " reply pls please runs sells leads hates dislikes doesn't isn't don't schick schicke ruf stellt braucht sucht"
    " bietet mag liebt arbeitet wohnt kann hilft ihm ihnen allergic vegan vegetarian tall short shy emailed called"
    " texted sent waiting already again missed forgot tired lösch lösche entferne vergiss forget scratch introduce"
    " connect remind talked spoke chatted gave"
)
JUDGEMENTS: Final = _words(
    "fun awkward wild intense hard tough weird stupid dumb bad fast slow right true fair fine enough close rude scary"
    " sad mad crazy insane epic brutal rough dope sick yesterday earlier mean worries way problem joke wonder super"
    " toll blöd schlecht gestern richtig wahr lustig schade schnell komisch unsinn spaß ai ux everything again anyway"
)
"""What a line says of an evening rather than whom it is about: "no, that was fun"."""
FILLING: Final = _words(
    "the a an that this guy man woman girl lady dude person someone somebody one from with at in on of who der die das"
    " den mit von aus an am im bei typ mann frau"
)
"""What tells nobody from another in "the batteries guy"."""
NAMES_TOO: Final = _words("will may rose drew mark")
"""Names, unless a sentence goes on behind them."""
NO_NAMES: Final = (
    WORDS | NOUNS | SMALL_TALK | grammar.PREPOSITIONS | grammar.ADVERBS | grammar.FINITE | grammar.ACTIONS
    | grammar.PLURALS | grammar.PEOPLE | frozenset(f"{word}s" for word in grammar.PEOPLE) | BEGINNINGS
    | jotted_words.ROLES | jotted_words.PASTIMES | jotted_words.PASTIME_VERBS
) - NAMES_TOO  # fmt: skip
"""No note begins with one of these as a name."""
PARTICLES: Final = _words("de da do dos del della di du la le van von der den zu bin al el y ter ten")
"""Small letters inside a name."""

_TITLE = r"(?:(?i:dr|prof)\b\.?\s)?"
_NAME = rf"(?P<name>{_TITLE}[^\W\d_][\w’'-]*(?:\s[A-Z][\w’'-]*){{0,2}})"
SAYS_ABOUT: Final = re.compile(
    rf"(?:[Oo]h |[Aa]nd |[Aa]lso |[Uu]nd )?{_NAME}"
    r"\s(?P<rest>(?:said|says|told|mentioned|works|worked|is|isn['’]t|has|had|likes|loves|hates|wants|needs|knows"
    r"|lives|moved|runs|builds|built|makes|teaches|studies|studied|plays|codes|writes|designs|sells|leads|founded"
    r"|started|climbs|speaks|grew|does|offered|promised|would|will|wants|just|also|used|comes|came|knows|recommended"
    r"|recommends|sagt|sagte|arbeitet|ist|hat|mag|kennt|wohnt|lebt|macht|baut|will|sucht|liebt|kommt|spielt|meinte"
    r"|erzählt|erzählte|studiert|möchte|braucht|stellt|bietet|hilft|hasst|zieht|ruft|schickt|asked|asks|invited|owes"
    rf"|{'|'.join(sorted(jotted_words.PASTIME_VERBS))})\b.*)$"
)
_ROLE = rf"(?:{jotted_words.any_of(jotted_words.ROLES)}|CEO|CTO|CFO|COO|CMO|CPO|VP|PM|HR|VC|DJ)\b"
ABOUT_THEM: Final = re.compile(
    rf"(?:[Oo]h |[Aa]nd |[Aa]lso )?{_NAME}\s(?P<rest>(?:(?:an?|the)\s(?:[\w-]+\s){{0,2}}{_ROLE}"
    rf"|(?:[a-z]+\s){{0,2}}?{_ROLE}|(?i:{jotted_words.any_of(jotted_words.FIELDS)})\s(?:[a-z]+\s)?(?:at|@|{_ROLE})"
    r"|(?:tall|short|shy|funny|vegan|vegetarian|blonde?|bald|ginger)(?=\s*(?:$|[,;.:]))|w/|met\s(?:in|at|on|by|near"
    r"|through|via)\b|through\s|via\s|sat\s|does\s?n['’]?t\b|is\s?n['’]?t\b|hates\b|into\s|ex-|@|t\.me/|\+?\d|(?:she|he|they)/|(?:can"
    r"|could|kann)\s(?:help|intro|introduce|teach|connect|lend|show|review|mir|mich|bei|put)\b).*)$"
)
"""A name with no sign before what is told about them: "ben cto at bolt"."""
_SOMEBODY = (
    r"(?:(?:some(?:one|body)|jemand(?:en)?|(?:this|that|some|the|an?|another|ein(?:e[nmr]?)?)(?:\s[\w-]+){1,3}?"
    r"|guy|man|woman|girl|lady|dude)\s+(?:called|named|namens|whose name is)\s+)"
)
INTRODUCED: Final = re.compile(
    r"(?i)^(?:(?:and|und|oh|then|also|just|finally|gerade|ich|i|i've|have|hab|habe)\s+)*"
    r"(?:(?:(?:re-?)?met(?: up with)?|(?:was )?(?:talked|talking|spoke|spoken|chatted|chatting) (?:to|with)|bumped into"
    r"|(?:had )?(?:an? )?(?:(?:nice|great|good|long|quick|lovely|short) )*(?:chat|talk|conversation) with"
    rf"|habl[eé] con|conoc[ií] a|ran into)\s+(?:{_SOMEBODY})?|{_SOMEBODY})(?P<rest>.+)$"
)
OWNS_A_WAY: Final = re.compile(
    rf"{_NAME}['’]s\s(?P<rest>(?i:e-?mail|mail|phone|mobile|cell|number|handy|nummer|telegram|handle|address)\b.*)$"
)
"""Somebody of whom only a way to reach them is told: "Amelie's email is …"."""
WAS_MET: Final = re.compile(
    r"(?:(?:[Ii]ch|[Gg]erade|[Hh]eute|[Hh]abe?)\s+)*(?:mit\s+)?"
    rf"{_NAME}\s(?:getroffen|kennengelernt|gesprochen|geredet)\b(?P<rest>.*)$"
)
