"""The words by which needs and offers are compared, in English and German. Data, and no decisions.

Every word stands here as it is written without accents; stems.py brings the lists and the notes to the same stems.
"""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FILLER: Final = _words(
    # what holds a sentence together
    "a an the this that these those some any all both each every more most much many lot few couple one two three four"
    " own i he she it we they you him her his hers its their them our my your me us and is are was were be been being"
    " am has have had do does did done will would can could should shall may might must wants get got go goes going"
    " if so as than then too also very really quite just only even still again already always often sometimes never"
    " up out off down over back away around here there where when what how why etc please maybe perhaps not no"
    # asking and giving
    " look search seek need want wish hope try offer give bring share lend send ask answer help support assist advice"
    " advise adviser tip hint feedback review check opinion idea input information info intro introduction introduce"
    " connect connection contact recommend recommendation suggest suggestion know knows knowledge experience expert"
    " expertise specialist professional consultant consulting consult guidance guide chance opportunity question talk"
    " speak chat tell explain show find meet"
    # people, places and things in general
    " somebody someone anybody anyone everybody people person human folks guy woman man friend buddy partner"
    " companion colleague mate team group member company firm agency business organisation organization thing stuff way"
    " place kind sort type part bit side project work worker working employee staff office life day week month"
    " year time hour minute weekend evening morning night today tomorrow soon later now currently recently former"
    " formerly ex past future next last first second new old young good great nice best better big small little large"
    " local early late long short high low cheap affordable free fun cool interesting real whole proper decent"
    " reliable experienced skilled trusted honest quick fast fresh different same other another like"
    # what anybody does
    " love likes enjoy enjoys fan lover enthusiast passionate passion keen crazy interested interest interesting hobby"
    " play plays player make makes take takes use uses set start started starting join keep put learn learns"
    " learning practise practice live lives living move moved moving born grew grow raised come came comes"
    " originally based read reads watch watches collect collects happy able willing plan plans planning think thinking"
    " care hear listen see go visit spend build builds building create"
    " senior junior freelance freelancer freelancing independent owner head lead chief director vice president vp"
    " ceo self full part remote native fluent beginner advanced level basics skill beta"
    " piece audit setup session city town country world"
    # German
    " der die das den dem des ein eine einen einem einer eines und oder ich du er sie es wir ihr ihre ihren sein seine"
    " ist sind war hat haben kann konnen wird sucht suche suchen braucht brauche brauchen bietet biete anbieten hilft"
    " hilfe helfen tipp tipps rat jemand jemanden leute mensch menschen kontakt kontakte kennt kenne gern gerne"
    " liebt mag spielt spielen macht machen arbeitet arbeiten arbeit wohnt lebt lernt lernen lernt neu neue neuen"
    " guter gute gutes guten auch noch sehr viel etwas firma kollegin kollege selbst ehemalige seit immer oft"
)
"""Words that say nothing of what is needed or offered."""

BEHIND: Final = _words(
    "for in at with from to of on by about near between into through as within during after before since towards"
    " inside under without via per against among"
    " fur bei mit aus von zu zum zur als uber nach im am an auf ins unter vom beim durch"
)
"""What follows one of these tells more about the thing named before; with nothing before, it is the thing."""

NEXT: Final = _words("and or but who which that plus while because und oder aber sowie y et")
"""Between two of these stands a thought of its own."""

AGAINST: Final = _words(
    "not no never hates hate dislikes dislike avoids allergic quit stopped cannot don doesn didn isn wasn hasn without"
    " nor neither kein keine keinen nicht nie hasst allergisch"
)
"""A thought with one of these is left alone: who hates running is no partner to run with."""

COMPANY: Final = _words(
    "someone somebody anyone anybody people person folks partner buddy friend mate companion player group with learn"
    " learning practise practice know knows advice tip tips contact contacts talk chat meet exchange"
    " jemand jemanden leute mit lernen kennt partnerin kontakte tipps"
)
"""Words of a need that looks for somebody, and not for a thing."""

