"""How an answer is heard: as a transaction, as a bare position, or as neither. Words and patterns, no wordings.

A turn that was not needed annoys more than a missed one, so every rule here prefers silence. First come signs that
the answer is about persons already, then transactions found anywhere, then roles, which count only when they are all
that was said ("a VC", but not "a VC who also surfs"). English first; the German is what people mix in.
"""

import re
from enum import StrEnum
from functools import lru_cache
from typing import Final


class Kind(StrEnum):
    """What an answer spoke of instead of a person."""

    JOB = "job"
    MONEY = "money"
    SALE = "sale"
    TITLE = "title"
    STATUS = "status"
    COLLECT = "collect"


@lru_cache(maxsize=256)  # a dialogue asks about its answers again at each turn
def kind_of(text: str) -> Kind | None:
    """The kind of transaction or position the answer speaks of, or None."""
    words = " ".join(text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split()).strip(" .!?")
    if SPARED.search(words):
        return None
    for kind, pattern in TRANSACTIONS.items():
        if pattern.search(words):
            return kind
    if len(words) > LONGEST_ROLE:
        return None
    bare = LEAD_IN.sub("", COMPANY.sub("", words))
    return next((kind for kind, pattern in ROLES.items() if pattern.fullmatch(bare)), None)


# Longer answers say more than a role, and matching them could take long.
LONGEST_ROLE: Final = 100


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)


# Signs of interest, of help for somebody else, of an old bond, or of a "no": nothing to turn.
SPARED: Final = _any_of(
    r"learn(?:ing)?|hear|understand|listen|how|why|what|stor(?:y|ies)|advice|feels?|felt|thank|again",
    r"not|no|never|without|less|\w+n't",
    r"(?:help|support) (?!me|us)\w+",
    r"(?:introduce|connect) (?!me|us|with)\w+",
    r"(?:lernen|hören|verstehen|wie|erzähl\w*|nicht|kein\w*|helfen|danken)",
)

# After "who" it is the other person who pursues something.
_PURSUE = (
    r"(?<!who )(?:find(?:ing)?|get(?:ting)?|land(?:ing)?|need|want|win(?:ning)?|gain(?:ing)?|seek(?:ing)?|clos(?:e|ing)"
    r"|sign(?:ing)?|secur(?:e|ing)|attract(?:ing)?|generat(?:e|ing)|look(?:ing)? for|search(?:ing)? for|rais(?:e|ing))"
)
_UP_TO_TWO = r"(?:[\w']+ ){0,2}"

TRANSACTIONS: Final[dict[Kind, re.Pattern[str]]] = {
    Kind.COLLECT: _any_of(
        r"business cards?|visitenkarten?|as many (?:\w+ )?as|as many \w+(?: \w+)? as|lots of (?:connections|contacts)",
        r"(?:hand|give|pass)(?:ing)? out .*cards|(?:collect|exchange|swap|get rid of) .*cards",
        r"\d{2,} (?:\w+ )?(?:people|contacts|connections|cards|followers|leute|kontakte)",
        r"(?:grow|expand|build) (?:my|our) (?:network|linkedin|following|audience|contacts)",
        r"more (?:contacts|connections|followers)|möglichst viele?|contact list|work(?:ing)? the room",
        r"(?:everybody|everyone|all people) (?:in the room|there)|scan (?:\w+ )?badges?",
    ),
    Kind.JOB: _any_of(
        r"(?:hire|employ|recruit|refer|recommend) me|get me (?:hired|in|into|an? \w+)|get hired",
        rf"{_PURSUE} {_UP_TO_TWO}(?:job|internship|interview|position|role|employment)",
        r"my (?:next|new|first) (?:job|role|position)|job offers?|vacanc(?:y|ies)",
        r"(?:open|job) (?:roles?|positions?|openings?)|(?:career|job) opportunit(?:y|ies)|foot in the door",
        r"openings? for me|(?:is|are|who's) hiring",
        r"my (?:cv|resume|résumé)|(?:mich|uns) einstell\w+",
        r"neue[nrs]? (?:job|stelle|arbeit)",
    ),
    Kind.MONEY: _any_of(
        r"invest(?:s|ing)? in (?:me|us|my|our)|fund (?:me|us|my|our)|money into (?:my|our)|people with money",
        rf"{_PURSUE} {_UP_TO_TWO}(?:money|funding|funds|capital|seed|investments?|investors?|round|sponsors?)",
        r"writes? (?:\w+ )?che(?:que|ck)s|deep pockets|(?:kapital|geld) für",
        r"in (?:uns|mich|mein\w*|unser\w*) (?:\w+ )?invest\w+",
    ),
    Kind.SALE: _any_of(
        r"(?:sell|pitch|promote|demo) (?:my|our|to|it|the|them)|buy (?:my|our|from (?:me|us))",
        rf"{_PURSUE} {_UP_TO_TWO}(?:leads?|clients?|customers?|deals?|sales|contracts?|buyers?|business)",
        r"(?:potential|new|future|paying|becomes?) (?:an? |our )?(?:clients?|customers?|buyers?|leads?|accounts?)",
        r"(?:good|warm|hot) leads?|(?:companies|firms|businesses) (?:that|who) (?:need|would)|with a budget",
        r"(?:signed|new) (?:contracts?|business|orders?)|existing accounts|upsell|demos|a quote",
        r"(?:kunden|aufträge|leads) (?:\w+ )?(?:gewinnen|finden|sammeln)",
    ),
    Kind.STATUS: _any_of(
        r"people who matter|open (?:\w+ )?doors|inner circle|a-listers?|rock ?stars? of",
        r"(?:most|very) (?:important|influential|powerful|famous|successful)",
    ),
}

