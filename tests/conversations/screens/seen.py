"""What somebody sees of a screen, and whether Telegram would take it."""

import re
from html import unescape
from typing import assert_never

from conversations.address import read, written
from conversations.effects import AnyButton, Button, Copy, Link, Screen, Switch

TAG = re.compile(r"</?(b|i|blockquote)>")
ENTITY = re.compile(r"&(lt|gt|amp);")


def seen(screen: Screen) -> str:
    """The text without its tags."""
    return unescape(TAG.sub("", screen.text))


def labels(screen: Screen) -> list[str]:
    return [button.label for row in screen.rows for button in row]


def button(screen: Screen, label: str) -> AnyButton:
    """The one button with this label."""
    (found,) = (button for row in screen.rows for button in row if button.label == label)
    return found


def target(screen: Screen, label: str) -> object:
    """Where the one button with this label leads."""
    found = button(screen, label)
    assert isinstance(found, Button)
    return found.to


def assert_telegram_takes(screen: Screen) -> None:
    _assert_well_formed(screen.text)
    assert 1 <= units(seen(screen).strip()) <= 4096
    buttons = [button for row in screen.rows for button in row]
    assert len(buttons) <= 100
    assert all(1 <= len(row) <= 8 for row in screen.rows)
    for each in buttons:
        assert each.label.strip()
        assert len(each.label) <= 40
        match each:
            case Button(to=to):
                assert read(written(to)) == to
            case Copy(text=text):
                assert 1 <= units(text) <= 256
            case Link(url=url):
                assert re.fullmatch(r"https://[!-~]{1,2000}", url)
            case Switch(query=query):
                assert 1 <= units(query) <= 256
            case _:
                assert_never(each)


def units(text: str) -> int:
    """UTF-16 units, in which Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def _assert_well_formed(html: str) -> None:
    open_tags: list[str] = []
    for tag in TAG.finditer(html):
        if tag.group().startswith("</"):
            assert open_tags.pop() == tag.group(1)
        else:
            open_tags.append(tag.group(1))
    assert not open_tags
    bare = TAG.sub("", html)
    assert "<" not in bare
    assert ">" not in bare
    assert "&" not in ENTITY.sub("", bare)
