from collections.abc import Iterator

import pytest
from sqlalchemy import ForeignKeyConstraint, Table

from storage.tables import METADATA

TABLES = METADATA.sorted_tables


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_row_is_known_by_its_owner_first(table: Table) -> None:
    assert next(iter(table.primary_key)).name == "owner"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_row_refers_to_rows_of_its_own_owner_only(table: Table) -> None:
    assert all("owner" in key.column_keys and _owner_of(key) == "owner" for key in _foreign_keys(table))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_what_must_not_be_there_twice_must_not_be_there_twice_for_one_owner(table: Table) -> None:
    assert all("owner" in index.columns for index in table.indexes if index.unique)


def _foreign_keys(table: Table) -> Iterator[ForeignKeyConstraint]:
    return (each for each in table.constraints if isinstance(each, ForeignKeyConstraint))


def _owner_of(key: ForeignKeyConstraint) -> str:
    return next(element.column.name for element in key.elements if element.parent.name == "owner")
