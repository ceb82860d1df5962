import re
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.draft_wordings import CLOSINGS, OPENINGS, SINCE, Occasion, Tone
from conversations.drafts import LONGEST_DRAFT, LONGEST_NAME, Facts, draft, opening_line
from conversations.jottings import one_line

KEYS = tuple("abcdefgh")
NOTES = (
    "her move to Lisbon",
    "she climbs",
    "He is building a robot for his daughter",
    "that she wants to leave banking",
    "climbs, 2 kids, ex-Google",
    "her dog died",
    "shy",
    'said "never again" about boats',
    "AI",
    "send her the article",
    "we both have twins",
    "MOVING BACK HOME???",
    "ihr Umzug nach Lissabon",
    "- bees\n- honey\n- beer",
    "her work with refugees in a small town whose name I could not make out because of the noise at the bar",
    "🐝🐝",
    "None",
    None,
)
BROKEN = (
    "about she", "about he ", "about you ", "that your", "that the ", "to the article", "you climbs",
    "you is", "that send", "about send", "about shy", "her the article", "robot for his", "{", "..", "….", "None.",
)  # fmt: skip


def every_draft(facts: Facts) -> list[str]:
    return [draft(occasion, tone, facts, key) for occasion, tone, key in product(Occasion, Tone, KEYS)]


def in_every_tone(occasion: Occasion, facts: Facts) -> list[str]:
    return [draft(occasion, tone, facts, key) for tone, key in product(Tone, KEYS)]


def body(message: str) -> str:
    return message.split("\n\n")[1]


