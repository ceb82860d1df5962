import json
import logging
from collections.abc import Iterator

import pytest

from bot.logs import set_up_logs, told
from conversations.vcards import read_vcards


@pytest.fixture(autouse=True)
def _logs_as_they_were() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.getLogger("vobject.base").disabled = False


def test_a_json_line_has_the_moment_the_level_and_the_message(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("INFO", "json")
    logging.getLogger("bot.x").info("letter %d", 3)
    (line,) = capsys.readouterr().err.splitlines()
    entry = json.loads(line)
    assert (entry["level"], entry["from"], entry["message"]) == ("INFO", "bot.x", "letter 3")
    assert entry["at"].endswith("+00:00")


def test_a_json_line_names_a_failure_without_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("INFO", "json")
    try:
        raise KeyError("words of a person")  # noqa: TRY301 -- the failure is the example
    except KeyError:
        logging.getLogger("bot.x").exception("it failed")
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["error"].startswith("KeyError at test_logs.py:")
    assert "words" not in line


def test_a_json_line_has_ids_and_durations_as_fields_and_nothing_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("INFO", "json")
    seen = {"update": 12, "owner": 7, "ms": 3, "words": "of a person", "message": "another"}
    logging.getLogger("bot.x").info("update %(update)d of %(owner)d, %(ms)d ms", seen)
    (line,) = capsys.readouterr().err.splitlines()
    entry = json.loads(line)
    assert entry["message"] == "update 12 of 7, 3 ms"
    assert (entry["update"], entry["owner"], entry["ms"]) == (12, 7, 3)
    assert set(entry) == {"at", "level", "from", "message", "update", "owner", "ms"}


def test_a_text_line_names_a_failure_without_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs()
    try:
        raise KeyError("words of a person")  # noqa: TRY301 -- the failure is the example
    except KeyError:
        logging.getLogger("bot.x").exception("it failed")
    logging.getLogger("bot.x").error("nothing was raised", exc_info=(None, None, None))
    shown = capsys.readouterr().err
    assert "it failed\nKeyError at test_logs.py:" in shown
    assert "words" not in shown


def test_libraries_only_warn_so_that_no_url_with_a_token_is_logged(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("DEBUG")
    logging.getLogger("httpx").info("HTTP Request: POST https://api.telegram.org/bot1:secret/getMe")
    logging.getLogger("bot.x").debug("seen")
    shown = capsys.readouterr().err
    assert "secret" not in shown
    assert "seen" in shown


def test_a_failure_that_was_never_raised_is_told_by_its_kind() -> None:
    assert told(KeyError("words")) == "KeyError"


def test_a_damaged_card_leaves_no_word_of_it_in_the_log(capfd: pytest.CaptureFixture[str]) -> None:
    set_up_logs()
    assert read_vcards(b"BEGIN:VCARD\nVERSION:3.0\nFN:Ana\nher secret plan\nEND:VCARD\n")[0].name == "Ana"
    assert "secret" not in "".join(capfd.readouterr())
