import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from conversations.captures import read_capture, spoken_of
from conversations.jotted import Bringing, Jotted, Promised, jotted
from conversations.jotted_whom import whose

THURSDAY = datetime(2026, 11, 26, 20, 30)
FRIDAY = date(2026, 11, 27)
ZONE = "Europe/Berlin"
FLOORS = {
    "name": (0.97, 0.95),
    "work": (0.97, 0.92),
    "interest": (0.97, 0.95),
    "need": (0.97, 0.95),
    "offer": (0.97, 0.95),
    "remark": (0.9, 0.95),
    "promise": (0.98, 0.97),
    "due": (0.98, 0.95),
    "side": (0.98, 0.97),
    "introduction": (0.97, 0.9),
    "reach": (0.97, 0.85),
}
"""The least precision and recall over all lines; a wrong promise is worse than a remark."""


class Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


class LabelledPromise(Closed):
    words: str
    due: date | None = None
    theirs: bool = False


class LabelledIntroduction(Closed):
    other: str
    to_me: bool = False


class Line(Closed):
    text: str
    noted: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    work: tuple[str, ...] = ()
    interest: tuple[str, ...] = ()
    need: tuple[str, ...] = ()
    offer: tuple[str, ...] = ()
    remark: tuple[str, ...] = ()
    promise: tuple[LabelledPromise, ...] = ()
    intro: tuple[LabelledIntroduction, ...] = ()
    met_how: str | None = None
    handle: str | None = None
    phone: str | None = None
    email: str | None = None


LINES = {
    part: tuple(Line.model_validate(line) for line in lines)
    for part, lines in tomllib.loads(Path(__file__).with_name("jotted_lines.toml").read_text(encoding="utf-8")).items()
}
Found = Counter[tuple[str, object]]


def plain(words: str) -> str:
    """The words without signs around them, in small letters: whether an emoji was kept is no question here."""
    return re.sub(r"^[^\w\"@]+|[^\w\")]+$", "", words).casefold()


def labelled(line: Line) -> Found:
    found: list[tuple[str, object]] = [("name", name) for name in line.names]
    for field in ("work", "interest", "need", "offer", "remark"):
        found += [(field, plain(words)) for words in getattr(line, field)]
    for promise in line.promise:
        found += promised(Promised(promise.words, not promise.theirs, promise.due))
    found += [("introduction", (plain(intro.other), intro.to_me)) for intro in line.intro]
    found += reached(line)
    return Counter(found)


def read(line: Line) -> Found:
    """What is found in the line, read as a capture is read."""
    people = read_capture(line.text)
    about = whose(line.text, people, line.noted)
    told: list[tuple[str | None, str | None]] = [(met.name, met.note) for met in people] or [(None, line.text)]
    if about:
        was_last = about[0] == len(line.noted) - 1 and not spoken_of(line.text, line.noted)
        told = [(None if was_last else line.noted[about[0]], about[1])]
    found: list[tuple[str, object]] = [("name", name) for name, _ in told if name]
    for _, note in told:
        found += pieces(jotted(note or "", THURSDAY, ZONE))
    return Counter(found)


def pieces(said: Jotted) -> Iterator[tuple[str, object]]:
    yield from (("work", plain(words)) for words in said.work)
    yield from (("interest", plain(words)) for words in said.interests)
    yield from (("need", plain(words)) for words in said.needs)
    yield from (("offer", plain(words)) for words in said.offers)
    yield from (("remark", plain(words)) for words in said.remarks)
    for promise in said.promises:
        yield from promised(promise)
    yield from (("introduction", (plain(one.other), one.to_me)) for one in said.introductions)
    yield from reached(said)


def promised(promise: Promised) -> Iterator[tuple[str, object]]:
    words = plain(promise.words)
    yield "promise", words
    yield "side", (words, promise.mine)
    if promise.due:
        yield "due", (words, promise.due)


def reached(one: Line | Jotted) -> Iterator[tuple[str, object]]:
    for way in (one.met_how, one.handle, one.phone, one.email):
        if way:
            yield "reach", way


def measured(lines: Iterable[Line]) -> dict[str, tuple[float, float, int]]:
    """Of each field the precision, the recall and how often it is labelled."""
    right, out, due = Counter[str](), Counter[str](), Counter[str]()
    for line in lines:
        want, got = labelled(line), read(line)
        for count, found in ((due, want), (out, got), (right, want & got)):
            for (field, _), often in found.items():
                count[field] += often
    return {
        field: (
            right[field] / out[field] if out[field] else 1,
            right[field] / due[field] if due[field] else 1,
            due[field],
        )
        for field in FLOORS
    }


