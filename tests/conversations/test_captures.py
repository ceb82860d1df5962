import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.captures import is_small_talk, is_undo, read_capture, spoken_of

Said = list[tuple[str, str | None]]

NOTED = ("Ana Silva", "Chloe Moss", "Theo", "Ana")


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Ana, UX at Figma, climbs", [("Ana", "UX at Figma, climbs")]),
        ("Ana and Ben", [("Ana", None), ("Ben", None)]),
        ("Ana, Ben and Cy", [("Ana", None), ("Ben", None), ("Cy", None)]),
        ("met Ana, Ben and Cy", [("Ana", None), ("Ben", None), ("Cy", None)]),
        ("met dmitri and olga at the bar", [("Dmitri", None), ("Olga", "at the bar")]),
        ("met Ana (Figma), send her the article", [("Ana", "Figma, send her the article")]),
        ("Ana\nclimbs\nand dives", [("Ana", "climbs; and dives")]),
        ("Ana, UX\nclimbs", [("Ana", "UX; climbs")]),
        ("jen; designer; promised to send her the deck", [("Jen", "designer; promised to send her the deck")]),
        ("Rose Miller, gardener", [("Rose Miller", "gardener")]),
        ("Ana Maria de la Cruz", [("Ana Maria de la Cruz", None)]),
        ("Dmitri Petrov juggles knives, sings", [("Dmitri Petrov", "juggles knives, sings")]),
        ("Boris builds robots", [("Boris", "builds robots")]),
        ("omar said hed introduce me to his boss", [("Omar", "said hed introduce me to his boss")]),
        ("met a guy called dmitri who codes rust", [("Dmitri", "codes rust")]),
        ("a woman named Sofia from Berlin", [("Sofia", "from Berlin")]),
        ("met someone called Kim, likes tea", [("Kim", "likes tea")]),
        ("talked to omar about boats", [("Omar", "about boats")]),
        ("I met Tom", [("Tom", None)]),
        ("met Will who sings", [("Will", "sings")]),
        ("habe Dmitri getroffen, er codet Rust", [("Dmitri", "er codet Rust")]),
        ("hab mit Dmitri gesprochen", [("Dmitri", None)]),
        ("lena sagt sie zieht um", [("Lena", "sagt sie zieht um")]),
        ("Omar arbeitet bei Siemens", [("Omar", "arbeitet bei Siemens")]),
        ("Tomek (welder, two kids)", [("Tomek", "welder, two kids")]),
        ("Jo (they/them) illustrator; dives", [("Jo", "(they/them) illustrator; dives")]),
        ("ana (UX, Figma), ben (CTO)", [("Ana", "UX, Figma"), ("Ben", "CTO")]),
        ("- Ana, UX\n- Ben: CTO", [("Ana", "UX"), ("Ben", "CTO")]),
        ("Ana and Ben, both from Spotify", [("Ana", "from Spotify"), ("Ben", "from Spotify")]),
        ("Sam, Alex and Robin from the panel", [("Sam", None), ("Alex", None), ("Robin", "from the panel")]),
        ("Jana und Piet kennengelernt, Piet malt", [("Jana", None), ("Piet", "Piet malt")]),
        ("Kim. Teaches maths. Climbs.", [("Kim", "Teaches maths. Climbs.")]),
        ("Dr. Chen, cardiologist", [("Dr. Chen", "cardiologist")]),
        ("prof. Okafor, economist", [("Prof. Okafor", "economist")]),
        ("dr chen can help with grants", [("Dr Chen", "can help with grants")]),
        ("Grace the librarian runs a choir", [("Grace", "the librarian runs a choir")]),
        ("ben cto at bolt loves sailing", [("Ben", "cto at bolt loves sailing")]),
        ("tobias backend at zalando", [("Tobias", "backend at zalando")]),
        ("zoe tall, red scarf", [("Zoe", "tall, red scarf")]),
        ("guy named Ismael, cheesemaker", [("Ismael", "cheesemaker")]),
        ("👋 Ana 😀, UX", [("Ana", "UX")]),
        ("Ana Baker", [("Ana Baker", None)]),
        ("will, baker", [("Will", "baker")]),
        ("Amelie's email is amelie@roche.ch", [("Amelie", "email is amelie@roche.ch")]),
        ("Yusuf 🎸 plays guitar", [("Yusuf", "plays guitar")]),
        ("hablé con Carlos", [("Carlos", None)]),
        ("nice chat with Ana", [("Ana", None)]),
        ("woman at the bar, runs a bakery", [("Woman at the bar", "runs a bakery")]),
        ("Two people from Siemens, Anna and Karl", [("Anna", "from Siemens"), ("Karl", "from Siemens")]),
    ],
)
def test_a_line_that_names_somebody_is_a_person_and_a_note(text: str, people: Said) -> None:
    assert [(met.name, met.note) for met in read_capture(text)] == people