NOTEBOOK = (
    Facts("Ana", event_title="AI meetup", they_said="Her team drops half its features",
        promise="Send her the article by Friday", common="climbs, moved here from Lisbon, a bit shy", days_since=1,
        advice="Charge for the first version", other="Her sister, who runs a gallery"),
    Facts("Ben", event_title="Choir party", they_said="he wants to leave banking. getting divorced",
        promise="intro to Sara", common="builds robots w/ his kids, awkward at first", days_since=2,
        advice="don't hire too early", other="Tom, they both teach"),
    Facts("Chloé", event_title="PyCon", they_said="her move to Porto next month", promise="send Chloé my slides",
        common="UX at Figma, climbs", days_since=20, advice="start small", other="my old boss"),
    Facts("Omar", event_title="Founders Night", they_said="hates his boss, wants to start a bakery",
        promise="send him the course link, and introduce him to Sara", common="ex-Google, 2 kids, chess",
        days_since=0, advice="talk to users, not investors", other="Tom Berg from Bolt",
        why="he needs a designer, Tom is one"),
    Facts("Dr. Weber", event_title="Web Summit", they_said="She restores organs",
        promise="look up the course on acoustics for her", common="very tall, talks a lot", days_since=45,
        advice="her advice on grant writing", other="Prof. Lang", why="both restore old instruments"),
    Facts("Lena", event_title="Bea's birthday party", they_said="her work with refugees in Berlin",
        promise="call her on Tuesday", common="single, cute, plays the cello", days_since=1,
        advice="She said I should start small", other="someone at Figma"),
    Facts("Mia", event_title="the spring party", they_said="she's moving to Rome soon",
        promise="invite her to the choir", common="we both have twins", days_since=3,
        advice="always ask before you build", other="a designer who climbs", why="she needs a designer"),
    Facts("Raj", they_said="that he misses Lagos", promise="ask my brother about the flat",
        common="nervous, drunk by ten", days_since=90, advice="raise my prices", other="her cute brother"),
    Facts("Yuki", event_title="An event", they_said="ihr Umzug nach Lissabon", promise="ihr den Artikel schicken",
        common="schüchtern, spielt Cello", days_since=5, advice="weniger ist mehr", other="Jonas"),
    Facts("Tom", event_title="AI meetup", they_said="his daughter starts school", promise="send him the photos",
        common="teaches maths at a high school", days_since=7, advice="write every morning",
        other="Lea, they are both from Lisbon"),
    Facts("Eva", event_title="Dinner with the alumni", they_said="bees and roof gardens", promise="bring her honey",
        common="in her 40s, beekeeper", days_since=1, advice="never work for free", other="Nils from the hive"),
    Facts("Sara", event_title="Design fair", they_said="running a bakery", promise="introduce her to Tom",
        common="moved here in May", days_since=400, advice="say no more often", other="Ana",
        why="Ana needs bread, I think they'd get on"),
    Facts("Finn", event_title="Hackathon", they_said="is burnt out", promise="give him feedback on the pitch",
        common="climbs? not sure", days_since=10, advice="sleep on it", other="yes, his co-founder"),
    Facts("Ida", event_title="Stammtisch", they_said="Ida wants to learn Portuguese",
        promise="share my notes with her", common="laughs a lot, likes Ida's own jokes", days_since=1,
        advice="learn one thing a week", other="Maria, both love Lisbon"),
    Facts("Paul", event_title="Volunteers breakfast", they_said="his pottery class",
        promise="lend him the book on glazes", common="his mother is sick, he paints", days_since=16,
        advice="fire it twice", other="my neighbour, a potter"),
    Facts("Zoë", event_title="Open Source Day", they_said="they want to hand over the project",
        promise="review their pull request", common="they/them, maintains a parser", days_since=2,
        advice="document first", other="Kim"),
    Facts("Gus", event_title="Book club", they_said="he reads Chekhov to his dog",
        promise="recommend him a translation", common="old guy, reads Russian novels", days_since=30,
        advice="read aloud", other="an editor", why="Gus is looking for an editor"),
    Facts("Noor", event_title="Women in Tech dinner", they_said="her thesis on bridges",
        promise="forward her CV to Tom", common="pregnant, muslim, wears hijab", days_since=1,
        advice="ask for the salary first", other="Tom, he hires engineers"),
    Facts("Jan", event_title="Board game evening", they_said="he designs board games", promise="test his game",
        common="voted AfD, loud", days_since=4, advice="playtest with strangers", other="Lars",
        why="they both design games"),
    Facts("Aya", event_title="Climbing gym", they_said="she's building a wall in her garage",
        promise="meet her for climbing on Saturday", common="she boulders, injured her knee", days_since=14,
        advice="rest more", other="Rosa"),
    Facts("Leo", event_title="Startup summit", they_said="raising a seed round",
        promise="connect him with my investor friend", common="rich dad, snob", days_since=6,
        advice="keep the deck to ten slides", other="my investor friend"),
    Facts("Kira", event_title="Museum night", they_said="her exhibition in Graz",
        promise="send her the photos from tonight", common="looks like my sister, paints", days_since=1,
        advice="paint what I fear", other="Jo, both paint"),
    Facts("Max"),
    Facts("Ola", event_title="Teachers conference", they_said="that her school has no library",
        promise="find her a carpenter", common="teaches refugees German", days_since=21, advice="let them talk",
        other="a carpenter", why="Ola needs shelves"),
    Facts("Tim", event_title="Run club", they_said="he ran Berlin last year", promise="join him for the Sunday run",
        common="depressed after the break-up", days_since=3, advice="run slower", other="Uwe"),
    Facts("Vera", event_title="Radio workshop", they_said="her podcast about rivers", promise="listen to her podcast",
        common="great voice, flirted with me", days_since=1, advice="cut the intro", other="Ines from the radio",
        why="Vera wants to learn editing, Ines teaches it"),
    Facts("Hugo", event_title="Wine tasting", they_said="his vineyard near Graz", promise="tell him about the school",
        common="drinks too much", days_since=60, advice="age it longer", other="a cooper"),
    Facts("Bea", event_title="Hospital volunteers", they_said="her night shifts", promise="text her the address",
        common="is a nurse, tired", days_since=2, advice="take breaks", other="Dora"),
    Facts("Carl", event_title="Chess club", they_said="he plays chess with his grandfather",
        promise="play him a game", common="boring guy", days_since=1, advice="castle early", other="Emil"),
    Facts("Dora", event_title="Garden fair", they_said="her husband left her", promise="bring her seeds next week",
        common="her allotment, grows dahlias", days_since=8, advice="plant late", other="Pia",
        why="both grow dahlias"),
    Facts("Emil", event_title="Jazz night", they_said="we both love Mingus", promise="send him a playlist",
        common="plays bass", days_since=1, advice="practise slowly", other="our drummer"),
    Facts("Pia", event_title="Legal tech meetup", they_said="her clinic for tenants",
        promise="email her about the tenants", common="lawyer, expensive suit", days_since=33, advice="write it down",
        other="a judge I know"),
    Facts("Nils", event_title="Bee day", they_said="four hives on the roof", promise="help him with the hives",
        common="has money", days_since=12, advice="leave them alone in winter", other="Eva", why="both keep bees"),
    Facts("Rosa", event_title="Salsa party", they_said="she teaches salsa to kids", promise="visit her class",
        common="hot, dances", days_since=1, advice="count out loud", other="Diego"),
    Facts("Uwe", event_title="Trade fair", they_said="the merger", promise="send the contract template",
        common="told me in confidence they will be sold", days_since=3, advice="get it in writing",
        other="my lawyer"),
    Facts("Ines", event_title="Radio workshop", they_said="that she records trains",
        promise="put her in touch with the railway museum", common="from Porto", days_since=5,
        advice="record silence first", other="the railway museum"),
    Facts("Jo", event_title="Museum night", they_said="his residency in Oslo, in March",
        promise="write him a recommendation", common="queer, wears pink", days_since=2, advice="apply twice",
        other="Kira", why="they both paint"),
    Facts("Kim", event_title="Open Source Day", they_said="the release next week", promise="pass on her idea",
        common="I think she was annoyed", days_since=1, advice="ship on Tuesdays", other="Zoë"),
    Facts("Lars", event_title="Board game evening", they_said="he prints games at home",
        promise="get him thicker paper", common="dry, odd", days_since=100, advice="use thicker paper", other="Jan"),
    Facts("Maria", event_title="Language tandem", they_said="speaks four languages",
        promise="practise German with her", common="atheist, left her church", days_since=1,
        advice="speak badly but often", other="Ida"),
    Facts("Kofi", event_title="AI meetup", they_said="he wants to sing Bach",
        promise="send him two recordings and the score", common="sings in a choir; got fired in spring",
        days_since=28, advice="listen to the bass", other="our conductor"),
    Facts("Tess", event_title="AI meetup", they_said="her app for libraries", promise="read her paper",
        common="ADHD, brilliant", days_since=1, advice="ask librarians", other="Ola", why="Ola needs a library app"),
)  # fmt: skip


