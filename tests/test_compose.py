"""The compose files: what they set exists, and they name each other's services rightly. Nothing is started."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.settings import Settings

TREE = Path(__file__).parents[1]
REPLICAS, ALONE = (TREE / name for name in ("compose.yaml", "compose.alone.yaml"))
SETTINGS = {name.upper() for name in Settings.model_fields}


def services(file: Path) -> Mapping[str, Mapping[str, Any]]:
    found: Mapping[str, Mapping[str, Any]] = YAML(typ="safe").load(file)["services"]
    return found


def bots(file: Path) -> Mapping[str, Mapping[str, Any]]:
    return {name: service for name, service in services(file).items() if name.startswith("bot")}


@pytest.mark.parametrize("file", [REPLICAS, ALONE], ids=lambda file: file.name)
def test_a_bot_is_given_settings_that_it_has(file: Path) -> None:
    given = {name for bot in bots(file).values() for name in bot["environment"]}
    assert given <= SETTINGS | {"PGPASSWORD"}  # libpq reads that one


@pytest.mark.parametrize("file", [REPLICAS, ALONE], ids=lambda file: file.name)
def test_a_bot_may_do_nothing_but_its_work(file: Path) -> None:
    for bot in bots(file).values():
        assert bot["read_only"] is True
        assert bot["cap_drop"] == ["ALL"]
        assert bot["security_opt"] == ["no-new-privileges:true"]
        assert bot["stop_grace_period"] == "15s"
        assert all(port.startswith("127.0.0.1:") for port in bot["ports"])


def test_replicas_differ_in_nothing_but_their_ports_and_who_builds() -> None:
    first, second = ({**bot, "ports": None, "build": None} for bot in bots(REPLICAS).values())
    assert first == second


def test_the_proxy_knows_all_replicas_by_name() -> None:
    known = services(REPLICAS)["proxy"]["environment"]["REPLICAS"]
    assert set(re.findall(r"(bot-\d+):8081", known)) == bots(REPLICAS).keys()


def test_whatever_compose_asks_of_the_reader_is_explained() -> None:
    told = "\n".join((TREE / page).read_text(encoding="utf-8") for page in ("README.md", "docs/operating.md"))
    asked = {name for file in (REPLICAS, ALONE) for name in re.findall(r"\$\{(\w+)", file.read_text(encoding="utf-8"))}
    assert not [name for name in asked if name not in told]
