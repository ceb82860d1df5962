"""The little English that turning a jotting round needs, as lists of words. It decides nothing.

The lists name what is certain. A word that is missing makes a jotting be left out instead of woven, never be garbled.
"""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


IRREGULAR: Final = {
    "is": "are", "was": "were", "has": "have", "does": "do", "isn't": "aren't", "wasn't": "weren't",
    "hasn't": "haven't", "doesn't": "don't", "focuses": "focus", "thus": "thus",
}  # fmt: skip
# Per pronoun that can begin a note about the person met: what each of its forms becomes when said to them.
TURNED: Final = {
    "she": {"her": "your", "hers": "yours", "herself": "yourself"},
    "he": {"his": "your", "him": "you", "himself": "yourself"},
    "they": {"their": "your", "them": "you", "themselves": "yourself"},
}
SUBJECTS: Final = {who + end: f"you{end}" for who in TURNED for end in ("", "'ll", "'d", "'ve")} | {"they're": "you're"}
# "she's" is "she is" or "she has"; the next word tells, if anything does.
UNSURE_SUBJECTS: Final = {"she's": "you're", "he's": "you're"}
ANY_SUBJECT: Final = SUBJECTS | UNSURE_SUBJECTS
SECOND_HALF: Final = _words("and but or")
ADVERBS: Final = _words("also always just never now often only really recently still sometimes usually actually both")
PREPOSITIONS: Final = _words(
    "about after against around as at before between by for from in into near of on over than through to"
    " under via with without"
)
JOINS: Final = PREPOSITIONS | _words("and or")
DETERMINERS: Final = _words("the my our your her his their two three four five")
PRECEDES_A_NOUN: Final = DETERMINERS | PREPOSITIONS
THIRD_VERBS: Final = _words(
    "is has was wants loves likes needs lives works plays climbs enjoys hates knows speaks teaches"
    " studies paints writes reads cooks sings swims rides builds grows runs collects dreams hopes plans"
    " misses worries comes makes keeps hikes moved founded studied worked lived codes sells travels dances"
)
# Words that make a sentence of what began like a thing ("her boat sank").
FINITE: Final = THIRD_VERBS | _words(
    "are am were have had do did will would can could should might must be been won't can't didn't"
    " wouldn't isn't doesn't wasn't hasn't became began bought broke brought built burnt came caught chose"
    " cost cut did died drew drove ate fell felt fled flew forgot found fought gave got grew heard held"
    " hit hurt kept knew led left lent let lost made meant met paid put quit ran rang rose said sank sang"
    " saw sold sent set shook shut slept spent spoke stood stole struck swam taught thought threw told"
    " took understood went woke won wore wrote go goes want love like need live play think feel know make"
    " take get help hurt look seem start work say"
)
PLURALS: Final = _words("people children men women family team")
MAY_END_A_THING: Final = FINITE | PLURALS
# After one of these, a later "she" may no longer be the person the note is about.
PEOPLE: Final = _words(
    "mother mom mum father dad sister brother daughter son wife husband partner friend boss girlfriend"
    " boyfriend cousin aunt uncle grandmother grandfather grandma grandpa niece nephew child baby kid"
    " colleague neighbour neighbor teacher manager client mentor coach team family parent assistant"
    " student woman man girl boy guy person co-founder cofounder"
)
GERUND_NEIGHBOURS: Final = JOINS | DETERMINERS | _words("a an up out back abroad again home more less")
NO_GERUNDS: Final = _words(
    "interesting amazing charming boring exciting loving caring inspiring outgoing king string spring"
    " evening morning wedding sibling being willing daring tiring thrilling struggling doing going nothing"
    " anything everything during"
)
# Verbs a promise begins with, in the form that follows "I would".
ACTIONS: Final = _words(
    "send share show give lend mail email forward text write call phone ping message meet visit invite"
    " introduce connect put help ask tell bring buy find get look check read review recommend book order"
    " pass return teach try let think make take join come go pick arrange organise organize set talk speak"
    " follow drop pay remind"
)
# Those of them that are things as well ("book tip"): verbs only before one of the words that follow.
THINGS_TOO: Final = _words(
    "mail email text call phone ping message visit help look check review book order pass return try show drop talk"
)
AFTER_AN_ACTION: Final = _words("her him them me us my our your his their the a an at to up back over out whether if")
GIVING: Final = _words("send show give lend mail email forward text write bring buy teach tell pass pay find get book")
AFTER_A_RECEIVER: Final = JOINS | _words(
    "a an the my our some again back up out when if once soon next this that tomorrow today tonight"
    " monday tuesday wednesday thursday friday saturday sunday here there how what why whether later soon"
    " then maybe"
)
# Verbs that bring two people together: of whom a later "her" speaks is not certain.
BRINGING_TOGETHER: Final = _words("introduce connect put")
# Verbs behind which people leave out to whom, and the article: "send link".
HANDING_OVER: Final = _words("send forward share")
NEEDS_NO_ARTICLE: Final = _words(
    "some more all both that this these those any feedback info information advice help money news music work thoughts"
)
# Behind one of these no noun is left alone: what stands before is a verb for certain.
FOLLOWS_A_VERB: Final = _words("a an the half all its no most every each more my our your two three four five")
BEING: Final = _words("is are was were has have isn't aren't wasn't weren't hasn't haven't")
