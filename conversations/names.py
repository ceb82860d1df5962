"""Reading who was met out of what a tired person types on a phone: "ana, ben (Figma) and Chloé". Guesses no facts."""

import re
from dataclasses import replace

from conversations.answers import Met
from conversations.capture_words import PARTICLES
from conversations.jotted import EMOJI
from conversations.shrugs import is_shrug, says_nothing

MOST_NAMES = 30
LONGEST_NAME = 60
LONGEST_PART = 5
"""More words than this are a sentence, not a name."""
SMALL_LETTERS = 2
"""As LONGEST_PART, for words without a capital letter."""

NOBODY = re.compile(
    r"(?i)^\W*(?:(?:well|ok|okay|hm+|sadly|unfortunately|honestly|really|leider|eigentlich|i|ich|met|i've met|have met"
    r"|saw|talked to|spoke (?:to|with)|habe?|mit)\b\W*)*"
    r"(?:nobody|no[ -]?one|none|niemand(?:en|em)?|keine[nr]?|nadie|personne)"
    r"(?:\W+(?:really|new|neue[sn]?|yet|at all|today|tonight|special|interesting|in particular|else|sadly|kennengelernt"
    r"|unfortunately|wirklich|getroffen|leider|heute|this time))*\W*$"
    r"|^\W*(?:i\s+)?(?:did ?n['’]?t|did not|have ?n['’]?t|have not)(?: really)?"
    r" (?:meet|met|talk to|speak (?:to|with)|see) any(?:one|body)(?: (?:new|really|at all|yet|interesting|today))*\W*$"
)
SENTENCE = re.compile(r"(?i)\b(i|i'm|we|you|it|was|were|met|talked|because|don't|can't|didn't|yes|no|ok|okay)\b")
DETAIL = re.compile(
    r"(?i)^(?P<name>[^(:–—]+?)\s*"
    r"(?:\((?P<inside>[^)]*)\)?|[:–—]\s*(?P<after>.+)|\s-\s(?P<dash>.+)"
    r"|\swho\s(?P<who>.+)|\s(?P<from>(?:from|at|with|the one)\s.+))\s*$"
)
LIST_WORDS = re.compile(r"(?i)\s*(,|;|&|\+|\s(?:and|und|y|et)\s)\s*")
LEAD = re.compile(
    r"(?i)^(?:(?:and|und|also|auch|then|plus|oh|only|just|nur|bloß|mainly|mostly|maybe|(?:nobody|no one) (?:but|except)"
    r"|i met|met(?: up with)?|talked (?:to|with)|spoke (?:to|with)|with)\s+)+"
)
TAIL = re.compile(r"(?i)(?:\s+(?:too|auch|as well|also|again|only|i think|glaube ich))+$")
EACH = re.compile(r"(?i)^(?P<who>both|beide|all|alle)(?:\s+(?:of them|three|four|drei|vier))?\s+(?P<note>.+)$")
BULLET = re.compile(r"^\s*(?:[-*•·]|\d+[.)])\s+")
DETAIL_START = re.compile(
    r"(?i)^(?:from|at|who|works|working|does|likes|loves|send|a|an|the|her|his|their|ux|ceo|cto|both|beide)\b"
)
ROLE = re.compile(
    r"(?i)^(?:\w+ )?(?:designer|developer|engineer|founder|cofounder|co-founder|investor|recruiter|consultant|lawyer"
    r"|student|teacher|nurse|doctor|architect|writer|artist|photographer|journalist|researcher|scientist|manager"
    r"|marketer|freelancer|musician|analyst|professor|coach|hr|pm|vc|cfo|coo|entwickler|gründer|berater|anwalt|lehrer"
    r"|student|arzt|architekt|forscher)(?:in)?$"
)
"""What somebody does, alone or with one word before it: behind a name, this is about them."""


def read_names(text: str) -> tuple[Met, ...] | None:
    """The people a text names, in order, each once; empty for "nobody"; None when it does not look like names."""
    if NOBODY.match(text) or says_nothing(text):
        return ()
    if is_shrug(text):
        return None
    lines = [BULLET.sub("", " ".join(line.split())) for line in text.splitlines() if line.strip()]
    found = [met for line in lines[:MOST_NAMES] for met in _line(line)]
    first_of: dict[str, Met] = {}
    for met in found:
        first_of.setdefault(met.name.casefold(), met)
    return tuple(first_of.values())[:MOST_NAMES] or None


def _line(line: str) -> list[Met]:
    """The people of one line. What follows a name without being one becomes that person's note.

    After such a note or a semicolon, a part in small letters belongs to it, too: "Ana, UX at Figma, climbs".
    """
    people: list[Met] = []
    noting = False
    group = GROUP.match(line)
    for between, raw in _parts(LEAD.sub("", line[group.end() :] if group else line)):
        part = TAIL.sub("", ONE.sub("", LEAD.sub("", raw)).strip(" .!?\"'"))
        if people and (each := EACH.match(part)):
            of_whom = 2 if each["who"].casefold() in BOTH else len(people)
            people[-of_whom:] = [_noted(met, each["note"], between) for met in people[-of_whom:]]
            noting = True
            continue
        if people and between.strip().casefold() in JOINED and (found := RELATED.match(part)):
            people.append(Met(found["name"], f"{people[-1].name}’s {found['who']}"))
            if found["more"]:
                people[-1] = _noted(people[-1], found["more"], ",")
            continue
        detail = DETAIL.match(part)
        name = (detail["name"] if detail else part).strip()
        small = name[:1].islower() and (noting or between == ";")
        if _is_name(name) and not (people and (small or ROLE.match(name))):
            name, told = _apart(name)
            note = "; ".join(words for words in (told, _note(detail)) if words) or None
            known = next((at for at, met in enumerate(people) if met.name.casefold() == name.casefold()), None)
            noting = known is not None and note is not None
            if known is None:
                people.append(Met(_tidy(name), note))
            elif note:
                people[known] = _noted(people[known], note, between)
            if told and told.split()[0] in OF_SEVERAL:
                people[:-1] = [_noted(met, told, between) for met in people[:-1]]
        elif people and part:
            people[-1] = _noted(people[-1], part, between)
            noting = True
    if group and group["where"]:
        return [_noted(met, group["where"], ",") for met in people]
    return people


