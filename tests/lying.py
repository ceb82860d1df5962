"""What lies in a database as anybody can see it who gets hold of it: every column, and every byte of SQLite's files."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Text, cast, select

from storage.engines import engine_for, normalised
from storage.tables import METADATA


def places_with(url: str, *words: str) -> list[str]:
    """Where one of these can be seen, in whatever case."""
    return [place for place, lies in _lying(url) if any(word.lower().encode() in lies.lower() for word in words)]


def _lying(url: str) -> Iterator[tuple[str, bytes]]:
    engine = engine_for(normalised(url), 1)
    with engine.begin() as connection:
        for table in METADATA.sorted_tables:
            for column in table.c:
                for lies in connection.execute(select(cast(column, Text))).scalars():
                    yield f"{table.name}.{column.name}", (lies or "").encode()
    engine.dispose()
    file = normalised(url).database or ""
    for beside in (Path(f"{file}{ending}") for ending in ("", "-wal", "-shm", "-journal")):
        if beside.is_file():
            yield beside.name, beside.read_bytes()
