"""A person's chat with the bot, as their phone shows it: what came, what was changed, where the buttons lead."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count

from conversations.address import Address
from conversations.effects import Button, Letter, Revise, Say, Screen, Strip

LOOKED_BACK = 60
"""Messages that the phone keeps; nobody scrolls farther."""


@dataclass
class Chat:
    """Numbered messages, the newest last."""

    screens: dict[int, Screen] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def next_number(self) -> int:
        """The number of the next message, whoever writes it."""
        return next(self._numbers)

    def show(self, letter: Letter) -> int | None:
        """Take a letter in; the number of the message that it became, if it is one."""
        match letter:
            case Say(screen=screen):
                number = self.next_number()
                self.screens[number] = screen
                for old in list(self.screens)[:-LOOKED_BACK]:
                    del self.screens[old]
                return number
            case Revise(message=message, screen=screen) if message in self.screens:
                self.screens[message] = screen
            case Strip(message=message) if message in self.screens:
                self.screens[message] = Screen(self.screens[message].text)
            case _:
                pass
        return None

    def buttons(self) -> Iterator[tuple[int, Address]]:
        """All buttons on the screen that lead somewhere in the bot, the newest message first."""
        for number in reversed(self.screens):
            for address in leads(self.screens[number]):
                yield number, address

    def find(self, wanted: Callable[[Address], bool]) -> tuple[int, Address] | None:
        """The newest button that is wanted, with the message that carries it."""
        return next(((number, address) for number, address in self.buttons() if wanted(address)), None)


def leads(screen: Screen) -> tuple[Address, ...]:
    """Where the buttons of a screen lead."""
    return tuple(button.to for row in screen.rows for button in row if isinstance(button, Button))
