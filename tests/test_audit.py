"""`make audit` can fail: each of its three questions, asked about something that is wrong.

The list of known flaws is a made-up one here, in the form of https://osv.dev; the real one is in the network.
"""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from uv import find_uv_bin

from bot.serving import serving

TREE = Path(__file__).parents[1]
PROGRAMS = Path(sys.executable).parent
AUDIT = ("audit", "--frozen", "--preview-features", "audit-command", "--no-config", "--service-url")
FLAW = {
    "id": "MADE-UP-1",
    "modified": "2026-11-28T00:00:00Z",
    "summary": "A flaw that is made up",
    "affected": [{"package": {"name": "rich", "ecosystem": "PyPI"}, "versions": []}],
}


def said(*command: str, cwd: Path = TREE) -> tuple[int, str]:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    return done.returncode, done.stdout + done.stderr


@asynccontextmanager
async def list_of_flaws(flawed: str | None) -> AsyncIterator[str]:
    async def answer(request: Request) -> Response:
        asked = (await request.json())["queries"]
        found = [{"vulns": [FLAW]} if each["package"]["name"] == flawed else {} for each in asked]
        return JSONResponse({"results": found})

    async def tell(_request: Request) -> Response:
        return JSONResponse(FLAW)

    paths = [Route("/v1/querybatch", answer, methods=["POST"]), Route("/v1/vulns/{id}", tell)]
    async with serving(Starlette(routes=paths), port=0) as served:
        yield served.url


async def audited(flawed: str | None) -> tuple[int, str]:
    async with list_of_flaws(flawed) as url:
        command = (find_uv_bin(), *AUDIT, url)
        return await asyncio.to_thread(said, *command)


async def test_a_package_with_a_known_flaw_is_named() -> None:
    code, words = await audited("rich")
    assert code != 0
    assert "MADE-UP-1" in words


async def test_packages_without_a_known_flaw_pass() -> None:
    code, words = await audited(None)
    assert code == 0, words


async def test_a_list_of_flaws_that_does_not_answer_is_no_yes() -> None:
    code, _ = await asyncio.to_thread(said, find_uv_bin(), *AUDIT, "http://127.0.0.1:1")
    assert code != 0


def test_what_looks_like_a_token_is_named(tmp_path: Path) -> None:
    hook = str(PROGRAMS / "detect-secrets-hook")
    (tmp_path / "fine.py").write_text("HELLO = 'world'\n", encoding="utf-8")
    assert said(hook, "fine.py", cwd=tmp_path)[0] == 0
    (tmp_path / "leak.py").write_text(f"KEY = 'AKIA{'ABCDEFGH' * 2}'\n", encoding="utf-8")
    code, words = said(hook, "leak.py", cwd=tmp_path)
    assert code != 0
    assert "leak.py:1" in words


def test_a_token_of_a_bot_is_found_wherever_it_stands(tmp_path: Path) -> None:
    (search,) = (line.strip() for line in (TREE / "Makefile").read_text("utf-8").splitlines() if "git grep" in line)
    said("git", "init", "--quiet", cwd=tmp_path)
    for token, code in (("4711:for-tests", 0), (f"{4711:010}:{'AAx1-Y_z3' * 3}{'w4V5u6T7'}", 1)):
        (tmp_path / "leak.py").write_text(f"bot = Bot('{token}')\n", encoding="utf-8")
        said("git", "add", ".", cwd=tmp_path)
        assert said("bash", "-c", search, cwd=tmp_path)[0] == code


def test_a_licence_that_is_not_on_the_list_is_named(tmp_path: Path) -> None:
    project = (TREE / "pyproject.toml").read_text(encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(project, encoding="utf-8")
    program = str(PROGRAMS / "pip-licenses")
    assert said(program, cwd=tmp_path)[0] == 0
    assert "LGPL-3.0-only" in project
    (tmp_path / "pyproject.toml").write_text(project.replace(";LGPL-3.0-only", ""), encoding="utf-8")
    code, words = said(program, cwd=tmp_path)
    assert code != 0
    assert "LGPL" in words