@pytest.mark.parametrize("note", NOTES)
def test_what_people_jot_down_never_breaks_a_sentence(note: str | None) -> None:
    facts = Facts("Ana", "AI meetup", they_said=note, promise=note, common=note, sender_name="Sam", days_since=20)
    for message in (*every_draft(facts), opening_line(facts, "a")):
        assert not any(broken in message for broken in BROKEN if broken not in (note or "")), message
        assert message.count("“") == message.count("”")
        assert "\n-" not in message


@pytest.mark.parametrize("facts", NOTEBOOK, ids=lambda facts: facts.first_name)
def test_a_message_from_a_real_notebook_can_be_sent_as_it_is(facts: Facts) -> None:
    for message in every_draft(replace(facts, sender_name="Sam")):
        assert len(message) <= LONGEST_DRAFT
        assert message.splitlines()[0].endswith(",")
        assert not THIRD_PERSON.search(body(message)), message
        assert not UNTIDY.search(message), message
        assert not UNSAID.search(body(message)), message
        for sentence in re.split(r"(?<=[.?]) (?!Lang|Weber)", body(message)):
            assert sentence[0].isupper(), message
            assert sentence[-1] in ".?", message


THIRD_PERSON = re.compile(r"\b(?:she|he|her|hers|his|him|herself|himself|them|their)\b", re.IGNORECASE)
UNTIDY = re.compile(
    r"  |\ba a\b|\bthe the\b|\bto to\b|\btoo?,? to\b|[“”\"!…{}]|,\.|\.\.| [.,?]|\b(\w+) \1\b", re.IGNORECASE
)
UNSAID = re.compile(
    r"\b(?:shy|awkward|divorced|schüchtern|tall|talk a lot|single|cute|hate|nervous|drunk|in your 40s|burnt|laugh|sick"
    r"|old guy|pregnant|muslim|hijab|AfD|loud|injured|rich|snob|looks|depressed|break-up|voice|flirt|tired|boring"
    r"|husband|expensive|money|hot|confidence|be sold|queer|pink|annoyed|dry|odd|atheist|church|fired|ADHD"
    r"|brilliant|not sure|tomorrow|next week|next month|by Friday|on Tuesday|I thought|my mind|thinking|helped)\b",
)
"""What the notebook holds of private remarks, of times that are over, and what nobody can know."""


PRIVATE_REMARKS = (
    "shy", "she's shy, too", "a bit awkward", "she is boring", "he was nervous", "talks a lot", "he is drunk",
    "so cute", "she is a little tense", "he is tall", "she's 40", "in her 50s", "years older than me",
    "is in therapy", "she has cancer", "has money", "his salary", "she prays a lot", "voted Trump", "is single",
    "getting divorced", "her ex", "seems unhappy", "is lovely", "she's a bit lost", "her boss is stupid",
    "was so friendly", "isn't easy", "rumour has it she leaves", "hates her boss", "her affair", "his burnout",
    "schüchtern", "geschieden", "her Scheidung", "betrunken", "wirkt nervös", "sehr hübsch", "ist schwanger",
    "katholisch", "she’s boring", "reminds me of my aunt", "I think she cheats", "could help me get a job",
)  # fmt: skip


@pytest.mark.parametrize("remark", PRIVATE_REMARKS)
def test_a_private_remark_reaches_no_message(remark: str) -> None:
    alone = Facts("Ana", they_said=remark, promise=remark, common=remark, advice=remark, other=remark, why=remark)
    silent = Facts("Ana", promise="something", advice="something", other="somebody she knows")
    assert every_draft(alone) == every_draft(silent)
    beside = replace(alone, they_said=f"{remark}, she climbs", common=f"{remark}; from Porto", promise=None)
    assert not any(remark in message for message in every_draft(beside))


def test_what_stands_beside_a_private_remark_is_still_said() -> None:
    for note in ("a bit shy, she climbs", "she climbs (getting divorced)", "climbs; cute", "UX at Figma, climbs"):
        assert "you climb" in opening_line(Facts("Ana", they_said=note), "a")