_OPEN = (
    r"(?:(?:an?|the|some|any|my|our|a few|many|more|top|big|senior|other possible|leading|local|key|der|die|ein\w*) )*"
)
# Each of them begins a new part; a part that could have them inside could be read in endlessly many ways.
_NO_JOINT = r"(?!(?:at|from|bei|of|in|for|von|im|with)\b)"
_TRADE = (
    r"(?:[\w-]*tech|startups?|compan(?:y|ies)|business|financ(?:e|ing)|banks?|banking|law|firm|agency|insurance|software|ai"
    r"|engineering|sales|marketing|product|data|design|health(?:care)?|consulting|retail|media|industry|field|area|sector"
    rf"|market|project|team|idea|app|services?|projekt|firma|branche|{_NO_JOINT}(?-i:[A-Z])[\w.&'-]*)"
)
# Where a role ends and a life begins: "of sales at Acme" goes with the role, "of the allotment club" does not.
_FIELD = (
    rf"(?: (?:at|from|bei) (?!heart|home)[\w.&'-]+(?: {_NO_JOINT}[\w.&'-]+){{0,3}}"
    rf"|(?: (?:of|in|for|von|im|with)(?: (?:an?|the|my|our|mein|unser|its?))?(?: {_TRADE}){{1,3}}))*"
)

LEAD_IN: Final = re.compile(
    r"^(?:(?:i(?:'d| would)? (?:like|want|hope|need) to|she is|he is|she's|he's|they are|works as|runs|to"
    r"|meet|find|see|know|talk to"
    r"|speak (?:to|with)|talk with|connect with|network with|get in touch with|access to) )+",
    re.IGNORECASE,
)
# ", Siemens" after a title; a capital tells it from ", climbs".
COMPANY: Final = re.compile(r", [A-Z][\w.&-]*(?: [A-Z][\w.&-]*)*$")


def _only(*roles: str) -> re.Pattern[str]:
    role = rf"{_OPEN}(?:{'|'.join(roles)}){_FIELD}"
    return re.compile(rf"{role}(?:(?:,| and| or| und|,? &|/) ?{role})*", re.IGNORECASE)


_TITLES = (
    r"c[etfomi]os?|c-(?:level|suite)(?: \w+)?|[se]?vps?(?: \w+)?|(?:vice[- ])?presidents?|heads? of \w+|chiefs?|bosses",
    r"(?:managing |executive )?directors?|execs?|executives?|decision[- ]?makers?|board members?|(?:co-?)?founders?",
    r"(?:\w+ )?managers?|partners|partner(?= (?:at|in) )|leaders|(?:someone|anyone|people) (?:very )?senior",
    r"(?:someone|anyone|people) in (?:upper|senior|top|higher) management|(?:upper|senior|top) management",
    r"(?:principal|staff) \w+|chief \w+ officers?|(?:engineering|design|product|tech|team) leads?",
    r"professors?|mayors?|ministers?|politicians?",
    r"senior \w+|abteilungsleiter(?:in|innen)?|procurement|geschäftsführer(?:in|innen)?",
    r"entscheider(?:in|innen)?|vorständ?e?|führungskräfte|chefs",
)

ROLES: Final[dict[Kind, re.Pattern[str]]] = {
    Kind.JOB: _only(
        r"recruiters?|head-?hunters?|hiring managers?|employers?|hr(?: \w+)?|talent (?:scouts?|acquisition)",
        r"(?:new |next |better )?jobs?|internships?|recruiting|praktikum|personaler(?:in|innen)?|arbeitgeber",
    ),
    Kind.MONEY: _only(
        r"vcs?|(?:angel )?investors?|(?:business )?angels?|venture capital(?:ists?)?",
        r"sponsors?|funders?|funding|donors?|grants?",
        r"a? ?che(?:que|ck)|(?:limited|general) partners?|(?:\w+ ){0,2}lead investors?|rich \w+",
        r"money|capital|investments?|investor(?:en|in|innen)|geldgeber|sponsoren|geld",
    ),
    Kind.SALE: _only(r"clients?|customers?|leads?|prospects?|buyers?|deals?|sales|kund(?:en|innen)|käufer|aufträge"),
    Kind.STATUS: _only(
        r"(?:very )?(?:important|influential|powerful|famous|successful|rich|well[- ](?:known|connected)"
        r"|high-profile|right|wichtige"
        r"|einflussreiche|berühmte) (?:people|persons?|ones|folks|leute|menschen|names)",
        r"(?:someone|anyone|somebody|anybody) (?:important|famous|influential|powerful|rich)",
        r"celebrit(?:y|ies)|vips?|influencers?|big (?:names|shots)|thought leaders?|movers and shakers|promis",
    ),
    Kind.TITLE: _only(*_TITLES),
}
