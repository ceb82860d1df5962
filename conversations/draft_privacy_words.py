"""What notes hold that no message may repeat, as data: parts of patterns, by theme, English and German.

Too many words cost a sentence, one word too few costs a friendship: in doubt a word stands here. A part matches whole
words in any case; whether a note is private is decided in draft_privacy.
"""

from typing import Final

TEMPERAMENT: Final = (
    r"shy\w*|timid\w*|awkward\w*|bor(?:ed|ing|es?)|nervous\w*|nerv(?:y|es)|anxi\w+|insecur\w+|introvert\w*",
    r"extrovert\w*|quiet\w*|silent|loud\w*|chatty|talkative|arrogan\w+|cocky|smug|vain|snob\w*|pushy|bossy|dominant",
    r"aggressive\w*|moody|grumpy|rude\w*|blunt|weird\w*|odd(?:ball)?|strange|creep\w*|annoy\w+|exhausting|draining",
    r"tiring|intense|patroni[sz]ing|condescending|intimidating|boast\w*|brag\w*|show-?off|know-it-all|narciss\w+",
    r"perfectionist|workaholic|control freak|temper\w*|hot-?headed|emotional\w*|sensitive|needy|clingy|lazy|stupid",
    r"dumb|clever|smart (?:guy|man|woman|cookie)|brilliant|genius|naive|naïve|silly|crazy|nuts|mad|dull|chaotic",
    r"disorgani[sz]ed|messy|unreliable|flaky|stiff",
    r"talk(?:s|ed|ing)? (?:too much|a lot|non-?stop|all the time|only|over|fast|down)|shuts? up|interrupt\w*",
    r"rambl\w+|monologu\w+|never listens|not listening|laugh\w*|smil\w+|giggl\w+|blush\w*|sweat\w*|stutter\w*",
    r"stammer\w*|mumbl\w+|cr(?:y|ied|ies|ying)|confident\w*|self-?confiden\w+|ego\w*|funny|sense of humou?r|polite",
    r"friendly|nice|sweet|warm|charming|lovely|likeable|sympathetic|cool|interesting|fascinating|inspiring|amazing",
    r"impressive|impressed|disappoint\w+|unfriendly|cold (?:fish|person)|distant|jealous\w*|desperate\w*|lonely",
    r"loner|lost|confused|stressed|overwhelmed|tired|scared|afraid|ashamed|embarrass\w+|difficult|complicated",
    r"stubborn|honest|dishonest|liar|l(?:ies|ied|ying)|schüchtern\w*|nervös\w*|langweil\w+|peinlich\w*|unsicher\w*",
    r"zurückhaltend|laut|arrogant|eingebildet|komisch|seltsam|merkwürdig|nervig|nervt|anstrengend|unsympathisch",
    r"sympathisch|nett\w*|lieb|freundlich\w*|unfreundlich\w*|redet (?:zu viel|viel|nur|ständig)|dumm|doof|klug",
    r"schlau|verrückt|faul|launisch|frech|eifersüchtig|einsam|traurig|müde|gestresst|überfordert|aufdringlich",
    r"angeber\w*|lügt|lügner\w*|lustig|witzig|charmant|süß|süss|steif",
)
LOOKS: Final = (
    r"cute|pretty|beautiful|handsome|gorgeous|attractive|stunning|good-?looking|sexy|ugly|hot (?:guy|girl|man|woman)",
    r"so hot|fat|chubby|overweight|obese|skinny|thin|slim|bald(?:ing)?|beard(?:ed)?|moustache|tattoo\w*|piercing\w*",
    r"blonde?|brunette|redhead|(?:red|dark|grey|gray|long|short|curly|blue|green|purple) hair|hair(?:cut|style)?",
    r"(?:blue|green|brown|nice) eyes|eyes|thick glasses|freckles|wrinkl\w+|smell\w*|breath|perfume|teeth|accent|lisp",
    r"(?:nice|deep|soft|shrill) voice|well[- ]dressed|badly dressed|dress|suit|outfit|shabby|wearing|wears|wore|tall",
    r"taller|legs|good looks|look(?:s|ed)(?! (?:up|for|at|after|into|over|out|around|through|forward|back))|weight",
    r"height|hübsch\w*|schön\w*|hässlich\w*|attraktiv\w*|dünn|schlank|glatze|bart|brille|tätowiert|blond\w*",
    r"sieht (?:gut|toll|schlecht|alt|jung) aus|gutaussehend\w*|akzent|stinkt|riecht",
)
AGE: Final = (
    r"age(?:d|ing)?|elderly|middle-?aged|teenager|too (?:old|young)|(?:so|very|quite|pretty|rather) (?:old|young)",
    r"(?:old|older|young|younger) (?:guy|man|woman|lady|dude|girl|boy|person|gentleman|than)",
    r"years? (?:old|younger|older)",
    r"(?:early|mid|late)[- ]?(?:twenties|thirties|forties|fifties|sixties|seventies|\d0'?s)",
    r"in (?:her|his|their) \d0'?s|\d0-?ish|\d0-?something|my age|turn(?:s|ed|ing) \d\d|menopaus\w+|alter|älter\w*",
    r"jünger\w*|jahre alt|um die \d0|(?:mitte|anfang|ende) \w+zig|zu (?:alt|jung)",
)
HEALTH: Final = (
    r"sick\w*|ill(?:ness)?|unwell|disease\w*|cancer\w*|tumou?r\w*|chemo\w*|surgery|operation|in (?:the )?hospital",
    r"clinic|diagnos\w+|therap\w+|psychiatr\w+|psychotherap\w+|counsell?ing|depress\w+|burn(?:ed|t)?[- ]?out|panic",
    r"trauma\w*|suicid\w+|adhd|autis\w+|asperger\w*|bipolar|dyslexi\w+|ptsd|ocd|diabet\w+|epilep\w+|asthma",
    r"migraine\w*|allerg\w+|hiv|aids|covid|stroke|heart attack|disab\w+|wheelchair|deaf|blind|hearing aid",
    r"medic(?:ation|ine)\w*|pills?|insomnia|pregnan\w+|miscarriage|ivf|infertil\w+|expecting|due in \w+|rehab|sober",
    r"alcohol\w*|addict\w*|drunk\w*|drinks|drank|drinking|tipsy|wasted|hung-?over|smok(?:es|ing|er)|stoned|drugs?",
    r"cocaine|weed|cannabis|diet\w*|injur\w+|pain(?:s|ful)?|hurt|broke (?:her|his|their) \w+|blood",
    r"(?:her|his|their) health|health (?:issues?|problems?|scare)|doctor's|sick leave|parental leave|maternity",
    r"krank\w*|krebs|therapie|depressi\w+|schwanger\w*|fehlgeburt|betrunken\w*|besoffen|angetrunken|trinkt",
    r"alkohol\w*|süchtig|raucht|behinder\w*|gesundheit\w*|operiert|klinik|krankenhaus|diagnose|angststörung|verletzt",
    r"schmerz\w*",
)
MONEY: Final = (
    r"money|salar(?:y|ies)|wages?|earn\w*|income|(?:very|filthy|super|so) rich",
    r"rich (?:guy|man|woman|kid|family|parents|dad)|wealth\w*|poor|broke|debts?|indebted|bankrupt\w*|insolven\w+",
    r"loan|mortgage\w*|afford\w*|inherit\w+|trust fund|millionaire\w*|billionaire\w*|loaded|stingy|cheap(?:skate)?",
    r"savings|paid (?:too|badly|well)|underpaid|unemploy\w+|jobless|laid[- ]off|lay-?offs?|fired|sacked|redundan\w+",
    r"lost (?:her|his|their) job|out of work|welfare|lawsuit|sued|suing|prison|jail|arrest\w*|police|in court|geld",
    r"gehalt|verdient|reich|pleite|schulden|insolvent|vermögen|geerbt|erbe|arbeitslos|gekündigt|gefeuert|geizig",
)
BELIEF: Final = (
    r"religio\w+|church|mosque|synagogue|temple|christian(?:s|ity| faith| values)|catholic\w*|protestant\w*",
    r"evangelical|muslim\w*|islam\w*|jew(?:ish|s)?|hindu\w*|buddhis\w+|mormon\w*|atheis\w+|god|pray\w*",
    r"(?:her|his|their) faith|believer|bible|quran|ramadan|hijab|headscarf|sect|cult|esoteric|astrolog\w+",
    r"horoscop\w+|politic\w+|vot(?:es|ed|ing|er)|republican\w*|democrats?|tory|labour party|left-?wing|right-?wing",
    r"conservative|liberal|communist|socialist|racis\w+|sexis\w+|feminist|trump\w*|biden|brexit\w*|anti-?vax\w*",
    r"conspiracy|union member|immigrant|refugee status|visa|asylum|citizenship|ethnic\w*|gläubig|religiös|kirche",
    r"moschee|katholisch|evangelisch|moslem\w*|jüdisch|jüdin|atheist\w*|gott|betet|wählt|afd|cdu|csu|spd|fdp",
    r"grünenwähler\w*|linke|rechte|esoterisch|verschwörung\w*|ausländer\w*|flüchtling",
)
LOVE: Final = (
    r"singles?|divorc\w+|separat(?:ed|ion|ing)|split(?:ting)? up|broke up|break-?up|breaking up|marri(?:ed|age)",
    r"unmarried|engaged|widow\w*|ex(?!-)|exes|ex-?(?:wife|husband|boyfriend|girlfriend|partner)|dat(?:es|ed|ing)",
    r"seeing (?:someone|somebody)|affairs?|cheat\w*|unfaithful|mistress|lover|crush|flirt\w*|fanc(?:y|ies)",
    r"hit(?:ting)? on|into me|likes me|in love|my type|tinder|bumble|grindr|hook(?:ed)? up|kiss\w*|sex\w*|gay",
    r"lesbian|bisexual|bi|queer|trans(?:gender)?|lgbt\w*|coming out|came out|custody",
    r"(?:no|childless|without) (?:kids|children)|childless|wants (?:kids|a baby)",
    r"(?:problems?|trouble|fights?|arguments?|issues?) (?:with|at home)|family (?:problems?|trouble|issues?|drama)",
    r"geschieden|scheidung\w*|getrennt|trennung|verheiratet|ledig|verlobt|verwitwet|affäre|verliebt|schwul|lesbisch",
    r"fremd\w*|flirtet\w*|beziehung\w*|sorgerecht|kinderlos",
)
SORROW: Final = (
    r"died?|dies|dying|dead|death\w*|passed away|funeral|grie(?:f|v\w+)|mourn\w*|lost (?:her|his|their|a|the) \w+",
    r"struggl\w+|suffer\w*|crisis|fail(?:s|ed|ing|ure)?|abus\w+|violen\w+|assault\w*|bull(?:y|ied|ying)|hates?|hated",
    r"gestorben|tot|tod|beerdigung|trauer\w*|verloren|krise|gescheitert|mobbing|leidet|hasst",
)
CONFIDENCES: Final = (
    r"secret\w*|confiden(?:tial\w*|ce)|off the record|between (?:us|you and me)|don'?t tell|do not tell|not public",
    r"nda|rumou?r\w*|gossip\w*|apparently|allegedly|supposedly|word is|i hear|i heard|heard that|stealth|keep quiet",
    r"geheim\w*|vertraulich\w*|unter uns|nicht weitersagen|gerücht\w*|angeblich|tratsch\w*|klatsch",
)
OPINIONS: Final = (
    r"seem\w*|sounds?|sounded|appears?|appeared|act(?:s|ed) (?:like|as if|so|all|up)|comes? across|came across",
    r"strikes? me|remind\w* me|imo|imho",
    r"i (?:think|thought|guess|feel|felt|like|liked|love|loved|doubt|wonder|suppose|found)|my impression|vibes?|vibe",
    r"(?:don't|do not|didn't) (?:like|trust|get)|trust (?:her|him|them)|careful with (?:her|him|them)",
    r"avoid (?:her|him|them)|beware|waste of|overrated|fake|useful (?:to|for|contact)|well[- ]connected",
    r"knows (?:everybody|everyone|people)|good contact|could (?:help|hire|get) me|can (?:help|hire|get) me",
    r"decision[- ]?maker|(?:good|warm|hot) lead|prospect|potential (?:client|customer|investor|lead)|jerk|idiot",
    r"asshole|bastard|bitch|fool|loser|diva|mess|drama queen|nerd\w*|geek\w*|hippie|hipster|boomer",
    r"good (?:guy|person|listener|company)|great (?:guy|person|fun|company|with)|bad (?:at|with)|good (?:at|with)",
    r"terrible|horrible|awful|lame|meh|overdressed|underdressed|late again|too (?:much|many)|unimpressed|wirkt\w*",
    r"scheint|schien|klingt|ich (?:glaube|denke|finde|fand|mag)|mein eindruck|blöd\w*|idiot\w*|arsch\w*|zicke",
    r"vorsicht|nützlich|gut vernetzt|wichtiger kontakt|toll\w*|super|spannend\w*|furchtbar\w*|schrecklich\w*",
)
CONTACT: Final = r"(?:phone number|number|address|contacts?|details|name|email|card|website)"
BUSINESS: Final = (
    r"(?:my|our|the|an?) (?:doctor|clinic|(?:physio|psycho)?therapist|psychiatrist|counsell?or)(?:'s)? " + CONTACT,
)
"""What one hands over so that somebody can be reached at work: no remark on anybody."""
UNSURE: Final = (r"not sure|unsure|no idea|nicht sicher|keine ahnung",)
"""Like a confidence, such a word speaks of the whole note."""
DOUBTS: Final = (
    r"maybe|perhaps|probably|possibly|might|or so|or something|i believe|if i remember|iirc",
    r"vielleicht|wahrscheinlich|vermutlich|eventuell|evtl|oder so",
)
"""Nobody is told what was only guessed about them."""

DEGREES: Final = frozenset({"bit", "little", "tad", "lot", "kind", "sort"})
"""Behind "is a": what follows is a remark on how somebody is."""
BEING: Final = frozenset({"is", "are", "was", "were", "isn't", "aren't", "wasn't", "weren't", "being", "been", "be"})
SKIPPED: Final = frozenset(
    {"also", "always", "just", "never", "now", "often", "only", "recently", "still", "sometimes", "usually", "actually"}
    | {"both", "not", "all", "currently", "originally", "already", "about", "soon"}
)
"""Words between "is" and what it says."""
TELLS_A_FACT: Final = frozenset(
    {"a", "an", "the", "my", "our", "your", "her", "his", "their", "two", "three", "four", "five", "one", "new", "back"}
    | {"here", "there", "in", "on", "at", "from", "into", "with", "for", "off", "out", "up", "under", "between", "born"}
    | {"made", "built", "grown", "curious", "keen", "fond", "home", "away", "to", "around", "near", "behind", "abroad"}
)
"""What may follow "is" without being a remark on somebody; beside these, words that end in -ing or -ed."""