@pytest.mark.parametrize(
    "note",
    [
        "his sister is sick, he climbs",
        "2 kids, climbs",
        "the merger, between us",
        "she moves to Rome, not sure",
        "she climbs?",
        "she flies tomorrow",
        "flies to Rome tomorrow with the choir",
        "she climbs and",
        "she paints houses in the part of town that lies behind the harbour and the old fish market hall",
    ],
)
def test_who_or_when_or_whether_is_not_guessed(note: str) -> None:
    assert every_draft(Facts("Ana", they_said=note)) == every_draft(Facts("Ana"))


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("her talk on Friday", "your talk."),
        ("she plays chess every Tuesday", "you play chess every Tuesday"),
        ("she teaches a painting class in two weeks", "you teach a painting class."),
        ("Ana's move to Oslo next month", "your move to Oslo."),
        ("Ana wants to learn Portuguese", "you want to learn Portuguese"),
        ("Ana wants to sell his boat", "you want to sell your boat"),
    ],
)
def test_a_note_is_said_without_its_date_and_without_the_name(note: str, said: str) -> None:
    assert all(said in message for message in in_every_tone(Occasion.CHECK_IN, Facts("Ana", they_said=note)))


def test_a_follow_up_takes_up_what_was_said_and_promised() -> None:
    facts = Facts(
        "Ana", "AI meetup", "her move to Lisbon", "send her the article by Friday", "climbing", "Sam", 1, met_ago=1
    )
    message = draft(Occasion.FOLLOW_UP, Tone.WARM, facts, "a")
    assert message.startswith("Hi Ana,\n\n")
    assert message.endswith("\n\nWarm wishes,\nSam")
    assert " at the AI meetup yesterday." in message
    assert "about your move to Lisbon." in message
    assert "I have not forgotten the article" in message


@pytest.mark.parametrize("key", KEYS)
def test_a_brief_one_takes_up_one_thing_and_that_is_the_promise(key: str) -> None:
    message = draft(Occasion.FOLLOW_UP, Tone.BRIEF, Facts("Ana", None, "she climbs", "send her the article"), key)
    assert "I have not forgotten the article" in message
    assert "climb" not in message
    assert "that you climb" in draft(Occasion.FOLLOW_UP, Tone.BRIEF, Facts("Ana", None, "she climbs"), key)


def test_what_cannot_be_said_to_somebody_is_left_out_and_never_quoted() -> None:
    facts = Facts("Ana", "AI meetup", "2 kids, ex-Google", "book tip", "UX at Figma", "Sam", 1)
    for message in (*every_draft(facts), *(opening_line(facts, key) for key in KEYS)):
        assert not any(word in message for word in ("kids", "Google", "book tip", "Figma", "“")), message
    assert any("promised" in message for message in every_draft(facts))


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("climbs, 2 kids, ex-Google", "you climb"),
        ("She moved here from Lisbon. No kids", "you moved here from Lisbon"),
        ("her team drops half its features", "your team drops half its features"),
        ("we both have twins", "we both have twins."),
    ],
)
def test_of_several_thoughts_the_first_is_taken_up_when_it_is_certain(note: str, said: str) -> None:
    for key in KEYS:
        assert said in opening_line(Facts("Ana", they_said=note), key)


@pytest.mark.parametrize("note", ["she moves to Rome, if she gets the job", "moves to Rome unless she is shy, climbs"])
def test_a_thought_with_a_condition_is_not_cut(note: str) -> None:
    assert every_draft(Facts("Ana", they_said=note)) == every_draft(Facts("Ana"))


def test_two_promises_are_said_as_one_says_them() -> None:
    promise = "send him the course link, and introduce him to Sara"
    for message in in_every_tone(Occasion.FOLLOW_UP, Facts("Omar", promise=promise, days_since=1)):
        assert "send you the course link and introduce you to Sara" in message


@pytest.mark.parametrize("days", [14, 40, 400])
@pytest.mark.parametrize("title", ["AI meetup", None])
def test_after_a_fortnight_nobody_is_glad_to_have_met(days: int, title: str | None) -> None:
    facts = Facts("Ana", title, common="she climbs", days_since=days)
    for message in (*in_every_tone(Occasion.FOLLOW_UP, facts), *(opening_line(facts, key) for key in KEYS)):
        assert not any(word in message for word in ("good to", "enjoyed", "glad we got", "yesterday", "climb"))
        assert any(word in message for word in (" since ", " after we were last in touch"))


def test_what_is_shared_is_said_once_and_not_in_every_message() -> None:
    facts = Facts("Ana", common="climbs, 2 kids")
    for occasion in (Occasion.FOLLOW_UP, Occasion.THANKS):
        assert all("that you climb" in message for message in in_every_tone(occasion, facts))
        twice = in_every_tone(occasion, replace(facts, they_said="she climbs"))
        assert all(message.count("you climb") == 1 for message in twice)
    assert not any("climb" in message for message in in_every_tone(Occasion.CHECK_IN, facts))


def test_a_formal_one_closes_formally_with_or_without_a_name() -> None:
    assert draft(Occasion.THANKS, Tone.FORMAL, Facts("Ana"), "a").endswith("\n\nKind regards")
    assert draft(Occasion.THANKS, Tone.FORMAL, Facts("Ana", sender_name="Sam"), "a").endswith("\n\nKind regards,\nSam")


