"""The patterns by which a piece of a line about somebody is told from another. Data, and no decisions.

In a pattern an apostrophe may be missing, {name} stands for one of PARTS, and what is kept of the piece stands between
« and ».
"""

import re
from typing import Final

from conversations import grammar
from conversations import jotted_words as words

PARTS: Final = {
    "role": words.any_of(words.ROLES),
    "field": words.any_of(words.FIELDS),
    "business": words.any_of(words.BUSINESSES),
    "pastime": words.any_of(words.PASTIMES),
    "pastimes": words.any_of(words.PASTIME_VERBS),
    "place": words.any_of(words.PLACES),
    "do": words.any_of(words.DOING),
    "offered": "(?:help|teach|show|lend|get me|give|recommend|review|check|mentor|host|get us|fix|drive|build|translate"
    "|proofread|share)",
    "gives": "(?:sends|lends|mails|forwards|schickt|leiht|mailt)",
    "them": "(?:her|him|them|ihr|ihm|ihn|ihnen)",
    "said": "(?:(?:said|says|mentioned|told me|meinte|sagt|sagte)(?: that| dass)?)",
    "they": "(?:she|he|they|sie|er)",
    "are": "(?:(?:(?:she|he|they)(?:'s|'re| is| are)?|sie(?: ist)?|er(?: ist)?|is|are|ist|who|who is|who's) )?"
    "(?:(?:also|really|super|very|quite|still|currently|auch|sehr|gerade) )*",
    "will": "(?:will|would|'ll|'d|is going to|gonna|wird)",
    "own": "(?:her|his|their|my|our|me|it|this|that|the|what|how|you|us|to|be|being|when|ihre?n?|seinen?|es"
    "|mich|mir)\\b",
    "poss": "(?:her|his|their|my|our|me|it|this|that|you|us|ihre?n?|seinen?|mich|mir)\\b",
    "people": words.any_of(grammar.PEOPLE),
    "plain": "(?:(?!(?:her|his|their|my|our|your|no|not|of|for|from|with|about|in|at|and|or|who|to|is|was|has"
    "|had|met|meet|knows|know|needs|need|wants|want|likes|loves|hates|send|call|ask|find|said|says|great|good|bad|as"
    "|by|on|than|i|he|she"
    "|they|und|turned|" + "|".join(sorted(grammar.PEOPLE - words.ROLES)) + ")\\b|[/&] )[\\w/&+.-]+ )",
}


def _pattern(template: str) -> re.Pattern[str]:
    kept = template.replace("«", "(?P<words>").replace("»", ")")
    spelled = re.sub(r"\{([a-z]+)\}", lambda part: PARTS[part[1]], kept)
    return re.compile("(?is)" + spelled.replace("'", "['’]?"))


def _patterns(*templates: str) -> tuple[re.Pattern[str], ...]:
    return tuple(map(_pattern, templates))


