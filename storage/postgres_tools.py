"""PostgreSQL's own programs for copies: which one to take, and how it is told where the server is.

The rule of this file: nothing of the address goes on a command line, where everybody on the machine can read it.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from psycopg.pq import Conninfo
from sqlalchemy import URL

from storage.contents import Refused

MISSING = (
    "{name} is not installed on this machine. It comes with PostgreSQL's client tools, of version {server} or newer: "
    "apt install postgresql-client-{server}. Where the server runs in a container: docker compose exec postgres {name}"
)
OLD = (
    "{name} is of version {found}, and the server of {server}: it reads no server that is newer than itself. "
    "Install postgresql-client-{server}."
)
DEBIAN = Path("/usr/lib/postgresql")
"""Where Debian puts the programs of each version."""


def tool(name: str, server: int) -> str:
    """The path of this program, new enough for a server of this major version.

    Raises:
        Refused: there is none, or it is too old.
    """
    found: dict[str, int] = {}
    for place in _places(name):
        found[place] = _version(place)
        if found[place] >= server:
            return place
    words = OLD if found else MISSING
    raise Refused(words.format(name=name, server=server, found=max(found.values(), default=0)))


def run(command: list[str], url: URL | None = None) -> str:
    """What a program says that is told by its environment which database is meant, if any.

    Raises:
        Refused: it failed; in its own last words.
    """
    done = subprocess.run(command, env=surroundings(url) if url else None, capture_output=True, text=True, check=False)  # noqa: S603 -- ours
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["it said nothing"]
        raise Refused(f"{Path(command[0]).name} failed: {' '.join(said[-3:])}")
    return done.stdout


def surroundings(url: URL) -> Mapping[str, str]:
    """Our environment, with the address and the password as libpq reads them from there.

    Raises:
        Refused: the address has something that only a command line could tell.
    """
    names = {option.keyword.decode(): option.envvar for option in Conninfo.get_defaults()}
    told: dict[str, str] = {"PGCONNECT_TIMEOUT": "10"}
    _, given = url.get_dialect()().create_connect_args(url)
    for keyword, value in given.items():
        envvar = names.get(keyword)
        if envvar is not None:
            told[envvar.decode()] = str(value)
        elif not keyword.startswith(("keepalives", "tcp_")):  # those are for a connection that lies idle
            raise Refused(f"PostgreSQL's programs cannot be told {keyword} of DATABASE_URL. Leave it out.")
    return os.environ | told


def _places(name: str) -> Iterator[str]:
    on_path = shutil.which(name)
    if on_path:
        yield on_path
    yield from (str(each) for each in sorted(DEBIAN.glob(f"*/bin/{name}"), reverse=True))


def _version(place: str) -> int:
    said = subprocess.run([place, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603 -- ours
    found = re.search(r"(\d+)(?:\.|\s|$)", said.partition(")")[2])
    return int(found.group(1)) if found else 0