PHRASES: Final = {
    r"co-?found": "cofound",
    r"e-(?=commerce|bike|mail)": "e",
    r"front[ -]end": "frontend",
    r"back[ -]end": "backend",
    r"(?:machine|deep)[ -]learning|artificial intelligence": "ai",
    r"human resources": "hr",
    r"user experience|user research": "ux",
    r"venture capital(?:ist)?s?|business angels?|angel (?:money|investors?)|(?:pre-?)?seed (?:round|funding|money)": (
        "investor"
    ),
    r"(?:place|room) to (?:live|stay|rent)|spare room|(?:room in an? )?shared (?:flat|apartment)|flat ?share": "flat",
    r"public speaking": "rhetoric",
    r"public relations": "pr",
    r"non[ -]profits?": "nonprofit",
    r"real estate": "realestate",
    r"web ?design(?=er|\b)": "design",
    r"social media": "socialmedia",
    r"video games?": "videogame",
    r"board games?": "boardgame",
    r"rock (?=climb)": "",
    r"small talk": "smalltalk",
    r"open source": "opensource",
    r"to let\b": "rent",
    r"to (?=rent|buy|sell|hire)": "",
    r"bird ?watching": "birds",
    r"formula (?:1|one)": "f1",
    r"start-up": "startup",
    r"runs? (?=an?\b|the\b|her\b|his\b|their\b|two\b|three\b)": "has ",
    r"run(?:s|ning)? (?=(?:\w+ )?(?:workshops?|events?|meetups?|business|team|shops?|compan(?:y|ies)|clubs?)\b)": "",
    r"^(?:some |new )?(?:work|arbeit)\b(?= (?:in|as|at|als|bei)\b|$)|(?:looking for|find|finding|seeks?) work\b": "job",
    r"(?:introduce|connect|put) \w+ (?:in touch )?(?:to|with) ": "",
    r"new york(?: city)?": "nyc",
    r"san francisco|bay area": "sf",
    r"hong kong": "hongkong",
    r"tel aviv": "telaviv",
    r"buenos aires": "buenosaires",
    r"sao paulo": "saopaulo",
    r"mexico city": "cdmx",
    r"south africa": "southafrica",
    r"new zealand": "newzealand",
}
"""Several words, and the one they are read as."""

SYNONYMS: Final = {
    "design": "ux ui graphic gestaltung webdesigner grafik",
    "developer": "dev programmer coder engineer software entwickler softwareentwickler programmierer",
    "money": """funding fundraising investor invest angel vc vcs capital finanzierung kapital investorin
        geldgeber""",
    "job": "hire recruit vacancy employment headhunter stelle jobsuche personalvermittlung",
    "lawyer": """attorney legal law solicitor contract anwalt anwaltin rechtsanwalt rechtsanwaltin juristin jurist
        recht vertrag""",
    "photographer": "photography photo headshot fotograf fotografin fotografie foto",
    "teacher": "lesson tutor course class lehrer unterricht nachhilfe instructor trainer",
    "flat": "apartment wg wohnung sublet roommate flatmate flatshare housing",
    "write": "copywriter author ghostwriter texter autorin autor schreiben",
    "translate": "ubersetzer",
    "accountant": "bookkeeper tax steuer steuerberater steuererklarung buchhaltung",
    "doctor": "physician gp arzt arztin",
    "therapist": "therapy psychologist psychotherapist psychologin therapeutin",
    "child": "children kid baby kinder toddler",
    "childcare": "babysitter nanny daycare kita kindergarten",
    "bike": "bicycle cycling cyclist fahrrad radfahren rad",
    "run": "jogging marathon laufen halfmarathon",
    "climb": "bouldering klettern klettert",
    "sail": "sailor segeln segelt",
    "hike": "trekking wandern wandert",
    "swim": "schwimmen schwimmt",
    "dance": "tanzen tanzt",
    "cook": "chef catering koch kocht kochin",
    "bake": "bakery sourdough backen backt",
    "garden": "allotment garten gartnern",
    "music": "musician musik",
    "choir": "sing chor",
    "guitar": "guitarist gitarre gitarristin",
    "drum": "schlagzeug",
    "piano": "pianist klavier",
    "film": "filmmaker movie cinema kino",
    "ai": "ml llm llms ki",
    "website": "web webpage homepage webseite",
    "brand": "logo",
    "journalist": "journalism reporter press pr publicity journalistin",
    "sell": "sales salesperson supplier dealer importer distributor wholesaler vertrieb verkauf",
    "founder": "entrepreneur entrepreneurship gruender",
    "cofounder": "mitgrunder",
    "mentor": "mentorship mentorin",
    "volunteer": "charity nonprofit ngo ngos ehrenamt",
    "venue": "coworking desk",
    "carpenter": "carpentry joiner woodwork schreiner tischler",
    "nurse": "krankenschwester pfleger",
    "vet": "veterinarian veterinary tierarzt tierarztin",
    "dog": "puppy hund",
    "car": "auto",
    "illustrate": "illustratorin illustriert drawing",
    "paint": "malerin",
    "immigration": "visa visum permit",
    "insurance": "versicherung",
    "hr": "personnel",
    "speaker": "keynote",
    "builder": "construction",
    "planner": "eventplaner",
    "organiser": "organizer",
    "edit": "editor proofreader lektorat lektorin",
    "cheese": "kase",
    "wine": "wein",
    "beer": "bier",
    "book": "buch",
    "coffee": "kaffee",
    "german": "deutsch",
    "english": "englisch",
    "french": "franzosisch",
    "spanish": "spanisch",
    "italian": "italienisch",
}
"""Everyday words for the same thing, of each stem one; a word stands for one thing only."""

