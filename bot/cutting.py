"""Cuts texts to Telegram's limits, which count UTF-16 units of what is read; never cuts into a tag."""

import re
from collections.abc import Iterator
from html import unescape

MORE = "…"
_PIECES = re.compile(r"<(/?)([a-z-]+)[^>]*>|&[#\w]+;|.", re.DOTALL)
_FAR_BACK = 200  # how far a cut may move back to the end of a word


def units(text: str) -> int:
    """How long Telegram finds a text."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut_text(text: str, limit: int) -> str:
    """Plain text of at most `limit` units; an ellipsis shows a cut."""
    if units(text) <= limit:
        return text
    kept = text[: limit - 1]
    while units(kept) > limit - 1:
        kept = kept[:-1]
    return kept.rstrip() + MORE


def cut_html(html: str, limit: int) -> str:
    """Telegram HTML of which at most `limit` units are read; tags that were open at the cut are closed."""
    if units(html) <= limit or sum(length for _, length in _lengths(html)) <= limit:
        return html
    end = _end(html, limit - 1)
    return html[:end].rstrip() + MORE + _closing(html[:end])


def _lengths(html: str) -> Iterator[tuple[re.Match[str], int]]:
    """Every tag, entity and character with the units it takes when read."""
    for piece in _PIECES.finditer(html):
        yield piece, 0 if piece[2] else units(unescape(piece[0]))


def _end(html: str, limit: int) -> int:
    """Where to cut: behind the last whole word that fits, or behind the last character when words are very long."""
    read, end, word = 0, 0, 0
    for piece, length in _lengths(html):
        if read + length > limit:
            break
        if piece[0].isspace():
            word = piece.start()
        read += length
        end = piece.end()
    return word if word and word > end - _FAR_BACK else end


def _closing(html: str) -> str:
    open_tags: list[str] = []
    for piece in _PIECES.finditer(html):
        if not piece[2]:
            continue
        if piece[1]:
            del open_tags[-1:]
        else:
            open_tags.append(piece[2])
    return "".join(f"</{tag}>" for tag in reversed(open_tags))
