"""The whole bot and two phones, as tests/bot/whole has them."""

from tests.bot.whole.conftest import ada, ben, exchange

__all__ = ["ada", "ben", "exchange"]
