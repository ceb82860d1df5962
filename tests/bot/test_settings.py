from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import HOME, Misconfigured, Settings, hints, read_settings


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def complaints(monkeypatch: pytest.MonkeyPatch, **values: str) -> tuple[str, ...]:
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(Misconfigured) as wrong:
        read_settings()
    return wrong.value.lines


def test_nothing_has_to_be_set() -> None:
    settings = read_settings()
    assert settings.telegram_bot_token is None
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert settings.rapport_home == HOME
    assert settings.database == f"sqlite:///{HOME / 'rapport.sqlite3'}"
    assert (settings.port, settings.log_level, settings.log_format) == (8081, "INFO", "text")


def test_the_database_lies_in_the_home_folder_unless_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_HOME", "/srv/rapport")
    assert read_settings().database == "sqlite:////srv/rapport/rapport.sqlite3"
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://me@db/rapport")
    assert read_settings().database == "postgresql+psycopg://me@db/rapport"


def test_values_come_from_a_file_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("PORT=9001\nLOG_FORMAT=JSON\nTELEGRAM_BOT_TOKEN=\n", encoding="utf-8")
    monkeypatch.setenv("LOG_FORMAT", "text")
    settings = read_settings()
    assert (settings.port, settings.log_format, settings.telegram_bot_token) == (9001, "text", None)


def test_a_home_may_begin_with_a_tilde(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("RAPPORT_HOME", "~/rapport")
    assert read_settings().rapport_home == tmp_path / "rapport"


@pytest.mark.parametrize(
    ("name", "value", "mend"),
    [
        ("TELEGRAM_BOT_TOKEN", "s3cret token", "@BotFather"),
        ("TELEGRAM_API_URL", "s3cret.example.org", "https://"),
        ("DATABASE_URL", "mysql://root:s3cret@db/x", "postgresql://"),
        ("WEBHOOK_URL", "http://s3cret.example.org", "https"),
        ("WEBHOOK_URL", "https://s3cret.example.org/{a}", "plain address"),
        ("WEBHOOK_URL", "https://s3cret.example.org/hook?key=s3cret", "plain address"),
        ("WEBHOOK_URL", "https://me:s3cret@example.org", "plain address"),
        ("WEBHOOK_URL", "https://", "https"),
        ("HOST", "s3cret.example.org", "for this machine alone"),
        ("NUDGES_A_SECOND", "1001", "1 to 1000"),
        ("WEBHOOK_SECRET", "s3cret with spaces", "1 to 256"),
        ("PORT", "s3cret", "PORT=8081"),
        ("PORT", "0", "65535"),
        ("NOTES_KEY", "s3cret", "not built yet. Remove it"),
        ("LOG_LEVEL", "s3cret", "DEBUG"),
        ("LOG_FORMAT", "s3cret", "json"),
    ],
)
def test_a_wrong_value_gets_one_line_with_its_name_and_the_mend(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, mend: str
) -> None:
    (line,) = complaints(monkeypatch, **{name: value})
    assert line.startswith(f"{name} ")
    assert mend in line
    assert "\n" not in line
    assert "s3cret" not in line


def test_all_wrong_values_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(complaints(monkeypatch, PORT="x", LOG_FORMAT="y", WEBHOOK_SECRET="ä")) == 3


def test_right_values_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:abc_DEF-1")
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:8081/")
    monkeypatch.setenv("WEBHOOK_URL", "https://bot.example.org/hook")
    monkeypatch.setenv("WEBHOOK_SECRET", "a_B-9")
    monkeypatch.setenv("LOG_LEVEL", "debug")
    settings = read_settings()
    assert settings.telegram_api_url == "http://127.0.0.1:8081"
    assert settings.log_level == "DEBUG"
    assert "abc_DEF" not in repr(settings)
    assert "a_B-9" not in repr(settings)


TOKEN = SecretStr("123:abc_DEF-1")


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://bot.example.org", "https://bot.example.org/telegram"),
        ("https://bot.example.org:8443/", "https://bot.example.org:8443/telegram"),
        ("https://example.org/our/bot", "https://example.org/our/bot"),
        ("https://example.org/bot/", "https://example.org/bot/"),
        ("http://localhost:8081", "http://localhost:8081/telegram"),
        ("http://[::1]:8081", "http://[::1]:8081/telegram"),
    ],
)
def test_telegram_is_told_a_path(url: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBHOOK_URL", url)
    assert read_settings().webhook is None
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:abc")
    assert read_settings().webhook == told


def test_all_processes_of_a_token_have_the_same_secret_unless_one_is_given() -> None:
    made = Settings(telegram_bot_token=TOKEN).secret
    assert made == Settings(telegram_bot_token=TOKEN, port=9000).secret
    assert made != Settings(telegram_bot_token=SecretStr("123:abc_DEF-2")).secret
    assert (len(made), int(made, 16) > 0) == (64, True)
    assert Settings(telegram_bot_token=TOKEN, webhook_secret=SecretStr("ours")).secret == "ours"


def test_the_work_is_shared_only_behind_a_webhook_on_a_server() -> None:
    hook, server = "https://bot.example.org", "postgresql://me@db/rapport"
    assert Settings(telegram_bot_token=TOKEN, webhook_url=hook, database_url=server).is_shared
    assert not Settings(telegram_bot_token=TOKEN, database_url=server).is_shared
    assert not Settings(telegram_bot_token=TOKEN, webhook_url=hook).is_shared


def test_the_web_server_is_for_this_machine_unless_more_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_settings().host == "127.0.0.1"
    for given, meant in (("0.0.0.0", "0.0.0.0"), ("localhost", "127.0.0.1"), ("::", "::")):  # noqa: S104 -- given by a person
        monkeypatch.setenv("HOST", given)
        assert read_settings().host == meant


def test_no_secret_shows_itself() -> None:
    secrets = {
        "telegram_bot_token": SecretStr("123:s3cret"),
        "webhook_secret": SecretStr("s3cret"),
        "database_url": "postgresql://rapport:s3cret@db/rapport",
    }
    made = Settings.model_validate(secrets)
    assert "s3cret" not in f"{made} {made!r}"
    named = {name for name in Settings.model_fields if name.endswith(("token", "secret", "key", "keys", "password"))}
    assert {"telegram_bot_token", "webhook_secret", "notes_key"} <= named
    assert all("SecretStr" in str(Settings.model_fields[name].annotation) for name in named)


def test_misspelt_names_are_hinted_at() -> None:
    Path(".env").write_text("export RAPPORT_HOEM=/srv\n# RAPPORT_NOTE=1\n", encoding="utf-8")
    assert any("RAPPORT_HOEM" in hint and "RAPPORT_HOME" in hint for hint in hints())
    given = {"RAPPORT_COLOUR": "1", "TELEGRAM_TOKEN": "2", "DATABASE_URI": "3", "PATH": "4", "PORT": "5"}
    assert hints(given) == (
        "DATABASE_URI is no setting of Rapport. Do you mean DATABASE_URL?",
        "RAPPORT_COLOUR is no setting of Rapport.",
        "TELEGRAM_TOKEN is no setting of Rapport. Do you mean TELEGRAM_BOT_TOKEN?",
    )
