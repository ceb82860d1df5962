import errno
import socket
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import command_line
from bot.settings import Settings
from storage.migrating import head_revision
from tests.keys import KEY, OTHER_KEY
from tests.next_version import ahead, claim
from tests.ports import free_port

SOMEWHERE = CliRunner()


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("RAPPORT_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


def test_without_a_command_the_commands_are_listed() -> None:
    shown = SOMEWHERE.invoke(command_line).output
    for command in ("run", "migrate", "doctor"):
        assert command in shown


def test_migrating_makes_the_doctor_content() -> None:
    sick = SOMEWHERE.invoke(command_line, ["doctor"])
    assert sick.exit_code == 1
    assert "mend  database" in sick.output
    assert SOMEWHERE.invoke(command_line, ["migrate"]).exit_code == 0
    well = SOMEWHERE.invoke(command_line, ["doctor"])
    assert well.exit_code == 0
    assert "ok    database" in well.output


def test_nobody_else_can_look_at_what_is_kept(home: Path) -> None:
    assert SOMEWHERE.invoke(command_line, ["migrate"]).exit_code == 0
    assert home.stat().st_mode & 0o077 == 0
    assert [file for file in home.iterdir() if file.stat().st_mode & 0o077] == []
    assert list(home.iterdir())


def test_a_home_that_is_open_to_others_is_told_by_the_doctor_and_left_as_it_is(home: Path) -> None:
    home.mkdir(mode=0o755)
    shown = SOMEWHERE.invoke(command_line, ["doctor"]).output
    assert "chmod 700" in shown
    assert home.stat().st_mode & 0o077 == 0o055


def test_a_wrong_setting_is_a_line_and_exit_code_2(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "many")
    monkeypatch.setenv("RAPPORT_HOEM", "x")
    result = SOMEWHERE.invoke(command_line, ["run"])
    assert result.exit_code == 2
    assert result.output.splitlines() == [
        "RAPPORT_HOEM is no setting of Rapport. Do you mean RAPPORT_HOME?",
        "PORT has to be a whole number from 1 to 65535, as in PORT=8081.",
    ]


def test_a_database_that_is_away_is_said_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/nowhere/x.db")
    result = SOMEWHERE.invoke(command_line, ["migrate"])
    assert result.exit_code == 1
    assert "DATABASE_URL" in result.output


@pytest.mark.parametrize("command", ["run", "migrate"])
def test_a_database_that_is_two_versions_ahead_is_refused(
    monkeypatch: pytest.MonkeyPatch, home: Path, command: str
) -> None:
    url = f"sqlite:///{home / 'rapport.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("PORT", str(free_port()))
    assert SOMEWHERE.invoke(command_line, ["migrate"]).exit_code == 0
    claim(url, ahead(2))
    result = SOMEWHERE.invoke(command_line, [command])
    assert result.exit_code == 3
    assert result.output.endswith(
        f"The database is at version {ahead(2)} of the schema; this program is made for {head_revision()} "
        "and works with one more. Start a newer version of it.\n"
    )
    assert "Start a newer version" in SOMEWHERE.invoke(command_line, ["doctor"]).output


def test_a_database_that_is_one_version_ahead_is_fine(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    url = f"sqlite:///{home / 'rapport.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    assert SOMEWHERE.invoke(command_line, ["migrate"]).exit_code == 0
    claim(url, ahead(1))
    assert SOMEWHERE.invoke(command_line, ["migrate"]).exit_code == 0
    assert "ok    database" in SOMEWHERE.invoke(command_line, ["doctor"]).output


def test_a_port_in_use_is_named_with_another_one(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        result = SOMEWHERE.invoke(command_line, ["run"])
    assert result.exit_code == 1
    assert f"Port {port} is in use" in result.output
    assert f"PORT={port + 1}" in result.output


def test_an_address_of_another_machine_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOST", "192.0.2.1")
    result = SOMEWHERE.invoke(command_line, ["run"])
    assert result.exit_code == 1
    assert "HOST 192.0.2.1 is no address of this machine" in result.output


def test_a_port_that_is_not_for_us_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_address: object, **_how: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("socket.create_server", refuse)
    monkeypatch.setenv("PORT", "80")
    result = SOMEWHERE.invoke(command_line, ["run"])
    assert result.exit_code == 1
    assert "Port 80 is not for this account" in result.output


def test_a_home_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("RAPPORT_HOME", str(tmp_path / "file" / "home"))
    result = SOMEWHERE.invoke(command_line, ["run"])
    assert result.exit_code == 1
    assert "RAPPORT_HOME" in result.output


def test_a_new_key_encrypts_what_is_there_and_gives_it_back(monkeypatch: pytest.MonkeyPatch) -> None:
    key = SOMEWHERE.invoke(command_line, ["new-key"]).output.strip()
    assert SOMEWHERE.invoke(command_line, ["migrate"]).exit_code == 0
    assert "ok    notes are kept unencrypted" in SOMEWHERE.invoke(command_line, ["doctor"]).output
    monkeypatch.setenv("NOTES_KEY", key)
    encrypted = SOMEWHERE.invoke(command_line, ["encrypt"])
    assert encrypted.exit_code == 0
    assert "All words are encrypted" in encrypted.output
    assert "ok    notes are encrypted" in SOMEWHERE.invoke(command_line, ["doctor"]).output
    another = SOMEWHERE.invoke(command_line, ["new-key"]).output.strip()
    assert another != key
    monkeypatch.setenv("NOTES_KEY", f"{another},{key}")
    assert "mend  notes are encrypted" in SOMEWHERE.invoke(command_line, ["doctor"]).output
    assert SOMEWHERE.invoke(command_line, ["encrypt"]).exit_code == 0
    monkeypatch.setenv("NOTES_KEY", another)
    assert "ok    notes are encrypted" in SOMEWHERE.invoke(command_line, ["doctor"]).output
    assert SOMEWHERE.invoke(command_line, ["decrypt"]).exit_code == 0
    assert "ok    database" in SOMEWHERE.invoke(command_line, ["doctor"]).output
    monkeypatch.delenv("NOTES_KEY")
    assert SOMEWHERE.invoke(command_line, ["migrate"]).exit_code == 0


@pytest.mark.parametrize("command", ["run", "migrate", "encrypt", "decrypt"])
def test_a_key_that_does_not_fit_the_database_is_refused(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], command: str
) -> None:
    monkeypatch.setenv("PORT", str(free_port()))
    monkeypatch.setenv("NOTES_KEY", KEY)
    assert SOMEWHERE.invoke(command_line, ["migrate"]).exit_code == 0
    monkeypatch.setenv("NOTES_KEY", OTHER_KEY)
    wrong = SOMEWHERE.invoke(command_line, [command])
    assert wrong.exit_code == 2
    assert "NOTES_KEY does not fit the database" in wrong.output
    assert "Talk with your coach" not in wrong.output
    sick = SOMEWHERE.invoke(command_line, ["doctor"])
    assert sick.exit_code == 1
    assert "ok    database\n" in sick.output
    assert "mend  notes: NOTES_KEY does not fit the database" in sick.output
    monkeypatch.delenv("NOTES_KEY")
    without = SOMEWHERE.invoke(command_line, [command])
    assert without.exit_code == 2
    assert "NOTES_KEY is not set" in without.output
    assert "mend  notes: The words in the database are encrypted" in SOMEWHERE.invoke(command_line, ["doctor"]).output
    assert not {KEY, OTHER_KEY} & {*wrong.output.split(), *capfd.readouterr().out.split()}


def test_encrypting_without_a_key_says_how_to_make_one(monkeypatch: pytest.MonkeyPatch) -> None:
    refused = SOMEWHERE.invoke(command_line, ["encrypt"])
    assert (refused.exit_code, "python -m bot new-key" in refused.output) == (2, True)
    monkeypatch.setenv("NOTES_KEY", f"plain,{KEY}")
    refused = SOMEWHERE.invoke(command_line, ["encrypt"])
    assert (refused.exit_code, "python -m bot decrypt" in refused.output) == (2, True)