GROUP = re.compile(
    r"(?i)^(?:(?:i )?met )?(?:two|three|four|some|a few|a couple of|zwei|drei|vier|ein paar|\d) (?:\w+ )?(?:people|guys"
    r"|women|men|folks|girls|friends|colleagues|leute|frauen|männer|kollegen)(?: (?P<where>(?:from|at|with|von|aus|bei)"
    r" [^,:;]+))?[,:;]\s+"
)
"""How many there were, before their names: "two people from Siemens, Anna and Karl"."""
ONE = re.compile(
    r"(?i)^(?:(?:and )?i think |ich glaube |(?:(?:an?|the|this|some|eine?[nr]?) )?(?:\w+ )?(?:guy|man|woman|girl|lady"
    r"|someone|somebody|jemand|mann|frau|typ) (?:called|named|namens) )+"
)
"""Before the name of one among several."""
JOINED = frozenset({"and", "und", "y", "et", "&", "+"})
RELATED = re.compile(
    r"(?:(?:his|her|their|ihr|sein)e?) (?P<who>(?:best )?(?:husband|wife|partner|girlfriend|boyfriend|brother|sister"
    r"|son|daughter|friend|colleague|cofounder|co-founder|fiancée?|mann|frau|Mann|Frau|Freund|Freundin|Kollege|Kollegin"
    r"|Bruder|Schwester)) (?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)"
    r"(?: (?P<more>(?:from|at|with|who|von|aus|bei) .+))?$"
)
"""Somebody who came along, and who they are: "Wei & her husband Dan"."""
OF_SEVERAL = frozenset({"know", "knew", "work", "are", "were", "run", "live", "study", "kennen", "arbeiten", "sind"})
"""Verbs of more than one: "Lena and Tom know each other"."""


def _apart(name: str) -> tuple[str, str]:
    """A name that goes on as a sentence, and how: it ends at the first emoji, and before a verb in small letters."""
    if found := PICTURE.match(name):
        return found["name"], found["rest"]
    words = name.split()
    small = [at for at, word in enumerate(words) if at and word.islower() and word not in PARTICLES]
    if not small or not words[0][0].isupper():
        return name, ""
    return " ".join(words[: small[0]]), " ".join(words[small[0] :])


PICTURE = re.compile(rf"(?P<name>[^{EMOJI}]*\w)\s*[{EMOJI}]+\s*(?P<rest>\w.*)")
BOTH = frozenset({"both", "beide"})


def _noted(met: Met, note: str, between: str) -> Met:
    joint = "; " if between == ";" else ", "
    return replace(met, note=f"{met.note}{joint}{note}" if met.note else note)


def _parts(line: str) -> list[tuple[str, str]]:
    """The line split at list words, but never inside brackets: each part, and before it what it was split at."""
    apart = TOGETHER.sub(r", \1", line)
    shielded = re.sub(r"\([^)]*\)", lambda found: _shielded(found[0]), apart)
    pieces = ["", *LIST_WORDS.split(shielded)]
    pairs = zip(pieces[::2], pieces[1::2], strict=True)
    return [(between, _bared(part)) for between, part in pairs if part.strip()]


TOGETHER = re.compile(r"(?i)(?<=\w)\s+((?:both|beide|all)\s+(?:from|at|work|of them|aus|bei|von)\b)")
SHIELDS = {",": "\0", ";": "\1", "&": "\2", "+": "\3", " and ": "\4", " und ": "\5"}


def _shielded(bracket: str) -> str:
    for sign, shield in SHIELDS.items():
        bracket = bracket.replace(sign, shield)
    return bracket


def _bared(part: str) -> str:
    for sign, shield in SHIELDS.items():
        part = part.replace(shield, sign)
    return part


def _note(detail: re.Match[str] | None) -> str | None:
    if detail is None:
        return None
    return next((words.strip() for words in detail.groups()[1:] if words and words.strip()), None)


def _is_name(text: str) -> bool:
    words = text.split()
    most = LONGEST_PART if any(character.isupper() for character in text) else SMALL_LETTERS
    if not 1 <= len(words) <= most or len(text) > LONGEST_NAME:
        return False
    if any(character.isdigit() for character in text) or not any(character.isalpha() for character in text):
        return False
    return not (SENTENCE.search(text) or DETAIL_START.match(text)) and not {"/", "@"} & set(text)


def _tidy(name: str) -> str:
    """A name in small letters gets capitals ("Ana Maria"); one with capitals of its own is left as it is."""
    name = NO_LETTERS_AROUND.sub("", " ".join(name.split()).strip(" .,"))
    if any(character.isupper() for character in name):
        return name[:1].upper() + name[1:] if TITLED.match(name) else name
    return name.title()


NO_LETTERS_AROUND = re.compile(r"^[^\w]+|[^\w.’')]+$")
TITLED = re.compile(r"(?:dr|prof|mr|mrs|ms|mx)\b")