@pytest.mark.parametrize(
    ("promise", "begins"),
    [
        ("send her the article", "Here is the article, as promised."),
        ("send Ana my slides by Friday", "Here are my slides, as promised."),
        ("send my deck to her", "Here is my deck, as promised."),
        ("send over the news", "Here is the news, as promised."),
        ("send her two recordings and the score", "Here are two recordings and the score, as promised."),
        ("text her the address of the venue", "Here is the address of the venue, as promised."),
        ("give her my number", "Here is my number, as promised."),
        ("the photos", "Here are the photos, as promised."),
        ("send her the book", "I am sending you the book, as I promised."),
        ("email her about the job", "I am writing to you about the job, as I promised."),
        ("write to her", "I am writing to you, as I promised."),
        ("introduce her to Sara", "I would like to introduce you to Sara, as I promised."),
        ("put her in touch with Lea", "I would like to put you in touch with Lea, as I promised."),
        ("invite her to dinner in two weeks", "I would like to invite you to dinner, as I promised."),
        ("call her tomorrow", "I would like to call you, as I promised."),
        ("take her climbing", "I would like to take you climbing, as I promised."),
        ("help her find a flat", "I would like to help you find a flat, as I promised."),
        ("read her paper", "I have read your paper, as I promised."),
        ("look up the course", "I have looked up the course, as I promised."),
        ("ask my brother about the flat", "I have asked my brother about the flat, as I promised."),
        ("send my boss the deck", "I have sent my boss the deck, as I promised."),
        ("write her a recommendation", "I have written you a recommendation, as I promised."),
        ("read her paper and call her", "I have read your paper, and I would like to call you, as I promised."),
        ("send her my doctor's number", "Here is my doctor's number, as promised."),
        ("text her the clinic's address by Friday", "Here is the clinic's address, as promised."),
        ("send her a coffee", "I have sent you a coffee, as I promised."),
    ],
)
def test_a_kept_promise_is_told_by_its_verb(promise: str, begins: str) -> None:
    messages = [draft(Occasion.PROMISE_KEPT, Tone.WARM, Facts("Ana", promise=promise), key) for key in KEYS]
    assert any(body(message).startswith(begins) for message in messages)


@pytest.mark.parametrize(
    "promise",
    [
        "call Omar about her flat",
        "let her know",
        "lunch",
        "the lunch",
        "she gets the link",
        "her doctor's number",
        "read her paper and let her know",
        "send her the article on depression",
        "ihr schreiben",
        None,
    ],
)
def test_no_deed_is_made_up_for_a_promise_that_cannot_be_told(promise: str | None) -> None:
    for message in in_every_tone(Occasion.PROMISE_KEPT, Facts("Ana", promise=promise)):
        assert body(message).startswith("I have not forgotten what I promised you. ")
        assert not any(words in message for words in ("I have done", "I have kept", "it helps", "of use"))


@pytest.mark.parametrize(
    ("promise", "said"),
    [
        ("send her the article by Friday", {"not forgotten the article.", "not forgotten the article I promised you."}),
        ("send her my slides", {"that I promised to send you my slides."}),
        ("introduce her to Sara", {"that I promised to introduce you to Sara."}),
        ("the photos", {"not forgotten the photos.", "not forgotten the photos I promised you."}),
        ("the lunch", {"not forgotten about the lunch."}),
        ("book tip", {"what I promised you."}),
    ],
)
@pytest.mark.parametrize("occasion", [Occasion.FOLLOW_UP, Occasion.CHECK_IN])
def test_what_is_still_owed_is_not_told_as_a_promise_kept(occasion: Occasion, promise: str, said: set[str]) -> None:
    facts = Facts("Ana", promise=promise)
    for message in (*in_every_tone(occasion, facts), *(opening_line(facts, key, occasion) for key in KEYS)):
        assert any(each in message for each in said), message
        assert "s promised, I" not in message
        assert "I will " not in message


def test_a_day_is_named_only_while_it_is_that_of_the_meeting() -> None:
    for occasion in (Occasion.THANKS, Occasion.FOLLOW_UP):
        met_today = in_every_tone(occasion, Facts("Ana", "AI meetup", days_since=0, met_ago=0))
        assert all(" at the AI meetup today" in message for message in met_today)
        called_today = in_every_tone(occasion, Facts("Ana", "AI meetup", days_since=0))
        assert not any("today" in message for message in called_today)


@pytest.mark.parametrize(
    ("noted", "said"),
    [
        ("she builds sailboats", "that you build sailboats, and I would like to hear more."),
        ("her move to Lisbon", "I would like to hear more about your move to Lisbon."),
        ("we both have twins", "to find that we both have twins."),
    ],
)
def test_what_was_noted_while_talking_is_taken_up_when_nothing_was_told_later(noted: str, said: str) -> None:
    for occasion in (Occasion.FOLLOW_UP, Occasion.THANKS, Occasion.CHECK_IN):
        for they_said in (None, "UX at Figma"):
            facts = Facts("Ana", they_said=they_said, noted=noted)
            assert all(said in message for message in in_every_tone(occasion, facts))
        told = Facts("Ana", they_said="she climbs", noted=noted)
        assert not any(said in message for message in in_every_tone(occasion, told))


