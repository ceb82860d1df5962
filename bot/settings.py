"""Every knob: its name in the environment, its default, what it is for and what a right value looks like. Read once."""

import hmac
import os
import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.floods import A_MINUTE
from bot.logs import LogFormat
from bot.loopback import from_here, is_loopback
from storage.keyring import Keyring

HOME = Path(__file__).resolve().parents[1] / "var"
"""Where Rapport keeps its files when nobody says otherwise: `var` in the checkout, which git ignores."""

ENV_FILE = ".env"
"""Read from the folder in which Rapport is started."""

LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]


def _token(token: SecretStr) -> SecretStr:
    if not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", token.get_secret_value()):
        raise ValueError("does not look like a bot's token. Copy it from @BotFather whole, as in 123456789:AAF-…")
    return token


def _api_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("is not the address of a Bot API server. It looks like https://api.telegram.org")
    return url.rstrip("/")


def _database(url: str) -> str:
    if url and not re.match(r"(sqlite|postgres(ql)?)(\+\w+)?://", url):
        raise ValueError("is no database of ours. It is sqlite:////path/to/file or postgresql://user@host/name")
    return url


def _webhook(url: str | None) -> str | None:
    parts = urlsplit(url or "")
    is_ours = parts.scheme == "http" and is_loopback(parts.hostname or "")
    if url and not (parts.hostname and (parts.scheme == "https" or is_ours)):
        raise ValueError(
            "has to be an https address, because Telegram calls no other. Example: https://bot.example.org"
        )
    if not re.fullmatch(r"[\w./~-]*", parts.path, re.ASCII) or parts.query or parts.fragment or parts.username:
        raise ValueError("has to be a plain address, as in https://bot.example.org or https://example.org/our/bot")
    return url


def _secret(secret: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret.get_secret_value()):
        raise ValueError("has to be 1 to 256 of A-Z, a-z, 0-9, _ and -. `openssl rand -hex 32` makes a good one")
    return secret


def _host(host: str) -> str:
    try:
        return str(ip_address("127.0.0.1" if host == "localhost" else host))
    except ValueError:
        raise ValueError(
            "has to be an address of this machine: 127.0.0.1 for this machine alone, 0.0.0.0 for all that reach it"
        ) from None


def _notes_key(key: SecretStr) -> SecretStr:
    Keyring(key.get_secret_value())
    return key


def _home(folder: Path) -> Path:
    return folder.expanduser()