TRADES: Final = _words(
    "designer developer lawyer photographer teacher writer translator accountant doctor therapist babysitter cook baker"
    " gardener journalist seller carpenter nurse vet illustrator painter editor coach builder producer"
    " manager architect printer repair rent rental tester researcher hairdresser agent"
    " organiser organizer host speaker workshop studio analyst planner mentor sponsor volunteer"
    " plumber electrician mechanic tailor manufacturer composer critic walker stylist barista scientist student"
)
"""What people do rather than what it is about: in "piano teacher" the piano has to fit as well."""

CARRIERS: Final = _words(
    "book club podcast film festival food history culture joke quiz story series tour trip fair magazine blog"
    " market shop bar school software app industry community scene conference meetup event water ice art game"
    " science language style theory sport"
)
"""Words that two interests need more than: history podcasts and cooking podcasts are not one interest."""

PLACES: Final = _words(
    "berlin paris madrid vienna rome amsterdam dublin london zurich stockholm oslo helsinki warsaw budapest athens"
    " istanbul chicago denver phoenix toronto vancouver sydney melbourne perth adelaide brisbane auckland singapore"
    " hongkong telaviv dubai jakarta bangkok lagos nairobi accra johannesburg southafrica newzealand nyc sf saopaulo"
    " buenosaires bogota lima santiago caracas havana tallinn riga vilnius minsk sarajevo skopje tirana zagreb"
    " ljubljana bratislava sofia monaco taipei seoul manila dhaka kabul tehran baghdad beirut amman tunis algiers"
    " casablanca"
    " germany france spain italy portugal austria switzerland netherlands belgium denmark sweden norway finland"
    " iceland ireland poland czechia hungary romania bulgaria greece turkey ukraine russia estonia latvia lithuania"
    " croatia serbia slovenia slovakia usa america uk britain canada mexico brazil argentina chile colombia peru"
    " venezuela ecuador cuba india pakistan bangladesh nepal china japan korea taiwan vietnam thailand indonesia"
    " malaysia philippines australia egypt morocco tunisia ghana nigeria kenya ethiopia israel lebanon jordan iran iraq"
    " europe asia africa"
)
"""Places beyond the cities of cities.py."""

SAME_PLACES: Final = {
    "deutschland": "germany", "frankreich": "france", "spanien": "spain", "italien": "italy", "osterreich": "austria",
    "schweiz": "switzerland", "kanada": "canada", "polen": "poland", "japaner": "japan", "england": "uk",
    "britain": "uk", "america": "usa", "turkei": "turkey", "griechenland": "greece", "brooklyn": "nyc",
    "manhattan": "nyc", "queens": "nyc", "kreuzberg": "berlin", "neukolln": "berlin",
}  # fmt: skip
"""Places by another name, or inside one."""

NO_PLACES: Final = _words(
    "reading nice split cork essen boulder buffalo perm palma orlando la kl eastern pacific rio limerick surat zug"
    " salvador queens providence columbus bergen newcastle varna kobe goa charlotte florence victoria jena"
)
"""Cities that are more often something else when a note names them."""

NO_ENDINGS: Final = _words(
    "market flower poster corner summer dinner paper tower counter letter number water layer power master winter center"
    " theater better butter leather weather river silver amber finger sister brother mother father under order border"
    " user beer cancer customer computer server container cover silent kitchen women men garden token chicken linen"
    " manner manners open dozen golden"
)
"""English words that only look as if they had a German ending."""