def table(figures: dict[str, dict[str, tuple[float, float, int]]]) -> str:
    head = "              " + "".join(f"{part:>22}" for part in figures)
    rows = [
        f"{field:14}"
        + "".join(f"{found[field][0]:9.2f}{found[field][1]:7.2f}{found[field][2]:6}" for found in figures.values())
        for field in FLOORS
    ]
    return "\n".join(("", head, "              " + len(figures) * "     prec   rec     n", *rows))


def test_lines_are_read_as_a_person_would_read_them() -> None:
    figures = {part: measured(lines) for part, lines in LINES.items()}
    figures["all"] = measured(line for lines in LINES.values() for line in lines)
    print(table(figures))  # noqa: T201 - the figures are to be seen with pytest -s
    for field, (precision, recall) in FLOORS.items():
        assert figures["all"][field][0] >= precision, (field, *misread())
        assert figures["all"][field][1] >= recall, (field, *misread())


def misread() -> Iterator[str]:
    for line in (line for lines in LINES.values() for line in lines):
        want, got = labelled(line), read(line)
        if want != got:
            yield f"\n{line.text}\n    missed {list((want - got).elements())}, wrong {list((got - want).elements())}"


def test_there_are_enough_lines_each_of_them_once() -> None:
    texts = [(line.text, line.noted) for lines in LINES.values() for line in lines]
    assert len(texts) == len(set(texts)) >= 120
    assert 3 * (len(LINES["unseen"]) + len(LINES["fresh"])) >= len(texts)


def said(text: str) -> Jotted:
    return jotted(text, THURSDAY, ZONE)


@pytest.mark.parametrize(
    ("text", "words", "due"),
    [
        ("send her the article by Friday", "send her the article", FRIDAY),
        ("send her the article, by Friday", "send her the article", FRIDAY),
        ("by Friday: send her the article", "send her the article", FRIDAY),
        ("I’ll call him Monday", "call him", date(2026, 11, 30)),
        ("call him on the 3rd", "call him", date(2026, 12, 3)),
        ("call him in two weeks about visas", "call him about visas", date(2026, 12, 10)),
        ("send her the deck on Monday 9am", "send her the deck on Monday 9am", date(2026, 11, 30)),
        ("call her next friday", "call her next friday", None),
        ("call him by 31.2.", "call him by 31.2.", None),
        ("call him 5/12", "call him 5/12", None),
        ("send her the agenda for Friday", "send her the agenda for Friday", None),
        ("tell her tomorrow is fine", "tell her tomorrow is fine", None),
        ("call her before Christmas", "call her before Christmas", None),
        ("don't forget to send the keys", "send the keys", None),
        ("designer, promised to send the slides", "send the slides", None),
        ('send her "Friday, Night; Lights"', 'send her "Friday, Night; Lights"', None),
        ("send her the deck, Friday, today", "send her the deck", FRIDAY),
    ],
)
def test_a_promise_of_mine_is_told_from_its_day(text: str, words: str, due: date | None) -> None:
    assert said(text).promises == (Promised(words, mine=True, due=due),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("will send me the deck", "send me the deck"),
        ("promised me a ticket", "a ticket"),
        ("she promised to call", "call"),
        ("said he'd lend me his projector", "lend me his projector"),
        ("owes me a coffee", "a coffee"),
        ("sends me the form", "sends me the form"),
        ("sie will mir den Link schicken", "den Link schicken"),
    ],
)
def test_what_was_promised_to_me_is_theirs(text: str, words: str) -> None:
    assert said(text).promises == (Promised(words, mine=False, due=None),)


@pytest.mark.parametrize(
    "text",
    [
        "promised to send the slides", "will call", "maybe send him the brief", "I will never call him", "at Christmas",
        "her boss will send me the contract", "if he's in Berlin call him", "text of the talk", "send me the deck",
        "knows a good plumber", "his sister is a nurse", "doesn't like jazz", "hates jazz", "wants to be a teacher",
        "likes my deck", "needs to sleep", "runs late", "married to a doctor", "is she a designer?", "from Figma",
        "“send her the deck; call him”", '"loves jazz and send her tea"', "connect with her on linkedin", "🧗",
        "by Friday",
    ],
)  # fmt: skip
def test_what_is_not_certain_is_a_remark(text: str) -> None:
    assert said(text) == Jotted(remarks=(text,))