def test_what_was_noted_twice_is_said_once() -> None:
    for message in in_every_tone(Occasion.FOLLOW_UP, Facts("Ana", common="builds boats", noted="she builds boats")):
        assert message.count("you build boats") == 1


def test_nobody_proposes_a_coffee_while_one_is_planned() -> None:
    planned = {
        draft(Occasion.FOLLOW_UP, tone, Facts("Ana", planned=True), str(key)) for tone in Tone for key in range(40)
    }
    assert not any("coffee" in message for message in planned)
    late = in_every_tone(Occasion.FOLLOW_UP, Facts("Ana", planned=True, days_since=20))
    assert late == in_every_tone(Occasion.FOLLOW_UP, Facts("Ana", days_since=20))


def test_nothing_is_said_twice_and_no_favour_is_counted() -> None:
    messages = [*every_draft(Facts("Ana")), *every_draft(Facts("Ana", promise="introduce me to Lea", days_since=400))]
    for message in messages:
        assert message.count("suit") <= 1
        assert "favour" not in message


def test_only_what_was_done_before_is_said_to_be_done() -> None:
    for message in in_every_tone(Occasion.PROMISE_KEPT, Facts("Ana", promise="send her the article")):
        assert " have " not in message
        assert "the article" in message


@pytest.mark.parametrize(
    ("advice", "said"),
    [
        ("Charge for the first version", "your advice to charge for the first version"),
        ("She said I should start small", "your advice to start small"),
        ("don't hire too early", "your advice not to hire too early"),
        ("do not hire too early", "your advice not to hire too early"),
        ("never work for free", "your advice never to work for free"),
        ("always ask before i build", "your advice always to ask before I build"),
        ("know your numbers", "your advice"),
        ("raise your prices, he said", "your advice to raise my prices"),
        ("ask what you want to know", "your advice"),
        ("her advice on pricing", "your advice on pricing"),
        ("her pricing", "your advice about your pricing"),
        ("running a bakery", "your advice about running a bakery"),
        ("rest", "your advice"),
        ("less is more", "your advice"),
        ("try " + "very " * 20 + "hard", "your advice"),
        (None, "your advice"),
    ],
)
def test_advice_is_said_as_one_thanks_for_it(advice: str | None, said: str) -> None:
    facts = Facts("Ana", "AI meetup", advice=advice)
    for message in in_every_tone(Occasion.ADVICE_USED, facts):
        assert re.search(rf"\b{re.escape(said)}(?:[.]|, and)", message), message
    thanks = in_every_tone(Occasion.THANKS, facts)
    assert all((said in message) is (said != "your advice") for message in thanks)


@pytest.mark.parametrize(
    ("offer", "taken_up"),
    [
        ("put me in touch with Lea", "to put me in touch with Lea"),
        ("introduce me to her boss", "to introduce me to your boss"),
        ("an intro to Lea", "to introduce me to Lea"),
        ("intro Lea, her boss", "to make an introduction for me"),
    ],
)
def test_an_offered_introduction_is_taken_up(offer: str, taken_up: str) -> None:
    for message in in_every_tone(Occasion.INTRODUCTION_ASKED, Facts("Ana", promise=offer)):
        assert taken_up in message


@pytest.mark.parametrize("promise", ["send her the article", "introduce her to Tom", "lunch", None])
def test_without_an_offer_the_question_is_open(promise: str | None) -> None:
    asked = in_every_tone(Occasion.INTRODUCTION_ASKED, Facts("Ana", promise=promise))
    assert asked == in_every_tone(Occasion.INTRODUCTION_ASKED, Facts("Ana"))


@pytest.mark.parametrize(
    ("other", "theirs", "mine"),
    [
        ("Tom, they both teach", "Tom", "Tom"),
        ("Her sister, who runs a gallery", "your sister", None),
        ("sister", "your sister", "my sister"),
        ("Boris because he's learning to sail", "Boris", "Boris"),
        ("Boris since she knows boats", "Boris", "Boris"),
        ("My old boss", None, "my old boss"),
        ("yes, an intro to Dr. Weber", "Dr. Weber", "Dr. Weber"),
        ("someone at Figma", "someone at Figma", "someone at Figma"),
        ("somebody she knows", None, None),
        ("her cute brother", None, None),
        ("Tom 😍", None, None),
        ("yes", None, None),
        ("the founder of a company with a very long name", None, None),
    ],
)
def test_the_other_one_is_named_as_one_says_it(other: str, theirs: str | None, mine: str | None) -> None:
    facts = Facts("Ana", other=other)
    for message in in_every_tone(Occasion.INTRODUCTION_ASKED, facts):
        assert (f"introduce me to {theirs}" if theirs else "make an introduction for me") in message
    for message in in_every_tone(Occasion.INTRODUCTION_THANKS, facts):
        assert (f"the introduction to {theirs}." if theirs else "the introduction.") in message
    for message in in_every_tone(Occasion.INTRODUCTION_OFFERED, facts):
        assert f" {mine or 'somebody I know'}" in message


