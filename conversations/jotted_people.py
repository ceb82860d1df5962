"""Somebody whose name is not known, and what they are called until it is: "Woman at the bar", "Someone, batteries"."""

import re
from typing import Final

from conversations import grammar
from conversations.answers import Met
from conversations.capture_words import NO_NAMES
from conversations.jotted_words import PASTIME_VERBS, ROLES, any_of

_WHO: Final = (
    r"(?:woman|man|guy|girl|lady|dude|bloke|chap|fellow|person|someone|somebody|frau|mann|typ|kerl|dame"
    r"|jemand(?:e[nm])?)"
)
_WHERE: Final = (
    r"(?:at|by|near|with|from|behind|beside|next\sto|wearing|(?:in|on)\s(?:the|an?)|an|am|mit|im|aus|von|vom|neben"
    r"|hinter|bei|beim)"
)
_ARTICLE: Final = r"(?:the|an?|this|that|some|another|der|die|den|dem|eine?[nmr]?|diese[rnm]?)"
_PRAISE: Final = (
    r"(?:nice|great|good|long|quick|lovely|short|super|interesting|cool|funny|smart|kind|sweet|very|really)"
)
MEETING: Final = (
    rf"(?:(?:and|then|also|just|finally|i|ich|hab|habe|had|{_ARTICLE}|{_PRAISE})\s)*(?:(?:re-?)?met(?:\sup\swith)?"
    r"|(?:chat|talk|talked|talking|chatted|chatting|spoke|spoken|conversation|convo)\s(?:to|with)|bumped\sinto|ran\sinto"
    r"|(?:gespräch\s|gesprochen\s|geredet\s)?mit|habl[eé]\scon|conoc[ií]\sa)\s"
)
"""How one tells that one met somebody."""
SOMEBODY: Final = re.compile(
    rf"(?i)(?:{MEETING})?(?:{_ARTICLE}\s)?(?P<name>(?:(?!{_PRAISE})[\w-]+\s)?{_WHO})"
    rf"(?P<where>\s{_WHERE}\s[^,;:.()]+)?(?P<who>\s(?:whose\sname\s[^,;:.()]+|(?:who|der|die)\s(?=\w)))?"
    r"(?P<rest>(?:$|[,;:.(]|(?<=\s)\w).*)$"
)
SET_APART: Final = re.compile(rf"(?i)(?:{MEETING})?(?:{_ARTICLE}\s(?:[\w-]+\s)?|(?:someone|somebody|jemand)\b)")
"""Without a place or a look, only this is no remark about whoever was spoken of last."""
IN_A_ROLE: Final = re.compile(
    rf"(?i){MEETING}(?:(?P<the>the)|{_ARTICLE})\s(?P<name>(?:[\w-]+\s)?(?:{any_of(ROLES)}|head)"
    r"\s(?:of|at|from|behind|von|bei)\s[^\s,;:.()]+(?-i:\s[A-Z][^\s,;:.()]*)*)(?P<rest>.*)$"
)
UNNAMED: Final = re.compile(
    rf"(?i)(?:the\s)?(?:[\w-]+\s)?{_WHO}(?:,\s.+|\s{_WHERE}\s.+|\sat\s\d\d:\d\d)?"
    rf"|(?:the\s)?(?:[\w-]+\s)?(?:{any_of(ROLES)}|head)\s(?:of|at|from|behind|von|bei)\s.+"
)
VERBS: Final = (grammar.THIRD_VERBS | PASTIME_VERBS | frozenset({"designs", "said", "told", "ist", "hat"})) - {"hopes"}
DOES: Final = re.compile(
    r"(?i)^(?:(?:she|he|they|sie|er)\s)?(?:works?\s(?:on|in|at|for|with|as)|arbeitet\s(?:an|bei|in|im|als)|into|from|at"
    r"|\w+s)\s(?:(?:the|an?|eine?[nmr]?)\s)?"
)
CALLED: Final = re.compile(
    r"(?i)(?:is\s|was\s)?(?:called|named|heißt)\s(?P<name>[^\W\d_][\w’'-]*(?-i:\s[A-Z][\w’'-]*){0,2})(?P<rest>.*)$"
)
EDGES: Final = " ,;:.()–—-"
MOST_WORDS: Final = 3
"""Of what somebody does, when they are called by it."""
WOMEN: Final = re.compile(r"(?i)\b(?:woman|girl|lady|frau|dame)\b")
MEN: Final = re.compile(r"(?i)\b(?:man|guy|dude|bloke|chap|fellow|mann|typ|kerl)\b")


def is_unnamed(name: str) -> bool:
    """Whether somebody is called by what was seen of them, until their name is known."""
    return UNNAMED.fullmatch(name) is not None


def described(line: str) -> Met | None:
    """Somebody new without a name, and what is told of them; None when it may be about somebody else."""
    if found := IN_A_ROLE.match(line):
        return _met(f"the {found['name']}" if found["the"] else found["name"], found["rest"])
    found = SOMEBODY.match(line)
    if found is None:
        return None
    where, on = _cut(found["where"] or "")
    rest = f"{on}{found['rest']}"
    if (called := CALLED.match(rest)) and called["name"].casefold() not in NO_NAMES:
        return _met(called["name"][:1].upper() + called["name"][1:], f"{where.strip()}; {called['rest'].strip(EDGES)}")
    if where:
        return _met(f"{found['name']}{where}", rest)
    set_apart = found["who"] or (SET_APART.match(line) and found["rest"])
    if not (set_apart or MET.match(line)):
        return None
    about = _topic(rest)
    return _met(f"{found['name']}, {about}" if about else found["name"], rest)


MET: Final = re.compile(rf"(?i){MEETING}")


def _met(name: str, rest: str) -> Met:
    return Met(f"{name[:1].upper()}{name[1:]}", rest.strip(EDGES) or None)


def _cut(where: str) -> tuple[str, str]:
    """Where somebody was or what they wore, and what goes on behind it: "at the bar", "runs a bakery"."""
    words = where.split(" ")
    at = next((at for at, word in enumerate(words) if word.casefold() in VERBS), len(words))
    return " ".join(words[:at]), " ".join(words[at:])


def _topic(rest: str) -> str:
    """What somebody does, in a few words: "batteries"."""
    first, *_ = re.split(r"[,;:.()]", rest.strip(EDGES), maxsplit=1)
    return " ".join(DOES.sub("", first.strip()).split()[:MOST_WORDS])


def may_be(name: str, pronoun: str) -> bool:
    """Whether "her" or "his" may be said of somebody who is called so."""
    if pronoun in {"her", "she", "she's", "ihr"}:
        return not MEN.search(name)
    return pronoun not in {"his", "he", "he's"} or not WOMEN.search(name)
