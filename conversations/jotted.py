"""What a line about somebody says, read into fields: "UX at Figma, climbs, send her the article by Friday".

It reads no names and keeps nothing itself. A piece that is not certain is a remark, so that nothing typed is lost but
what its field says already: who it is about ("she", "also"), "loves" before an interest, "needs" before a need, "can
help with" before an offer, "I'll" or "promised to" and the date before and behind a promise.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from conversations import jotted_patterns as patterns
from conversations import jotted_words as words
from conversations.jotted_days import dated, is_a_day


@dataclass(frozen=True, slots=True)
class Promised:
    """What the owner promised (`mine`) or was promised, as typed, without the words that told the local date."""

    words: str
    mine: bool
    due: date | None


@dataclass(frozen=True, slots=True)
class Bringing:
    """Whom to bring together, as typed: `other` with the owner (`to_me`), or with the person by the owner."""

    other: str
    to_me: bool


@dataclass(frozen=True, slots=True)
class Jotted:
    """What a line about somebody says, piece by piece, in the order in which it was told; each piece as typed.

    An introduction that was promised, or for which a date was told, is a promise as well.
    """

    work: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    promises: tuple[Promised, ...] = ()
    introductions: tuple[Bringing, ...] = ()
    met_how: str | None = None
    handle: str | None = None
    phone: str | None = None
    email: str | None = None


def jotted(text: str, now: datetime, zone: str) -> Jotted:  # noqa: ARG001 - a day, seen from a local now, needs no zone
    """The fields of what stands behind a name, seen from a naive local now in an IANA zone."""
    told, rest = _ways("\n".join(line for line in text.split("\n") if line.strip()))
    for number, piece in enumerate(_with_their_days(_pieces(rest), now)):
        unsure = number == 0 and patterns.UNSURE.fullmatch(piece)
        told = _together(told, Jotted(remarks=(piece,)) if unsure else _read(piece, now))
    return told


def _together(told: Jotted, more: Jotted) -> Jotted:
    second_way = (more.met_how,) if told.met_how and more.met_how else ()
    return replace(
        told,
        work=told.work + more.work,
        interests=told.interests + more.interests,
        needs=told.needs + more.needs,
        offers=told.offers + more.offers,
        remarks=told.remarks + more.remarks + second_way,
        promises=told.promises + more.promises,
        introductions=told.introductions + more.introductions,
        met_how=told.met_how or more.met_how,
    )


def _ways(text: str) -> tuple[Jotted, str]:
    """The ways to reach somebody, and the text without them, but for "write to ana@example.org", which says more."""
    found: dict[str, str] = {}
    for field, pattern in patterns.WAYS:
        way = None if field in found else pattern.search(text)
        if way is None:
            continue
        found[field] = way["way"]
        before = text[: way.start()]
        if _last_word(before) not in words.LEADS_TO_A_WAY:
            text = f"{before}\n{text[way.end() :]}"
    return Jotted(handle=found.get("handle"), phone=found.get("phone"), email=found.get("email")), text


def _last_word(text: str) -> str:
    *_, last = ("", *text.casefold().replace("’", "'").split())
    return last


EMOJI: Final = "\U0001f000-\U0001faff\u2600-\u27bf\ufe0f"
SEPARATOR: Final = re.compile(
    r'(?P<quote>"[^"\n]*"|“[^”\n]*”|„[^“”\n]*[“”]|«[^»\n]*»)'
    r"|[;\n\r·•|()\[\]…]|(?<!\d),|,(?!\d)|\s[-–—]+\s|[–—]|\.{2,}|!+(?=\s)"
    rf"|(?<!\d)(?<!\b\w)(?<!\bdr)(?<!\bst)\.(?=\s)|(?<=[{EMOJI}])\s+(?=\w)|(?<=/them)\s|(?<=/him)\s|(?<=/her)\s",
    re.IGNORECASE,
)
EDGES: Final = re.compile(r"^[\s,;:.!·–—/-]+|(?<!\d)\.+$|[\s,;:!·–—/-]+$")


def _pieces(text: str) -> Iterator[str]:
    """What stands between separators, but never inside quotation marks, cut where something new begins."""
    start = 0
    for found in SEPARATOR.finditer(text):
        if found["quote"] is None:
            yield from _cut(_bare(text[start : found.start()]))
            start = found.end()
    yield from _cut(_bare(text[start:]))


def _bare(piece: str) -> str:
    """On one line, without signs at its ends."""
    line = " ".join(piece.split())
    while (shorter := EDGES.sub("", line)) != line:
        line = shorter
    return line


def _cut(piece: str) -> Iterator[str]:
    """The piece, cut where somebody who dictates goes on without a sign: "cto at bolt loves sailing"."""
    start = 0
    for space in re.finditer(r"\s", piece[:LONGEST_CUT]):
        if _begins(piece[start : space.start()], piece, space.end()):
            yield _bare(piece[start : space.start()])
            start = space.end()
    if piece[start:]:
        yield piece[start:]


LONGEST_CUT: Final = 600
"""Characters of a piece in which it is cut: enough for who dictates, and little to search."""


def _begins(left: str, piece: str, at: int) -> bool:
    """Whether something new begins in the piece, for certain, with `left` before it."""
    task, clause = patterns.BEGINS_A_TASK.match(piece, at), patterns.BEGINS_A_CLAUSE.match(piece, at)
    last = _last_word(left)
    if not (task or clause) or not last or last in words.BOUND or patterns.DOUBT.search(left):
        return False
    if left.count('"') % 2 or left.count("“") > left.count("”") or is_a_day(left):
        return False
    sure = task or (clause and clause[0].startswith(("and ", "und ")))
    if (sure and not patterns.OF_OTHERS.match(left)) or patterns.OF_THEIRS.fullmatch(left):
        return True
    return not _read(_bare(left), NEVER).remarks


NEVER: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - whether a piece is certain does not depend on the day


def _with_their_days(pieces: Iterator[str], now: datetime) -> Iterator[str]:
    """The pieces, a day alone together with the promise before it: "send her the article, by Friday"."""
    before = ""
    for piece in pieces:
        if before and is_a_day(piece) and _promise(before, now) and dated(before, now)[1] is None:
            before = f"{before} {piece}"
            continue
        if before:
            yield before
        before = piece
    if before:
        yield before


def _read(piece: str, now: datetime) -> Jotted:
    said = patterns.LEAD.sub("", piece)
    if patterns.DOUBT.search(said) and not patterns.FORGET_NOT.match(said):
        return Jotted(remarks=(said,))
    for read in (_met, _introduction, _promise):
        if found := read(said, now):
            return found
    for known, field in FIELDS:
        if told := _first(known, said):
            return field(told["words"])
    return Jotted(remarks=(said,))


FIELDS: Final[tuple[tuple[tuple[re.Pattern[str], ...], Callable[[str], Jotted]], ...]] = (
    (patterns.NEEDS, lambda told: Jotted(needs=(told,))),
    (patterns.OFFERS, lambda told: Jotted(offers=(told,))),
    (patterns.INTERESTS, lambda told: Jotted(interests=(told,))),
    (patterns.WORK, lambda told: Jotted(work=(told,))),
)


def _first(known: tuple[re.Pattern[str], ...], said: str) -> re.Match[str] | None:
    return next((found for pattern in known if (found := pattern.fullmatch(said))), None)


def _met(said: str, _: datetime) -> Jotted | None:
    found = _first(patterns.MET_HOW, said)
    return Jotted(met_how=found["words"]) if found else None


def _introduction(said: str, now: datetime) -> Jotted | None:
    bare, due = dated(said, now)
    for known, to_me in ((patterns.TO_ME, True), (patterns.TO_THEM, False)):
        if found := _first(known, bare):
            promised = due is not None or "promised" in said.casefold()
            promises = (Promised(found["words"], not to_me, due),) if promised else ()
            return Jotted(introductions=(Bringing(found["other"], to_me),), promises=promises)
    return None


def _promise(said: str, now: datetime) -> Jotted | None:
    bare, due = dated(said, now)
    for known, mine in ((patterns.THEIRS, False), (patterns.MINE, True)):
        if found := _first(known, bare):
            return Jotted(promises=(Promised(found["words"], mine, due),))
    return None