_I = "(?:i'll|i will|i'd|i (?:would|should|must|can|could|have to|need to|want to)|ich (?:muss|soll|will|werde))"
_ME = "(?:must|should|need to|have to|gotta|let me|please|pls|(?:{they} )?(?:asked|wants|wanted|told|needs) me to)"
_ANYTHING = (
    "(?:(?:i )?promised {them}(?: to)?|i(?:'ve)? promised(?: to)?|(?:i )?owe {them}|(?:to-?do|note to self):?"
    "|(?:remember|don't forget|do not forget|remind me|make sure) to)"
)
_CLEAR = (
    "(?:(?:(?:send|resend|forward) |share (?=the|my|this|that)|invite (?=to|for))(?!me\\b|us\\b)\\S.*|{do} (?:{them}"
    "|his|their)\\b.*|follow up\\b.*|get back to {them}\\b.*|let {them} know\\b.*|keep {them} posted\\b.*|(?:call"
    "|email|text|ping|message|phone) (?:back|about|re|in|on|by|next|before)\\b.*|(?:schicke?|schreibe?|leihe?|gib"
    "|zeige?|bringe?|maile?) (?:ihr|ihm|ihnen)\\b.*|rufe? (?:sie|ihn) .*\\ban|(?:ihr|ihm|ihn|ihnen) .*(?:schicken"
    "|anrufen|leihen|geben|mailen|schreiben|zeigen|empfehlen|bringen))"
)
"""What has no other meaning than that the owner will do it, for its verb or for the word behind that."""
MINE: Final = _patterns(
    f"(?:(?:{_I}|{_ME}|{_ANYTHING}|promised to) )?«{_CLEAR}»",
    "«(?:tell|ask|remind|thank|give|show|lend) (?-i:[A-Z])\\w+ .+»",
    "will «{do} {them}\\b.*»",
    f"{_I} «{{do}}\\b(?! me\\b).*»",
    f"{_ANYTHING} «.+»",
    "promised to «(?!.*\\bme\\b).+»",
    "«(?:den|die|das|eine?n?) .+ (?:schicken|mailen|zeigen|leihen)»",
    "(?:ich )?habe? (?:ihr|ihm|ihnen) «.+» versprochen",
)
UNSURE: Final = _pattern("promised to (?!.*\\b(?:{them}|me)\\b).+")
"""Right behind a name, nobody can tell who promised it."""
THEIRS: Final = _patterns(
    "(?:{said} )?(?:{they} ?)?(?:{will}|promised to) (?:also )?«{do} (?:\\S+ ){0,3}(?:me|mir|mich)\\b.*»",
    "{said} (?:she|he|they) ?{will} «{do}\\b(?! {them}\\b).*»",
    "(?:she|he|they) ?(?:will|'ll) «{do}\\b(?! {them}\\b).*»",
    "{they} promised(?: to)? «(?!{them}\\b)(?!to\\b).+»",
    "(?:{they} )?(?:promised|owes) me(?: to)? «(?!to\\b).+»",
    "(?:{they} |is )?«{gives} (?:me|mir) .+»",
    "(?:{they} )?(?:will|wird) mir «.+ (?:schicken|leihen|geben|mailen|zeigen|bringen)»",
    "(?:{they} )?hat mir «.+» versprochen",
    "(?:{they} )?schuldet mir «.+»",
)
TO_ME: Final = _patterns(
    "(?:(?:{they} )?{said} )?(?:{they} ?)?(?:(?:{will}|can|could|offered to|promised to|happy to|wants to) )?«(?:intro"
    "|introduce|connect|put) me (?:in touch |up )?(?:to|with) (?P<other>.+)»",
    "(?:{they} )?(?:promised|offered|offers)(?: me)? «an? intro(?:duction)? to (?P<other>.+)»",
    "«(?:{they} )?stellt mich (?P<other>.+) vor»",
    "«(?:{they} )?(?:will|kann|macht|bringt) mich (?:mit )?(?P<other>.+) (?:vorstellen|bekannt(?: machen)?|zusammen"
    "|vernetzen)»",
)
TO_THEM: Final = _patterns(
    f"(?:(?:{_I}|{_ME}|{_ANYTHING}|promised to) )?«(?:(?:intro|introduce|connect|put) {{them}} (?:in touch |up )?"
    f"|intro |introduce )"
    "(?:to|with) (?P<other>(?!{them}\\b|me\\b).+)»",
    f"(?:(?:{_I}|{_ME}|{_ANYTHING}|promised to) )?«(?:intro|introduce|connect|put) "
    "(?!{them}\\b|(?:me|us|to|with)\\b)\\S+ (?:in touch |up )?(?:to|with) (?P<other>(?-i:[A-Z]).+)»",
    "(?:i(?:'ve)? )?promised (?!(?:me|us|to)\\b)\\S+ «an? intro(?:duction)? (?:to|with) (?P<other>.+)»",
    "(?:{they} )?«should (?:really )?meet (?P<other>(?:(?:my|our|an?) |(?-i:[A-Z])).+)»",
    "«(?:{them} )?(?:mit )?(?P<other>(?-i:[A-Z]).+) (?:vorstellen|bekannt machen|vernetzen)»",
)
NEEDS: Final = _patterns(
    "{are}(?:urgently |desperately )?(?:needs?|looking for|on the lookout for|in search of|searching for|seeks?"
    "|seeking|could use|sucht|braucht|auf der suche nach):? «(?!{own}).+»",
    "{are}hiring:? «.+»",
    "{are}«hiring»",
    "{are}wants «(?:an? |some )?(?:intros?|introductions?|feedback|advice|help|tips|funding|investors|contacts)\\b.*»",
    "{are}«(?:fund)?raising (?:an? )?(?:pre-?seed|seed|series|round|money|funding|capital)\\b.*»",
    "{are}«fundraising»",
)
OFFERS: Final = _patterns(
    "{are}(?:can|could|happy to|willing to|glad to|offered to|offers to) (?:also )?help(?: me| us| out)? with «.+»",
    "{are}(?:can|could|happy to|willing to|offered to|offers to) (?:also )?«{offered} .+»",
    "{are}(?:offers|offering|offered)(?: me)? «(?!to\\b|{poss}).+»",
    "(?:{they} )?kann (?:(?:mir|uns) )?«(?:bei|beim|mit) .+» helfen",
    "(?:{they} )?hilft (?:mir |uns )?«(?:bei|beim|mit) .+»",
    "(?:{they} )?bietet «.+» an",
)
OFFERED_DEED: Final = _pattern("{offered} (?!of\\b).+")
"""An offer that is a verb, as "teach piano", and no thing, as "review of contracts"."""
INTERESTS: Final = _patterns(
    "{are}(?:loves|likes|enjoys|adores|into|interested in|passionate about|cares about|curious about|geeks out (?:on"
    "|about)|(?:a )?(?:big |huge )?fan of|obsessed with|crazy about|big on|hobby:?|hobbies:?|interests?:|mag|liebt"
    "|interessiert sich für|begeistert sich für|steht auf) (?:to )?«(?:(?!{own}).+|the (?:sea|ocean|mountains"
    "|outdoors|theatre|theater|opera|blues))»",
    "{are}«{pastimes}(?: (?!{poss}|(?:hard|with|people|the room|kids|the kids|attention|a grim|along|down)\\b)\\S.*)?»",
    "{are}«runs(?: (?:marathons?|half marathons?|ultras?|trails?|an? (?:\\S+ )?(?:choir|band|book club|podcast|meetup"
    "|supper club|blog|club|orchestra))\\b.*)?»",
    "{are}«(?:does )?(?:(?:rock|indoor|ice|trail|road|wild|open water|sea|salsa|swing|ballroom|analog|street|mountain"
    "|beach|table|kite|wind|classical) )?{pastime}(?:,? (?:&|and|und|\\+) {pastime})*»",
)
WORK: Final = _patterns(
    "{are}«(?:used to be |was )?(?:(?:an?|the|eine?|der|die) )?{plain}{0,3}(?:ex-)?{role}(?:s|en)?(?: ?(?:@|at\\b"
    "|for\\b|bei\\b|in\\b|from\\b|of\\b|für\\b) ?\\S.*|(?:,? (?:and|&|und|/|turned) {plain}{0,2}{role})+)?»",
    "{are}«(?:does )?{plain}{0,2}{field} ?(?:@|at\\b|bei\\b) ?\\S.*»",
    "{are}«(?:in|does) (?:[\\w-]+ )?{field}(?: (?:at|@|bei|for) .+)?»",
    "«(?:@ \\S+|(?:at|bei) (?!christmas|easter|new year|\\w+day\\b)(?-i:[A-Z])[\\w.&-]*)»",
    "{are}«(?:now )?(?:works?|working|worked|used to work|arbeitet) (?:on (?!weekends?|\\w+days?\\b)|(?:at|for|as|in"
    "|with|bei|als|für|an|im|beim) )(?!{poss})\\S.*»",
    "{are}«(?:now )?(?:runs?|owns?|started|starting|launching|launched|building|builds?|leads?|betreibt|leitet"
    "|gründet) (?:[\\w-]+ ){0,3}{business}s?\\b.*»",
    "{are}«(?:founded|co-?founded|heads|manages(?= an?\\b| the\\b)|curates|codes|codet|sells|teaches|studies|studied"
    "|researches|designs|develops|edits|translates|verkauft|unterrichtet|studiert|entwickelt) (?!{poss})\\S.*»",
    "{are}«works (?:nights|shifts|weekends|remotely|part-time|full-time)\\b.*»",
    "{are}«(?:freelances|freelancing|self-employed|freelance|selbstständig)»",
    "«(?:ex|formerly|previously)[- ](?:at )?(?-i:[A-Z])\\S*»",
    "{are}«(?:doing a |does a )?phd in .+»",
)
MET_HOW: Final = _patterns(
    "«(?:through|via|durch|über|introduced by|intro'd by) (?-i:[A-Z])\\S*(?: (?-i:[A-Z])\\S*)?»",
    "(?:(?:we )?(?:met|talked|chatted|sat|stood|kennengelernt) )?«(?:at|in|on|by|near|behind|during|over|from|outside"
    "|next to|beim|im|am|an der|in der|auf der) (?:(?:the|my|our) )?(?:[\\w-]+ )?{place}»",
    "(?:(?:we )?(?:met|introduced|kennengelernt) )«(?:through|via|by|durch|über) (?!chance)\\S.*»",
    "(?:sat |stood )?«next to me(?: (?:at|in|on|during) .+)?»",
    "(?:we )?met «(?:outside|inside|upstairs|downstairs)»",
)
DOUBT: Final = re.compile(
    r"(?i)\b(?:maybe|perhaps|might|not|never|no longer|if|when|unless|vielleicht|nicht|kein\w*|wenn|falls|(?:do|does"
    r"|did|is|was|has|wo|ca)nt)\b|n['’]t\b|\?"
)
FORGET_NOT: Final = _pattern("(?:don't|do not) forget to\\b")
BEGINS_A_TASK: Final = _pattern(
    "(?:and |und )?(?:(?:please |pls )?(?:send|resend|share|forward) |(?:pls |please )?{do} {them}\\b|i'll |i will "
    "|(?:intro|introduce|connect|put) (?:{them}|to)\\b|i(?:'ve)? promised |promised (?:{them}|to)\\b|(?:i )?owe"
    " {them}\\b|(?:remember|don't forget|remind me) to |to-?do:? |(?:schicke?|leihe?|schreibe?|gib|maile?) (?:ihr"
    "|ihm)\\b)"
)
BEGINS_A_CLAUSE: Final = _pattern(
    "(?:(?:and|und|but|aber) )?(?:(?:she|he|they)(?:'s| is| are)? )?(?:loves|likes|enjoys|needs|hates|knows|wants"
    "|works|runs|teaches|studies|sells|founded|looking for|hiring|offers|offered|has|moved|into|interested in|lives"
    "|owes me|promised me|hat|mag|liebt|sucht|braucht|wohnt|(?:can|could|will|would|wants to|asked me to) (?:also"
    " )?{do}|sat|met)\\b|{pastimes}\\b|(?:she|he|they)(?:'ll|'d)? {do}\\b"
)
OF_OTHERS: Final = _pattern(
    "(?:her|his|their|my|our|the|ihre?|seine?|people|everyone|everybody|friends|kids|if|when)\\b.*"
)
OF_THEIRS: Final = _pattern(
    "(?:lives|has|moved|comes|grew up|speaks|lebt|wohnt|hat|kommt)\\b(?!.*\\b(?:who|that|{people})\\b).*"
)
"""Told of the person without a doubt, so that a verb behind it is theirs as well."""
LEAD: Final = _pattern("^(?:(?:and|und|also|auch|plus|oh|but|aber|then|dann) )+(?=\\S)")
_ANNOUNCED = (
    r"(?:(?:\b(?:gave|given|sent|texted|told|hat|gab)\s(?:me|mir)\s)?\b(?:(?:here(?:'s|\sis)|her|his|their|the|ihre?|seine?"
    r"|[^\W\d_]+['’]s)\s)?(?:tel|telephone|phone|mobile|cell|handy|nummer|number|whatsapp|e-?mail|mail|telegram|tg|handle)\b"
    r"(?:[\s-](?:number|no|nummer|nr|address|adresse|handle|gegeben))*(?:[.:=]|\s(?:is|ist|lautet|=|-))?:?\s+)?"
)
WAYS: Final = (
    ("email", re.compile(r"(?i)" + _ANNOUNCED + r"(?P<way>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)(?=\W|$)")),
    (
        "handle",
        re.compile(r"(?i)(?:\b(?:tg|telegram)\b:?\s+)?(?:https?://)?(?:www\.)?\bt\.me/(?P<way>[a-z]\w{3,31})\b/?"),
    ),
    (
        "handle",
        re.compile(r"(?i)(?:^|(?<=[\n,;(|·–]))\s*(?:(?:tg|telegram|handle)\b:?\s+)?@(?P<way>[a-z]\w{3,31})(?![\w.@])"),
    ),
    ("handle", re.compile(r"(?i)" + _ANNOUNCED[:-1] + r"@(?P<way>[a-z]\w{3,31})(?![\w.@])")),
    (
        "phone",
        re.compile(
            r"(?i)" + _ANNOUNCED + r"(?<![\w.+])(?P<way>(?:\+|00?)[1-9][\d"
            r" /-]{6,16}\d|\(?\d{3}\)?[ -]\d{3}-\d{4})(?![\w-])"
        ),
    ),
)
"""Ways to reach somebody, and the word that only announces one."""