REASONS = (
    ("Tom, they both teach", None, "You both teach.", "You both teach."),
    ("Tom", "because both are from Lisbon", "You are both from Lisbon.", "You are both from Lisbon."),
    ("Tom", "both designers, cute", "You are both designers.", "You are both designers."),
    ("Tom", "they both love their dogs", "You both love your dogs.", "You both love your dogs."),
    ("Tom", "both know her boss", "", ""),
    ("Tom", "she needs a designer, Tom is one", "You need a designer, and Tom is one.", "Ana needs a designer, "),
    ("Tom", "Tom is a designer, she needs one", "Tom is a designer.", "Tom is a designer."),
    ("Tom", "ana wants to sell her boat", "You want to sell your boat.", ""),
    ("Tom", "Ana plus Tom", "", "Ana plus Tom."),
    ("Tom", "she needs a designer", "", ""),
    ("Tom", "I want to see them talk", "", ""),
    ("Tom", "I know that a talk helps", "I know that a talk helps.", "I know that a talk helps."),
    ("Tom", f"Tom is {'very ' * 22}good, Tom {'sings ' * 22}", "", ""),
    ("Tom", f"Tom teaches {'maths ' * 12}, Tom sings {'songs ' * 12}", "Tom teaches maths", "Tom teaches maths"),
    ("Tom", f"Tom teaches {'maths ' * 22}", "", ""),
    ("Tom because they both teach", None, "You both teach.", "You both teach."),
    ("Tom as they both love Lisbon", None, "You both love Lisbon.", "You both love Lisbon."),
    ("a judge", "they are both new here", "You are both new here.", "You are both new here."),
)  # fmt: skip


@pytest.mark.parametrize(
    ("other", "why", "to_one", "to_both"),
    REASONS,
)
def test_a_reason_is_given_when_it_is_certain_whose_it_is(
    other: str, why: str | None, to_one: str, to_both: str
) -> None:
    facts = Facts("Ana", other=other, why=why)
    for occasion, reason in ((Occasion.INTRODUCTION_OFFERED, to_one), (Occasion.INTRODUCTION_MADE, to_both)):
        for message in in_every_tone(occasion, facts):
            assert reason in message
            assert bool(reason) or not any(word in message for word in (" needs", " boss", " boat", "sings", "maths"))


def test_one_asks_for_an_introduction_with_a_reason_of_ones_own() -> None:
    for why, said in (("I want to learn to weld", True), ("she welds", False), (None, False)):
        messages = in_every_tone(Occasion.INTRODUCTION_ASKED, Facts("Ana", other="Tom", why=why))
        assert all(("I want to learn to weld." in message) is said for message in messages)


def test_both_are_told_who_the_other_one_is() -> None:
    for message in in_every_tone(Occasion.INTRODUCTION_MADE, Facts("Ana", other="Tom Berg from Bolt")):
        assert " Ana and Tom,\n" in message
        assert re.search(r"Ana, (?:meet|this is) Tom Berg from Bolt[.;] Tom, (?:meet|this is) Ana\.", message)
    for message in in_every_tone(Occasion.INTRODUCTION_MADE, Facts("Ana", other="my old boss")):
        assert " Ana,\n" in message
        assert " to meet my old boss." in message or "introduce you to my old boss." in message
    for facts in (Facts("Ana", other="a designer"), Facts("", other="Tom"), Facts("Ana")):
        assert not any("designer" in message or "Tom" in message for message in every_draft(facts)[-48:-24])
    line = opening_line(Facts("Ana", other="Tom"), "a", Occasion.INTRODUCTION_MADE)
    assert "Ana, meet Tom" in line or line.startswith("Ana, this is Tom.")


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (14, "a couple of weeks"),
        (21, "a few weeks"),
        (45, "a few weeks"),
        (49, "about two months"),
        (90, "about three months"),
        (280, "about nine months"),
        (400, "a long time"),
    ],
)
def test_a_check_in_says_how_long_it_has_been(days: int, said: str) -> None:
    for message in in_every_tone(Occasion.CHECK_IN, Facts("Ana", days_since=days)):
        assert f" {said} since we were " in message or f" {said} after we were last in touch" in message
        assert "have not been in touch" not in message
        assert "talked about" not in message


