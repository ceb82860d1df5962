"""Draws the charts of all scripts into docs/charts/: `make charts`. A test keeps them current."""

from pathlib import Path

from conversations.chart import page
from conversations.scripts.catalogue import SCRIPTS

CHARTS = Path(__file__).parent.parent / "docs" / "charts"


def drawn() -> dict[Path, str]:
    """Each chart's file and what should stand in it."""
    return {CHARTS / f"{name}.md": page(script) for name, script in SCRIPTS.items()}


if __name__ == "__main__":
    for path, text in drawn().items():
        path.write_text(text, encoding="utf-8")
