"""What a screen looks like in Telegram: text, keyboard, callback data, and back. Pure; it sends nothing.

Keyboards are as the Bot API has them in JSON.
"""

from dataclasses import dataclass, replace
from typing import assert_never

from bot.calling import Json
from bot.cutting import cut_html, cut_text
from conversations.address import Address, read, written
from conversations.effects import AnyButton, Ask, AskButton, Button, Copy, Link, Screen, Switch

LONGEST_TEXT = 4096
LONGEST_COPY = 256
LONGEST_QUERY = 200
LONGEST_CAPTION = 1024
LONGEST_TOAST = 200
MOST_PICKED = 10
"""People that Telegram lets somebody pick at once; all in UTF-16 units or pieces, Bot API 10.1."""

INLINE = "inline_keyboard"
PICK_PEOPLE = 1
"""The request id of our one button that picks people."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as Telegram takes it: text in Telegram's HTML and what stands below it."""

    text: str
    keyboard: Json = None

    @property
    def inline(self) -> Json:
        """The buttons of the message itself: the only keyboard that an edited message can have."""
        return self.keyboard if self.keyboard and INLINE in self.keyboard else None


def shown(screen: Screen, *, inline: bool = True) -> Shown:
    """The screen as a message. A text that is too long is cut where it stays good HTML.

    Without inline mode (`inline` False) the buttons that need it are left out: Telegram might refuse the message.

    Raises:
        ValueError: an address does not fit into callback data.
    """
    if not inline:
        rows = (tuple(button for button in row if not isinstance(button, Switch)) for row in screen.rows)
        screen = replace(screen, rows=tuple(row for row in rows if row))
    return Shown(cut_html(screen.text, LONGEST_TEXT), _keyboard(screen))


def toast(text: str) -> str | None:
    """What the answer to a tap says; None for a silent one."""
    return cut_text(text, LONGEST_TOAST) or None


def caption(text: str) -> str | None:
    """Words below a recording or a picture."""
    return cut_text(text, LONGEST_CAPTION) or None


def address(callback_data: str | None) -> Address | None:
    """Where a button leads; None when we do not understand it (any more)."""
    return read(callback_data) if callback_data else None


def _keyboard(screen: Screen) -> Json:
    if screen.rows:
        return {INLINE: [[_button(button) for button in row] for row in screen.rows]}
    if screen.asks:
        rows = [[_ask(button)] for button in screen.asks]
        return {"keyboard": rows, "resize_keyboard": True, "one_time_keyboard": True}
    return {"remove_keyboard": True} if screen.clear_asks else None


def _button(button: AnyButton) -> Json:
    match button:
        case Button(label=label, to=to):
            return {"text": label, "callback_data": written(to)}
        case Copy(label=label, text=text):
            return {"text": label, "copy_text": {"text": cut_text(text, LONGEST_COPY)}}
        case Link(label=label, url=url):
            return {"text": label, "url": url}
        case Switch(label=label, query=query):
            chats = {"query": cut_text(query, LONGEST_QUERY), "allow_user_chats": True}
            return {"text": label, "switch_inline_query_chosen_chat": chats}
        case _:
            assert_never(button)


def _ask(button: AskButton) -> Json:
    match button.ask:
        case Ask.LOCATION:
            return {"text": button.label, "request_location": True}
        case Ask.CONTACTS:
            wanted = {"request_id": PICK_PEOPLE, "user_is_bot": False, "max_quantity": MOST_PICKED}
            return {"text": button.label, "request_users": wanted | {"request_name": True, "request_username": True}}
        case _:
            assert_never(button.ask)
