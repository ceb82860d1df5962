"""The words by which a line about somebody is read, in English and German: what people do, like and work with."""

from typing import Final

from conversations import grammar


def _words(text: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in text.split())


def any_of(known: frozenset[str]) -> str:
    """A pattern for any of the words, longest first."""
    return "(?:" + "|".join(sorted(known, key=lambda word: (-len(word), word))) + ")"


ROLES: Final = _words(
    "designer developer dev devs engineer founder cofounder co-founder investor recruiter consultant lawyer attorney"
    " student teacher nurse midwife doctor surgeon cardiologist dentist vet physio physiotherapist therapist"
    " psychologist pharmacist paramedic architect writer author copywriter poet artist painter sculptor illustrator"
    " photographer filmmaker animator journalist editor translator interpreter librarian researcher scientist chemist"
    " biologist physicist mathematician economist analyst accountant auditor banker trader broker manager director"
    " president marketer freelancer musician drummer guitarist singer dj producer actor actress dancer comedian"
    " professor lecturer tutor trainer instructor chef baker barista bartender brewer butcher florist gardener farmer"
    " beekeeper winemaker carpenter joiner welder electrician plumber mechanic roofer tailor jeweller jeweler"
    " hairdresser pilot captain firefighter policeman policewoman detective politician diplomat social_worker"
    " scrum_master salesperson saleswoman salesman ceo cto cfo coo cmo cpo vp pm hr vc swe sre devops intern trainee"
    " postdoc headhunter curator gallerist publisher bookseller entrepreneur programmer coder tester technician"
    " strategist planner geologist historian archaeologist coach shop_owner business_owner café_owner cafe_owner"
    " sommelier cheesemaker shoemaker quant advisor adviser ambassador personalerin personaler judge paralegal buyer"
    " driver cleaner janitor tourguide realtor vicar pastor priest rabbi imam undertaker optician radiologist"
    " neurologist paediatrician pediatrician seamstress tattooist entwickler entwicklerin gründer gründerin berater"
    " beraterin anwalt anwältin lehrer lehrerin arzt ärztin architekt architektin forscher forscherin studentin"
    " schreiner schreinerin tischler tischlerin schweißer pfleger pflegerin krankenschwester hebamme bäcker bäckerin"
    " koch köchin gärtner gärtnerin journalistin fotograf fotografin übersetzer übersetzerin ingenieur ingenieurin"
    " designerin künstler künstlerin musiker musikerin grafiker grafikerin steuerberater steuerberaterin redakteur"
    " redakteurin psychologin therapeutin buchhändler buchhändlerin"
)
"""What somebody does. Left out is what is a first name as well, such as mason."""
FIELDS: Final = _words(
    "ux ui ai ml hr pr qa it bd backend frontend full-stack fullstack motion_design design marketing sales product"
    " engineering research finance ops operations legal data partnerships growth support strategy comms"
    " communications security policy fintech biotech edtech healthtech proptech consulting banking insurance media"
    " publishing advertising healthcare real_estate law academia logistics pharma education politics energy tourism"
    " hospitality fashion gaming film tv radio vertrieb forschung"
)
BUSINESSES: Final = _words(
    "bakery studio agency company companies startup start-up shop store cafe café coffeeshop restaurant bar gallery"
    " school lab team firm practice farm hotel hostel brewery business consultancy fund charity ngo nonprofit factory"
    " workshop platform app apps tool tools software saas products websites marketplace department bookshop bookstore"
    " vineyard winery roastery bistro pub clinic kindergarten nursery salon theatre theater firma agentur bäckerei"
    " werkstatt buchladen laden praxis"
)
PASTIMES: Final = _words(
    "jazz opera chess yoga ceramics pottery photography football soccer basketball tennis padel badminton golf rugby"
    " volleyball techno vinyl anime poetry tango salsa improv karaoke crossfit pilates judo karate bjj triathlon"
    " triathlons marathons motorbikes motorcycles sci-fi crosswords sudoku board_games boardgames video_games"
    " astronomy birdwatching birding origami calligraphy beekeeping woodworking climbing bouldering sailing surfing"
    " hiking cycling running swimming skiing snowboarding dancing painting drawing singing knitting sewing baking"
    " gardening kayaking diving fishing skating juggling brewing biking rowing camping reading cooking klettern"
    " segeln wandern schach fußball fotografie töpfern kochen lesen tanzen radfahren laufen reiten stricken"
)
PASTIME_VERBS: Final = _words(
    "climbs boulders sails surfs hikes cycles swims skis snowboards dances paints draws sings knits sews bakes"
    " gardens kayaks dives fishes skates juggles brews bikes camps reads cooks plays collects meditates klettert"
    " segelt wandert tanzt malt singt strickt kocht spielt surft schwimmt töpfert liest sammelt"
)
PLACES: Final = _words(
    "bar queue line buffet door entrance exit cloakroom coffee_machine coffee_stand coffee_table stage balcony"
    " terrace kitchen lift elevator panel workshop lobby stairs registration check-in desk booth stand garden break"
    " coffee_break lunch_break lunch keynote afterparty breakfast table food_truck smoking_area foyer schlange theke"
    " garderobe eingang bühne treppe pause kaffeemaschine balkon terrasse tür"
)
DOING: Final = grammar.ACTIONS - _words("let think go come put") | _words(
    "intro thank wish reply answer follow_up whatsapp dm pitch tag link quote mention refer update brief interview"
    " feature nominate credit host slack add warn congratulate"
)
BOUND: Final = (
    grammar.PREPOSITIONS
    | grammar.DETERMINERS
    | _words(
        "'ll 'd who that which whose to will would can could i'll ill i'd id i he she they we you maybe perhaps don't"
        " dont not never should must please pls and or but a an if when said says told me asked wants because only"
        " also just gotta let's now really still needs need wants want offers offered promised shell hed shed theyll"
        " and und oder die der das er sie ihr ihm"
    )
)
"""Behind one of these nothing new begins."""
LEADS_TO_A_WAY: Final = _words("at to on via under an unter auf")