@pytest.mark.parametrize(
    ("text", "bringing", "promises"),
    [
        ("intro her to Tom", Bringing("Tom", to_me=False), ()),
        ("introduce to Tom", Bringing("Tom", to_me=False), ()),
        ("should meet Tom", Bringing("Tom", to_me=False), ()),
        ("would intro me to Sara", Bringing("Sara", to_me=True), ()),
        (
            "can introduce me to her sister who runs a gallery",
            Bringing("her sister who runs a gallery", to_me=True),
            (),
        ),
        (
            "intro her to Tom by Friday",
            Bringing("Tom", to_me=False),
            (Promised("intro her to Tom", mine=True, due=FRIDAY),),
        ),
        (
            "promised to intro me to Sara",
            Bringing("Sara", to_me=True),
            (Promised("intro me to Sara", mine=False, due=None),),
        ),
    ],
)
def test_an_introduction_is_a_promise_only_when_it_was_promised_or_has_a_day(
    text: str, bringing: Bringing, promises: tuple[Promised, ...]
) -> None:
    assert said(text) == Jotted(introductions=(bringing,), promises=promises)


def test_pieces_are_told_apart_at_signs_and_where_something_new_begins() -> None:
    assert said("(welder, 1,5 kids); dives") == Jotted(work=("welder",), remarks=("1,5 kids",), interests=("dives",))
    assert said("cto at bolt loves sailing needs a designer") == Jotted(
        work=("cto at bolt",), interests=("sailing",), needs=("a designer",)
    )
    assert said("at the bar, met in the queue") == Jotted(met_how="at the bar", remarks=("in the queue",))
    assert said("") == said(" ,.; ") == Jotted()


def test_ways_to_reach_somebody_are_no_remarks() -> None:
    assert said("nurse, @ana_silva, tel: 0151 2345678, ana@example.org") == Jotted(
        work=("nurse",), handle="ana_silva", phone="0151 2345678", email="ana@example.org"
    )
    assert said("t.me/ana_silva, @ben_silva") == Jotted(handle="ana_silva", remarks=("@ben_silva",))
    assert said("pm @stripe") == Jotted(work=("pm @stripe",))
    assert said("write to ana@example.org") == Jotted(email="ana@example.org", remarks=("write to ana@example.org",))


def words_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold()))


FRAGMENTS = (
    *("she", "he", "and", "also", "who", ",", ";", "(", ")", "–", '"', "a", "the", "at", "on", "Figma", "Tom", "maybe"),
    *(
        "loves",
        "likes",
        "sailing",
        "jazz",
        "climbs",
        "🧗 dives",
        "needs",
        "hiring",
        "designer",
        "runs a",
        "bakery",
        "🥐",
    ),
    *("can help with", "offered", "decks", "send her", "send", "call him", "promised to", "promised me", "owes me"),
    *("I'll", "don't", "remember to", "by Friday", "tomorrow", "next week", "3.12.", "bis", "ihr", "schicken", "mag"),
    *("intro her to", "would intro me to", "her sister", "said", "in the queue", "through", "sucht", "met", "tel:"),
    *("@ana_silva", "ana@example.org", "+49 151 2345678"),
)
LEFT_OUT = words_of(
    "she he they are is s re who and also said loves likes needs sucht mag can could help with offered promised to me"
    " her him ihr i ll will would owes owe remember don t forget hiring by on bis next week tomorrow friday 3 12"
    " met tel"
)
"""What may be missing in the pieces: what a field says already, and the words of a day."""


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=14).map(" ".join) | st.text())
@example("WHO COULD HELP 0")
def test_no_word_that_was_typed_is_lost(text: str) -> None:
    found = said(text)
    kept = [
        *(found.work + found.interests + found.needs + found.offers + found.remarks),
        *(promise.words for promise in found.promises),
        *(bringing.other for bringing in found.introductions),
        *(way for way in (found.met_how, found.handle, found.phone, found.email) if way),
    ]
    assert all(words.strip() for words in kept)
    bringing = " intro her me to would" if found.introductions else ""
    missing = words_of(text) - words_of(" ".join(kept) + bringing)
    assert set(missing) <= {*LEFT_OUT, *bringing.split()}


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=14).map(" ".join))
def test_a_promise_is_due_on_a_day_to_come(text: str) -> None:
    assert all(promise.due is None or promise.due >= THURSDAY.date() for promise in said(text).promises)
