"""A Dockerfile, read and carried out in folders where there is no container engine.

It knows the steps that ours takes and refuses all others: a step that nobody has thought through here is not shown to
work. A stage is a folder; a path in the image is that path below the folder. The base image is the Python at hand.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tests.dockerignore import context

BASE = re.compile(r"python:3\.\d+-slim(-\w+)?")


class UnknownStep(Exception):  # noqa: N818 - named in the words of the field
    """The Dockerfile has a step that is not carried out here. Teach it to tests/dockerfile.py."""


class FailedStep(Exception):  # noqa: N818 - named in the words of the field
    """A step was carried out and did not work."""


@dataclass(frozen=True, slots=True)
class Step:
    """One instruction: its word, its flags and what follows them."""

    word: str
    flags: Mapping[str, str]
    rest: str

    @property
    def words(self) -> list[str]:
        """What follows, as a shell would divide it."""
        return shlex.split(self.rest)

    def command(self) -> tuple[str, ...]:
        """The command in exec form, which no shell stands before."""
        if not self.rest.startswith("["):
            raise UnknownStep(f"{self.word} {self.rest}: in shell form, the shell would get the signals")
        return tuple(map(str, json.loads(self.rest)))


@dataclass(slots=True)
class Image:
    """A stage as far as it is built; the last one is the image."""

    root: Path
    env: dict[str, str]
    home: str = "/"
    user: str = "root"
    command: tuple[str, ...] = ()
    health: tuple[str, ...] = ()
    stop_signal: str = "SIGTERM"
    volumes: list[str] = field(default_factory=list)
    ports: list[str] = field(default_factory=list)

    def outside(self, path: str) -> Path:
        """Where a path of the image lies on this machine."""
        return self.root / str(PurePosixPath(self.home, path)).lstrip("/")


def steps(text: str) -> Iterator[Step]:
    """The instructions of a Dockerfile, in their order."""
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("#"))
    whole = re.sub(r"\\\n", " ", "\n".join(lines))
    for line in filter(None, map(str.strip, whole.splitlines())):
        word, rest = line.split(None, 1)
        flags = {}
        while found := re.match(r"--([\w-]+)=(\S+)\s+", rest):
            flags[found[1]] = found[2]
            rest = rest[found.end() :]
        yield Step(word.upper(), flags, rest)


class Builder:
    """Carries out a Dockerfile of the project in `tree`, in folders below `place`."""

    def __init__(self, tree: Path, place: Path, python: Path, uv: Path) -> None:
        self._tree, self._place, self._python, self._uv = tree, place, python, uv
        self._stages: dict[str, Image] = {}

    def build(self, text: str) -> Image:
        """The image.

        Raises:
            UnknownStep: a step is not known here.
            FailedStep: a step did not work.
        """
        for step in steps(text):
            self._do(step)
        return self._here

    @property
    def _here(self) -> Image:
        return list(self._stages.values())[-1]

    def _do(self, step: Step) -> None:
        match step.word:
            case "FROM":
                self._begin(step)
            case "ENV":
                self._here.env |= dict(self._settings(step))
            case "WORKDIR":
                self._here.home = str(PurePosixPath(self._here.home, step.rest))
                self._here.outside(".").mkdir(parents=True, exist_ok=True)
            case "COPY":
                self._copy(step)
            case "RUN":
                for command in step.rest.split("&&"):
                    self._run(shlex.split(command))
            case "USER":
                self._here.user = step.rest
            case "VOLUME":
                self._here.volumes += step.words
            case "EXPOSE":
                self._here.ports += step.words
            case "STOPSIGNAL":
                self._here.stop_signal = step.rest
            case "HEALTHCHECK":
                self._here.health = Step("HEALTHCHECK", {}, step.rest.removeprefix("CMD").strip()).command()
            case "CMD":
                self._here.command = step.command()
            case _:
                raise UnknownStep(f"{step.word} {step.rest}")

    def _begin(self, step: Step) -> None:
        base, *alias = step.words
        if not BASE.fullmatch(base) or step.flags:
            raise UnknownStep(f"FROM {step.rest}: not the image of Python that the Python at hand stands for")
        name = alias[-1] if alias else str(len(self._stages))
        root = self._place / name
        root.mkdir()
        # the tools of the base image, and no setting of whoever runs the tests
        self._stages[name] = Image(root, {"PATH": f"{self._python.parent}:/usr/local/bin:/usr/bin:/bin"})

    def _settings(self, step: Step) -> Iterator[tuple[str, str]]:
        """The settings, with paths of the image as they are here and $NAME as it stood before."""
        for word in step.words:
            name, value = word.split("=", 1)
            parts = (str(self._here.outside(part)) if part.startswith("/") else part for part in value.split(":"))
            yield name, re.sub(r"\$(\w+)", lambda found: self._here.env[found[1]], ":".join(parts))

    def _copy(self, step: Step) -> None:
        *sources, goal = step.words
        if step.flags.keys() - {"from"}:
            raise UnknownStep(f"COPY with {dict(step.flags)}")
        target = self._here.outside(goal)
        for source in sources:
            if stage := step.flags.get("from"):
                target.parent.mkdir(parents=True, exist_ok=True)
                # moved: it is thousands of files, and the stage is left behind
                self._stages[stage].outside(source).rename(target)
            else:
                self._copy_from_tree(PurePosixPath(source), target)

    def _copy_from_tree(self, source: PurePosixPath, target: Path) -> None:
        files = [file for file in context(self._tree) if file == source or source in file.parents]
        if not files:
            raise FailedStep(f"COPY {source}: it is not in the checkout, or .dockerignore leaves it out")
        for file in files:
            goal = target / (file.name if file == source else file.relative_to(source))
            goal.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(self._tree / file, goal)

    def _run(self, words: list[str]) -> None:
        match words:
            case ["pip", "install", "--no-cache-dir", "--disable-pip-version-check", uv] if uv.startswith("uv=="):
                pass  # the development group brought it
            case ["uv", "sync", *_]:
                self._call(str(self._uv), *words[1:])  # fails where neither its cache nor the package index has it all
            case ["python", "-m", "compileall", *_]:
                self._call(str(self._python), *words[1:])
            case ["chmod", "-R", rights, *folders]:
                self._call("chmod", "-R", rights, *(str(self._here.outside(each)) for each in folders))
            case ["useradd", "--uid", _, "--no-create-home", *_]:
                pass  # whoever is at hand stands for it
            case ["install", "--directory", _, _, "--mode=700", folder]:
                self._here.outside(folder).mkdir(mode=0o700)
            case _:
                raise UnknownStep(f"RUN {shlex.join(words)}")

    def _call(self, *command: str) -> None:
        env = os.environ | {"UV_PYTHON": str(self._python)} | self._here.env
        done = subprocess.run(  # noqa: S603 -- what our own Dockerfile says
            command, cwd=self._here.outside("."), env=env, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise FailedStep(f"RUN {shlex.join(command)} ended with {done.returncode}: {done.stderr or done.stdout}")
