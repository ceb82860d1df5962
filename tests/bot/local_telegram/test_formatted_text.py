"""What a message keeps of a text: trimmed, cleaned, with what was marked and what Telegram finds by itself."""

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.local_telegram.arguments import Arguments
from bot.local_telegram.formatted_text import FormattedText, read_text, written
from bot.local_telegram.refusals import Refused
from bot.local_telegram.utf16 import part, units
from bot.local_telegram.wire import Json


def read(text: str, **more: object) -> FormattedText:
    return read_text(Arguments({"text": text} | more), "text", "entities")


def found(text: str) -> list[tuple[str, str]]:
    kept = written(text)
    return [(entity["type"], part(kept.text, entity["offset"], entity["length"])) for entity in kept.entities]


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("/start", ("bot_command", "/start")),
        ("/start@rapport_bot payload", ("bot_command", "/start@rapport_bot")),
        ("😀 /met", ("bot_command", "/met")),
        ("see https://example.org/a?b=1.", ("url", "https://example.org/a?b=1")),
        ("see example.org/talks, please", ("url", "example.org/talks")),
        ("thanks @ana_kim!", ("mention", "@ana_kim")),
        ("about #people2people", ("hashtag", "#people2people")),
        ("worth $USD", ("cashtag", "$USD")),
        ("write to ana@example.org.", ("email", "ana@example.org")),
        ("call +49 170 1234567", ("phone_number", "+49 170 1234567")),
    ],
)
def test_telegram_finds_by_itself(text: str, entity: tuple[str, str]) -> None:
    assert found(text) == [entity]


@pytest.mark.parametrize("text", ["and/or", "1/2", "//x", "#1", "a@b", "@ab", "Ana.Kim", "3.5", "C#", "$"])
def test_what_only_looks_alike_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_text_is_trimmed_and_its_marks_move_with_it() -> None:
    kept = read(" \n hi <b>you</b> ", parse_mode="HTML")
    assert kept == FormattedText("hi you", ({"type": "bold", "offset": 3, "length": 3},))


def test_marks_never_reach_beyond_the_trimmed_text() -> None:
    kept = read("a <b>b   </b>", parse_mode="html")
    assert kept == FormattedText("a b", ({"type": "bold", "offset": 2, "length": 1},))


def test_control_characters_become_spaces_and_returns_vanish() -> None:
    assert read("a\tb\r\nc").text == "a b\nc"


def test_nothing_is_marked_inside_code() -> None:
    kept = read("<pre><b>x</b> example.org</pre>", parse_mode="HTML")
    assert [entity["type"] for entity in kept.entities] == ["pre"]


def test_a_command_inside_bold_is_found_too() -> None:
    kept = read("<b>/start</b>", parse_mode="HTML")
    assert [entity["type"] for entity in kept.entities] == ["bold", "bot_command"]


def test_given_entities_are_kept_and_found_kinds_left_to_telegram() -> None:
    given_ones: list[Json] = [
        {"type": "bold", "offset": 0, "length": 2},
        {"type": "pre", "offset": 3, "length": 1, "language": "py"},
        {"type": "text_link", "offset": 5, "length": 1, "url": "https://example.org"},
        {"type": "url", "offset": 0, "length": 2},
    ]
    kept = read("😀 a b", entities=json.dumps(given_ones))
    assert list(kept.entities) == given_ones[:3]


@pytest.mark.parametrize(
    ("entity", "complaint"),
    [
        ("x", "can't parse MessageEntity: expected an Object"),
        ({"type": "bold", "length": 1}, "can't parse MessageEntity: Can't find field \"offset\""),
        ({"type": "loud", "offset": 0, "length": 1}, "can't parse MessageEntity: Unsupported type specified"),
        ({"type": "text_link", "offset": 0, "length": 1}, "can't parse MessageEntity: Can't find field \"url\""),
        ({"type": "bold", "offset": 9, "length": 1}, "receive an entity with incorrect offset 9"),
        ({"type": "bold", "offset": 0, "length": 9}, "receive an entity with incorrect length 9"),
        (
            {"type": "bold", "offset": 1, "length": 1},
            "entity begins in a middle of a UTF-16 symbol at UTF-16 offset 1",
        ),
        (
            {"type": "bold", "offset": 0, "length": 1},
            "entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol",
        ),
    ],
)
def test_entities_that_do_not_fit_are_refused(entity: object, complaint: str) -> None:
    with pytest.raises(Refused) as refused:
        read("😀", entities=[entity])
    assert refused.value.description == f"Bad Request: {complaint}"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ({"text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
        ({"text": "x" * 40_000}, "text is too long"),
        ({"text": "x", "entities": "["}, "can't parse entities JSON object"),
    ],
)
def test_what_no_text_can_be_is_refused(arguments: Json, complaint: str) -> None:
    with pytest.raises(Refused, match=f"Bad Request: {complaint}"):
        read_text(Arguments(arguments), "text", "entities")


def test_markdown_is_refused_as_not_modelled() -> None:
    with pytest.raises(Refused, match="local Telegram reads HTML"):
        read("*x*", parse_mode="MarkdownV2")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_whatever_is_typed_every_entity_lies_inside_the_text(text: str) -> None:
    kept = written(text)
    assert kept.text == kept.text.strip(" \n").rstrip()
    assert all(
        part(kept.text, entity["offset"], entity["length"]) and entity["offset"] < units(kept.text)
        for entity in kept.entities
    )


@given(st.text(alphabet="/@#$+.:aé1 😀-comhttps", max_size=40))
def test_found_entities_never_overlap(text: str) -> None:
    spans = [(entity["offset"], entity["offset"] + entity["length"]) for entity in written(text).entities]
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
