import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.answers import Met
from conversations.names import LONGEST_NAME, MOST_NAMES, read_names

Said = list[tuple[str, str | None]]


def named(people: tuple[Met, ...] | None) -> Said | None:
    return None if people is None else [(met.name, met.note) for met in people]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Ana", [("Ana", None)]),
        ("ana", [("Ana", None)]),
        ("ana maria lopes", None),
        ("Ana Maria de la Cruz", [("Ana Maria de la Cruz", None)]),
        ("McDonald", [("McDonald", None)]),
        ("Ana, Ben and Chloé", [("Ana", None), ("Ben", None), ("Chloé", None)]),
        ("Ana & Ben + Cy; Dan", [("Ana", None), ("Ben", None), ("Cy", None), ("Dan", None)]),
        ("Ana und Ben y Cy et Dan", [("Ana", None), ("Ben", None), ("Cy", None), ("Dan", None)]),
        ("- Ana\n- Ben\n\n3. Cy", [("Ana", None), ("Ben", None), ("Cy", None)]),
        ("I met Ana.", [("Ana", None)]),
        ("Ana, ana, ANA", [("Ana", None)]),
        ("ben (Figma) and Chloé", [("Ben", "Figma"), ("Chloé", None)]),
        ("Ben (Figma, and Bolt)", [("Ben", "Figma, and Bolt")]),
        ("Ben (", [("Ben", None)]),
        ("Ben: climbs", [("Ben", "climbs")]),
        ("Ben – climbs", [("Ben", "climbs")]),
        ("Ben - climbs", [("Ben", "climbs")]),
        ("Ben from the bar", [("Ben", "from the bar")]),
        ("Ana, UX at Figma, climbs", [("Ana", "UX at Figma, climbs")]),
        ("Ana: UX, works at Figma", [("Ana", "UX, works at Figma")]),
        ("Ana, works at Figma, Ben", [("Ana", "works at Figma"), ("Ben", None)]),
        ("tall guy", [("Tall Guy", None)]),
        ("only jenny and bob", [("Jenny", None), ("Bob", None)]),
        ("just Tom", [("Tom", None)]),
        ("Tom auch", [("Tom", None)]),
        ("also Tom", [("Tom", None)]),
        ("oh and Tom too", [("Tom", None)]),
        ("nobody but Tom", [("Tom", None)]),
        ("Ben who climbs", [("Ben", "climbs")]),
        ("Ben ( )", [("Ben", None)]),
        ("Ben (Figma; climbs + dives and sings & und)", [("Ben", "Figma; climbs + dives and sings & und")]),
        ("Ana and Bob, both from Spotify", [("Ana", "from Spotify"), ("Bob", "from Spotify")]),
        ("Cy, Ana and Bob both from Spotify", [("Cy", None), ("Ana", "from Spotify"), ("Bob", "from Spotify")]),
        ("Ana and Bob both from Spotify, climb", [("Ana", "from Spotify"), ("Bob", "from Spotify, climb")]),
        ("Ana (UX), Bob; all of them nice", [("Ana", "UX; nice"), ("Bob", "nice")]),
        ("jen; designer; promised to send her the deck", [("Jen", "designer; promised to send her the deck")]),
        ("Jen; climbs; Product Designer", [("Jen", "climbs; Product Designer")]),
        ("Ana, product designer, Ben", [("Ana", "product designer"), ("Ben", None)]),
        ("dr. Chen", [("Dr. Chen", None)]),
        ("Ana 😀", [("Ana", None)]),
        ("designer from Figma", [("Designer", "from Figma")]),
        ("Lena and Tom know each other", [("Lena", "know each other"), ("Tom", "know each other")]),
        ("Tom sings, Ana", [("Tom", "sings"), ("Ana", None)]),
        ("Yusuf 🎸 plays guitar", [("Yusuf", "plays guitar")]),
        ("Priya, Marco, Priya paints, Marco", [("Priya", "paints"), ("Marco", None)]),
        ("two people from Siemens, Anna and Karl", [("Anna", "from Siemens"), ("Karl", "from Siemens")]),
        ("three guys: Anna, Karl", [("Anna", None), ("Karl", None)]),
        ("Wei (pronounced way) & her husband Dan", [("Wei", "pronounced way"), ("Dan", "Wei’s husband")]),
        ("Paulo and his wife Rita from Recife", [("Paulo", None), ("Rita", "Paulo’s wife, from Recife")]),
        (
            "Ana who restores boats, Boris from Figma, a guy called Tim and I think Noor",
            [("Ana", "restores boats"), ("Boris", "from Figma"), ("Tim", None), ("Noor", None)],
        ),
        ("ana, ben@web.de", [("Ana", "ben@web.de")]),
        ("I met nobody", []),
        ("nobody really", []),
        ("no one new", []),
        ("leider niemand", []),
        ("Hm, nobody special, unfortunately.", []),
        ("didn't meet anyone new", []),
        ("I haven’t met anybody", []),
        ("none yet", []),
        ("nothing", []),
        ("nobody", []),
        ("No one.", []),
        ("keine", []),
    ],
)
def test_names_are_read_as_a_tired_person_types_them(text: str, people: Said | None) -> None:
    assert named(read_names(text)) == people


@pytest.mark.parametrize(
    "text",
    [
        "",
        "!!!",
        "123",
        "it was too loud to talk",
        "I don't remember their names",
        "R2D2",
        "a/b",
        "x" * 61,
        "ok",
        ",",
        "idk",
        "?",
    ],
)
def test_a_remark_is_nobodys_name(text: str) -> None:
    assert read_names(text) is None


def test_a_part_that_says_nothing_adds_no_note() -> None:
    assert named(read_names("Ana, !, Ben")) == [("Ana", None), ("Ben", None)]


@given(st.text())
def test_any_text_comes_to_short_names_or_to_none(text: str) -> None:
    people = read_names(text)
    assert people is None or len(people) <= MOST_NAMES
    assert all(0 < len(met.name) <= 2 * LONGEST_NAME for met in people or ())


def test_more_names_than_an_evening_holds_are_cut() -> None:
    assert len(read_names(", ".join(f"Ab{'b' * number}" for number in range(50))) or ()) == MOST_NAMES
    assert len(read_names("\n".join(f"Ab{'b' * number}" for number in range(50))) or ()) == MOST_NAMES
