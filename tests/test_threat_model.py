"""Every test that the threat model names is there, but for those of the rows that wait to be filled."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDERS = ("", "tests/bot/whole/", "tests/conversations/screens/")


def test_whatever_the_threat_model_names_is_there() -> None:
    page = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
    rows = [row for row in page.splitlines() if row.startswith("|") and "*to be filled" not in row]
    named = {name for row in rows for name in re.findall(r"`([\w/]*(?:test_\w+\.py|tests/[\w/]+/))`", row)}
    assert len(named) > 10
    assert not [name for name in named if not any((ROOT / folder / name).exists() for folder in FOLDERS)]
