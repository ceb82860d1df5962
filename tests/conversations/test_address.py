import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from conversations.address import (
    LIMIT,
    Address,
    Answer,
    Begin,
    Control,
    Deed,
    Do,
    Open,
    Page,
    Resume,
    Steer,
    read,
    written,
)
from conversations.effects import Button
from conversations.facts import Key

words = st.text(st.characters(codec="ascii", exclude_characters="|"), max_size=10)
keys = words.map(Key)
addresses: st.SearchStrategy[Address] = st.one_of(
    st.builds(Answer, keys, words, words),
    st.builds(Steer, keys, words, st.sampled_from(Control)),
    st.builds(Open, st.sampled_from(Page), words, words, st.integers(0, 10_000), st.booleans()),
    st.builds(Do, st.sampled_from(Deed), words, words),
    st.builds(Begin, words, words),
    st.builds(Resume, keys),
)


def test_a_button_of_an_answer_is_read_back_as_one() -> None:
    assert read("a|d1|met/0/due|tomorrow") == Answer(Key("d1"), "met/0/due", "tomorrow")


@given(addresses)
def test_an_address_is_read_back_as_it_was_written(address: Address) -> None:
    data = written(address)
    assert read(data) == address
    assert len(data.encode()) <= LIMIT


def test_a_button_is_stored_as_its_callback_data() -> None:
    buttons = TypeAdapter(Button)
    button = Button("Later", Steer(Key("d1"), "goal", Control.LATER))
    stored = buttons.dump_json(button)
    assert b'"s|d1|goal|later"' in stored
    assert buttons.validate_json(stored) == buttons.validate_python(button) == button


@given(st.text(max_size=64))
def test_any_callback_data_is_read_without_raising(text: str) -> None:
    address = read(text)
    assert address is None or isinstance(address, Address)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "a|d1",
        "a|d1|goal|1|2",
        "s|d1|goal|fly",
        "o|nowhere|||0",
        "o|home|||first",
        "d|p_burn||",
        "b|",
        "r|d1|d2",
    ],
)
def test_what_no_button_carries_is_no_address(text: str) -> None:
    assert read(text) is None


def test_a_page_never_begins_before_its_first_row() -> None:
    assert read("o|people|||-5") == Open(Page.PEOPLE)


@pytest.mark.parametrize("at", ["10001", "9" * 50])
def test_a_page_never_begins_beyond_what_anybody_has(at: str) -> None:
    assert read(f"o|people|||{at}") == Open(Page.PEOPLE, at=10_000)


def test_an_address_longer_than_telegram_allows_is_refused() -> None:
    fits = Answer(Key("d1"), "x" * 57, "y")
    assert len(written(fits)) == LIMIT
    with pytest.raises(ValueError, match="must fit into 64 bytes"):
        written(Answer(Key("d1"), "x" * 58, "y"))


def test_the_limit_counts_bytes_not_letters() -> None:
    with pytest.raises(ValueError, match="must fit into 64 bytes"):
        written(Begin("ö" * 32))