class Settings(BaseSettings):
    """What the environment and `.env` say; the environment wins. An empty value counts as not given."""

    model_config = SettingsConfigDict(env_file=ENV_FILE, env_ignore_empty=True, extra="ignore", frozen=True)

    telegram_bot_token: Annotated[SecretStr, AfterValidator(_token)] | None = Field(
        None, description="the bot's token from @BotFather; without it Rapport runs against its own local Telegram"
    )
    telegram_api_url: Annotated[str, AfterValidator(_api_url)] = Field(
        "https://api.telegram.org", description="the Bot API server"
    )
    rapport_home: Annotated[Path, AfterValidator(_home)] = Field(
        HOME, description="the folder for the files that Rapport keeps"
    )
    database_url: Annotated[str, AfterValidator(_database)] | None = Field(
        None,
        repr=False,  # a password may stand in it
        description="where everything is kept, in SQLAlchemy's form; a SQLite file in RAPPORT_HOME if not given",
    )
    webhook_url: Annotated[str | None, AfterValidator(_webhook)] = Field(
        None,
        description="the public https address at which Telegram brings updates; without it Rapport asks for them. "
        "An address without a path gets /telegram",
    )
    webhook_secret: Annotated[SecretStr, AfterValidator(_secret)] | None = Field(
        None, description="what Telegram has to send along when it calls the webhook; made from the token if not given"
    )
    host: Annotated[str, AfterValidator(_host)] = Field(
        "127.0.0.1", description="the address the web server listens at"
    )
    port: int = Field(8081, ge=1, le=65535, description="the port the web server listens at")
    nudges_a_second: int = Field(
        30,
        ge=1,
        le=1000,
        description="how many messages that we begin ourselves go out in a second, all processes taken",
    )
    updates_a_minute: int = Field(
        A_MINUTE,
        ge=10,
        le=1_000_000,
        description="how many messages and taps of one person are taken in a minute, by each process; twice as many "
        "may come at once",
    )
    notes_key: Annotated[SecretStr, AfterValidator(_notes_key)] | None = Field(
        None,
        description="the key that notes are encrypted with, or several with commas between: the first writes, all read",
    )
    log_level: LogLevel = Field("INFO", description="how much is logged")
    log_format: LogFormat = Field("text", description="how it is logged")

    @field_validator("log_level", "log_format", mode="before")
    @classmethod
    def _any_case(cls, value: object, field: ValidationInfo) -> object:
        if not isinstance(value, str):
            return value
        return value.upper() if field.field_name == "log_level" else value.lower()

    @property
    def database(self) -> str:
        """The URL of the database that is meant."""
        return self.database_url or f"sqlite:///{self.rapport_home.absolute() / 'rapport.sqlite3'}"

    @property
    def keyring(self) -> Keyring | None:
        """The keys that notes are encrypted with, if there are any."""
        return None if self.notes_key is None else Keyring(self.notes_key.get_secret_value())

    @property
    def here(self) -> str:
        """The address of the web server, as this machine itself calls it."""
        return f"http://{from_here(self.host)}:{self.port}"

    @property
    def webhook(self) -> str | None:
        """The address that Telegram is told, None when we ask for updates ourselves."""
        if self.webhook_url is None or self.telegram_bot_token is None:
            return None
        url = self.webhook_url
        return url if urlsplit(url).path.strip("/") else f"{url.rstrip('/')}/telegram"

    @property
    def secret(self) -> str:
        """What Telegram sends along to the webhook: as given, or else the same in all processes of a token."""
        if self.webhook_secret is not None:
            return self.webhook_secret.get_secret_value()
        token = self.telegram_bot_token.get_secret_value() if self.telegram_bot_token else ""
        return hmac.new(token.encode(), b"webhook", "sha256").hexdigest()

    @property
    def is_shared(self) -> bool:
        """Whether other processes may do the same work: Telegram lets one poll, and a SQLite file is for one."""
        return self.webhook is not None and not self.database.startswith("sqlite")


PLAIN_COMPLAINTS: Mapping[str, str] = {
    "port": "has to be a whole number from 1 to 65535, as in PORT=8081",
    "nudges_a_second": "has to be a whole number from 1 to 1000, as in NUDGES_A_SECOND=30",
    "updates_a_minute": "has to be a whole number from 10 to 1000000, as in UPDATES_A_MINUTE=60",
    "log_level": "is DEBUG, INFO, WARNING or ERROR",
    "log_format": "is text or json",
    "rapport_home": "has to be the path of a folder",
}
"""What is said about a value when pydantic noticed what is wrong with it and not one of our own checks."""


class Misconfigured(Exception):  # noqa: N818 - named in the words of the field
    """Settings that cannot be used; one line for each, without the value."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def read_settings() -> Settings:
    """The settings.

    Raises:
        Misconfigured: at least one of them is wrong.
    """
    try:
        return Settings()
    except ValidationError as error:
        lines = tuple(
            _complaint(str(each["loc"][0]), each["msg"])
            for each in error.errors(include_url=False, include_input=False)
        )
        raise Misconfigured(lines) from None


def hints(environment: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """A line for every name that looks like a misspelt setting of ours."""
    return tuple(_hints({*_names_in_file(), *os.environ} if environment is None else environment.keys()))


def _names_in_file() -> list[str]:
    file = Path(ENV_FILE)
    text = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
    return re.findall(r"^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=", text, re.MULTILINE)


def _hints(names: Collection[str]) -> Iterator[str]:
    known = [name.upper() for name in Settings.model_fields]
    for name in sorted(names):
        close = get_close_matches(name.upper(), known, 1, cutoff=0.85)
        if name.upper() in known or not (close or name.startswith("RAPPORT_")):
            continue
        yield f"{name} is no setting of Rapport." + (f" Do you mean {close[0]}?" if close else "")


def _complaint(name: str, message: str) -> str:
    ours = message.removeprefix("Value error, ")
    return f"{name.upper()} {ours if ours != message else PLAIN_COMPLAINTS.get(name, 'cannot be read')}."
