"""Text that is safe to show: our own sentences with people's words escaped into them, in Telegram's HTML."""

from html import escape
from typing import NewType

Html = NewType("Html", str)
"""Text in Telegram's HTML in which everything foreign is escaped."""

SHORT = 80


def plain(text: str) -> Html:
    """Foreign text, made harmless."""
    return Html(escape(text, quote=False))


def prose(template: str, **words: str) -> Html:
    """Our own `template` (may hold <b>, <i> …) with people's `words` escaped into its {fields}."""
    return Html(template.format_map(_Escaped(words)))


class _Escaped(dict[str, str]):
    """Escapes a word when a template asks for it; most templates ask for one or two of twenty."""

    def __getitem__(self, name: str) -> str:
        return escape(super().__getitem__(name), quote=False)


def short(text: str, limit: int = SHORT) -> str:
    """`text` on one line, cut at a word with … when it is longer than `limit` characters."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    head, space, _ = cut.rpartition(" ")
    return (head if space and len(head) > limit // 2 else cut).rstrip(" ,.;:") + "…"


def joined(parts: tuple[Html, ...] | list[Html], between: str = "\n") -> Html:
    """Safe texts, joined."""
    return Html(between.join(parts))


def listed(names: list[str]) -> str:
    """Names as one says them: "Ana, Ben and Eva"; there is at least one."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