@pytest.mark.parametrize("days", [None, -3, 0, 13])
def test_a_short_while_is_not_mentioned_in_a_check_in(days: int | None) -> None:
    for message in in_every_tone(Occasion.CHECK_IN, Facts("Ana", "AI meetup", days_since=days)):
        assert not any(words in message for words in ("It has been", "in touch for", "today", "thought of", "mind"))


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("AI meetup", "at the AI meetup today"),
        ("the spring party", "at the spring party today"),
        ("The Summit", "at The Summit today"),
        ("My birthday dinner", "at my birthday dinner today"),
        ("Bea's birthday party", "at Bea's birthday party today"),
        ("Dinner with Lea", "at the dinner with Lea today"),
        ("Hackathon", "at the hackathon today"),
        ("PyCon", "at PyCon today"),
        ("Web Summit", "at Web Summit today"),
        ("An event", "talk with you today"),
        (None, "talk with you today"),
    ],
)
def test_the_event_is_named_as_one_says_it(title: str | None, place: str) -> None:
    lines = {opening_line(Facts("Ana", title, met_ago=0), key) for key in KEYS}
    assert all(line.endswith(" today.") for line in lines)
    assert any(line.endswith(f"{place}.") for line in lines)


def test_an_opening_line_is_one_line_in_the_senders_voice() -> None:
    assert opening_line(Facts("Ana", they_said="her move to Lisbon"), "a").endswith(" about your move to Lisbon.")
    assert opening_line(Facts("Ana", common="beekeeping"), "a").startswith("Ana, I was glad to hear about beekeeping")
    kept = {opening_line(Facts("Ana", promise="send her the deck"), key, Occasion.PROMISE_KEPT) for key in KEYS}
    assert kept == {"Ana, here is the deck, as promised.", "Ana, as promised, here is the deck."}
    assert opening_line(Facts(" "), "ana/1")[0].isupper()


def test_wordings_vary_with_the_key_and_stay_the_same_for_one() -> None:
    facts = Facts("Ana", "AI meetup", "her move to Lisbon")
    assert len({draft(Occasion.FOLLOW_UP, Tone.WARM, facts, str(number)) for number in range(40)}) >= 6
    assert every_draft(facts) == every_draft(facts)


def test_of_somebody_without_a_name_a_note_is_said_all_the_same() -> None:
    assert "that you climb" in draft(Occasion.FOLLOW_UP, Tone.WARM, Facts("", they_said="she climbs"), "a")


def test_every_occasion_has_words_in_every_tone() -> None:
    assert set(OPENINGS) == set(CLOSINGS) == set(product(Occasion, Tone))
    assert set(SINCE) == set(Tone)


@pytest.mark.parametrize(("letters", "is_promised"), [(20, True), (75, False)])
def test_what_would_make_a_message_too_long_is_left_out(letters: int, *, is_promised: bool) -> None:
    long = "w" * letters
    facts = Facts("A" * 30, f"{'E' * 43} meetup", f"her {long}", f"send her a {long[:69]}", days_since=213)
    message = draft(Occasion.CHECK_IN, Tone.WARM, replace(facts, sender_name=long), "d")
    assert f"you told me about your {long}" in message
    assert (f"I promised to send you a {long}" in message) is is_promised


@pytest.mark.no_cover  # thousands of drafts, none of which is new to coverage
@pytest.mark.parametrize("begins", ["she is an", "send her", "her", ""])
@pytest.mark.parametrize("promise_begins", ["send her a", "send me a", "read her", ""])
def test_the_longest_facts_still_fit(begins: str, promise_begins: str) -> None:
    for size, days, key in product((60, 75, 120), (1, 213), KEYS):
        long = "w" * size
        note, promise = f"{begins} {long}", f"{promise_begins} {long[:69]}"
        facts = Facts(
            "A" * 30, f"{'E' * 43} meetup", note, promise, f"{begins} x{long[1:]}", long, days, f"start {long}"
        )
        facts = replace(facts, other="T" * 40, why=f"they both {long}, I know that {long[:40]}")
        assert max(len(draft(occasion, tone, facts, key)) for occasion in Occasion for tone in Tone) <= LONGEST_DRAFT
        assert max(len(opening_line(facts, key, occasion)) for occasion in Occasion) <= 200


MAYBE = st.none() | st.text() | st.sampled_from(NOTES)
FACTS = st.builds(Facts, st.text(), MAYBE, MAYBE, MAYBE, MAYBE, MAYBE, st.none() | st.integers(), MAYBE, MAYBE, MAYBE)


@given(st.sampled_from(Occasion), st.sampled_from(Tone), FACTS, st.text())
def test_any_facts_give_a_tidy_message(occasion: Occasion, tone: Tone, facts: Facts, key: str) -> None:
    line = opening_line(facts, key, occasion)
    for message in (draft(occasion, tone, facts, key), line):
        assert 0 < len(message) <= LONGEST_DRAFT
        assert "  " not in message
        assert message == message.strip()
        assert message.count("“") == message.count("”")
        assert '"' not in message
    assert one_line(facts.first_name, LONGEST_NAME) in draft(occasion, tone, facts, key)
    assert len(line) <= 200
    assert len(line.splitlines()) == 1


@given(st.sampled_from(Occasion), st.sampled_from(Tone), st.text())
def test_a_missing_fact_is_never_spelled_out(occasion: Occasion, tone: Tone, key: str) -> None:
    assert "None" not in draft(occasion, tone, Facts("Ana"), key)
    assert "None" not in opening_line(Facts("Ana"), key, occasion)