@pytest.mark.parametrize(
    "text",
    [
        "what a talk, send the article", "", "food is great", "She works at Figma", "met the team", "met her boss",
        "met a lot of people", "send her the article", "climbs", "also has two kids", "loves jazz", "great talk",
        "Wer ist das", "er arbeitet bei SAP", "kids: two", "my new friend Tom", "her name is Kim",
        ", and a dog", "intro her to Tom", "Will send me the deck", "will be in Berlin", "Welder, two kids",
        "@ana_silva", "emailed already, no reply",
    ],
)  # fmt: skip
def test_a_remark_names_nobody(text: str) -> None:
    assert read_capture(text) == ()


@pytest.mark.parametrize(
    ("text", "whom", "told"),
    [
        ("ana also has a dog", "Ana", "also has a dog"),
        ("Ana Silva sings", "Ana Silva", "sings"),
        ("oh and ana has a dog", "Ana", "has a dog"),
        ("met ana again", "Ana", "again"),
        ("Ana's dog is ill", "Ana", "Ana's dog is ill"),
        ("chloe’s dog is ill", "Chloe Moss", "chloe’s dog is ill"),
        ("Chloe: jazz", "Chloe Moss", "jazz"),
        ("chlo", "Chloe Moss", ""),
        ("chl is nice", "Chloe Moss", "is nice"),
        ("theo", "Theo", ""),
        ("Theo (welder, two kids)", "Theo", "welder, two kids"),
        ("Theo (UX) sings", "Theo", "(UX) sings"),
        ("Theo 🎸 sings", "Theo", "sings"),
    ],
)
def test_a_noted_name_at_the_start_tells_who_is_meant(text: str, whom: str, told: str) -> None:
    assert spoken_of(text, NOTED) == (NOTED.index(whom), told)


@pytest.mark.parametrize(
    "text",
    [
        "the food",
        "ch x",
        "an idea",
        "Ana Lopes, UX",
        "Tom",
        "",
        "anabel sings",
        "ana-maria sings",
        "Ana Lopes works",
        "ana@web.de",
    ],
)
def test_another_name_is_another_person(text: str) -> None:
    assert spoken_of(text, NOTED) is None


@pytest.mark.parametrize("text", ["Grace the librarian runs a choir", "will send me the deck", "may be late"])
def test_a_line_about_somebody_else_is_not_given_to_whom_was_noted(text: str) -> None:
    assert spoken_of(text, ("Maya", "Will", "Tomek")) is None


def test_titles_hide_no_first_name() -> None:
    assert spoken_of("amelie sings", ("Dr. Amelie Fournier",)) == (0, "sings")
    assert spoken_of("Dr. Amelie sings", ("Amelie Fournier",)) == (0, "sings")


def test_whoever_has_no_name_is_meant_only_by_all_that_they_are_called() -> None:
    assert spoken_of("the woman at the bar sings", ("Tom", "Woman at the bar")) == (1, "sings")
    assert spoken_of("The founder of Loops sings", ("The founder of Loops",)) == (0, "sings")
    assert spoken_of("woman by the door", ("Woman at the bar",)) is None
    assert spoken_of("Someone from Bosch", ("Someone",)) is None


def test_a_beginning_that_two_names_share_is_neither() -> None:
    assert spoken_of("mari sings", ("Maria", "Marion")) is None


def test_of_namesakes_the_one_noted_last_is_meant() -> None:
    assert spoken_of("ana sings", ("Ana Silva", "Ana Lopes")) == (1, "sings")


@pytest.mark.parametrize("text", ["undo", "Undo!", "scratch that", "lösch das", "rückgängig", "oops", "take that back"])
def test_some_words_take_the_last_note_back(text: str) -> None:
    assert is_undo(text)
    assert not is_undo(f"{text} Ana")


@pytest.mark.parametrize(
    "text",
    ["lol", "Wer ist das?", "hi there", "Thank you!", "👍", "test", "ok lol", "hm", "idk", "brb", "nvm", "falsch"],
)
def test_small_talk_is_nobody(text: str) -> None:
    assert is_small_talk(text)


@pytest.mark.parametrize("text", ["Ana", "thanks to Ana", "42", "she said hello to everybody"])
def test_what_tells_something_is_no_small_talk(text: str) -> None:
    assert not is_small_talk(text)


WORDY = st.lists(st.sampled_from(("met", "Ana", "and", ",", ";", "called", "a", "guy", "said", "'s", "\n", "(", ":")))


@given(st.text() | WORDY.map(" ".join))
def test_any_line_is_read(text: str) -> None:
    assert all(met.name for met in read_capture(text))
    told = spoken_of(text, NOTED)
    assert told is None or told[1] in text
    is_small_talk(text)
    is_undo(text)
