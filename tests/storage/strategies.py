"""What hypothesis makes up: any answer, any letter, as the core's types allow them."""

from hypothesis import strategies as st

from conversations.address import LIMIT, Address, Answer, Begin, Control, Deed, Do, Open, Page, Resume, Steer, written
from conversations.answers import (
    Chosen,
    Day,
    Hour,
    Line,
    Met,
    Moment,
    Names,
    Skipped,
    Ticked,
    Value,
    Words,
    Zone,
)
from conversations.effects import (
    Ask,
    AskButton,
    Button,
    Copy,
    HandOver,
    Lane,
    Letter,
    Link,
    React,
    Revise,
    Say,
    Screen,
    Strip,
    TakeIn,
    Taking,
    Toast,
)
from conversations.facts import Key
from conversations.prose import Html

texts = st.text(max_size=20)
keys = st.from_regex(r"[a-z][0-9]{1,3}(\.[0-9]{1,2})?", fullmatch=True).map(Key)
places = st.from_regex(r"[a-z]{1,6}(/[0-9]/[a-z]{1,6})?", fullmatch=True)
messages = st.integers(min_value=1, max_value=2**52)
wall_times = st.datetimes()
maybe_text = st.none() | texts
chosen = st.builds(Chosen, texts, texts)

values: st.SearchStrategy[Value] = st.one_of(
    st.builds(Skipped),
    st.builds(Words, texts),
    chosen,
    st.builds(
        Ticked, st.lists(chosen, max_size=3).map(tuple), st.lists(texts, max_size=3).map(tuple), complete=st.booleans()
    ),
    st.builds(
        Names,
        st.lists(
            st.builds(Met, texts, maybe_text, st.none() | keys, maybe_text, maybe_text, st.none() | messages),
            max_size=3,
        ).map(tuple),
    ),
    st.builds(Day, st.none() | st.dates()),
    st.builds(Hour, st.times()),
    st.builds(Zone, texts, texts),
    st.builds(Moment, wall_times, st.none() | wall_times),
    st.builds(
        Line,
        maybe_text,
        st.none() | wall_times,
        st.none() | wall_times,
        maybe_text,
        st.none() | st.dates(),
        st.lists(wall_times, max_size=3).map(tuple),
        maybe_text,
    ),
)

_any_address: st.SearchStrategy[Address] = st.one_of(
    st.builds(Answer, keys, places, keys),
    st.builds(Steer, keys, places, st.sampled_from(Control)),
    st.builds(Open, st.sampled_from(Page), keys, places, st.integers(0, 999)),
    st.builds(Do, st.sampled_from(Deed), keys, places),
    st.builds(Begin, places, keys),
    st.builds(Resume, keys),
)
addresses = _any_address.filter(lambda address: len(written(address).encode()) <= LIMIT)
buttons = st.one_of(
    st.builds(Button, texts, addresses),
    st.builds(Copy, texts, texts),
    st.builds(Link, texts, texts),
)
screens = st.builds(
    Screen,
    texts.map(Html),
    st.lists(st.lists(buttons, max_size=3).map(tuple), max_size=3).map(tuple),
    st.lists(st.builds(AskButton, texts, st.sampled_from(Ask)), max_size=2).map(tuple),
    clear_asks=st.booleans(),
)
letters: st.SearchStrategy[Letter] = st.one_of(
    st.builds(Say, screens, st.sampled_from(Lane), st.none() | keys),
    st.builds(Revise, messages, screens),
    st.builds(Strip, messages),
    st.builds(Toast, texts, texts, alert=st.booleans()),
    st.builds(React, messages, texts),
    st.builds(HandOver),
    st.builds(TakeIn, texts, messages, st.sampled_from(Taking)),
)
