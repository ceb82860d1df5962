"""What of the working tree a container engine would be given: git's files, less what .dockerignore leaves out."""

import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath


def context(tree: Path) -> tuple[PurePosixPath, ...]:
    """The files of a checkout that COPY can see, as git would give them: those that it knows and new ones."""
    command = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    listing = subprocess.check_output(command, cwd=tree, text=True)  # noqa: S603 -- our own arguments
    known = (PurePosixPath(name) for name in listing.split("\0") if name and (tree / name).is_file())
    patterns = read((tree / ".dockerignore").read_text(encoding="utf-8"))
    return tuple(file for file in known if not is_left_out(file, patterns))


def read(text: str) -> tuple[str, ...]:
    """The patterns of a .dockerignore, in their order."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def is_left_out(file: PurePosixPath, patterns: Iterable[str]) -> bool:
    """Whether the last pattern that fits the file or a folder above it leaves it out."""
    out = False
    for pattern in patterns:
        if any(_expression(pattern.removeprefix("!")).fullmatch(str(place)) for place in (file, *file.parents)):
            out = not pattern.startswith("!")
    return out


def _expression(pattern: str) -> re.Pattern[str]:
    """A pattern as Go's filepath.Match reads it, with Docker's ** for any number of folders."""
    return re.compile("".join(_parts(pattern.strip("/"))))


def _parts(pattern: str) -> Iterator[str]:
    for part in re.split(r"(\*\*/|\*\*|\*|\?)", pattern):
        yield {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}.get(part, re.escape(part))
