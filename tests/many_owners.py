"""Many owners out of a few, made by the database itself: for query plans and benchmarks."""

from sqlalchemy import Connection, insert, literal, select

from storage.tables import METADATA


def multiply(connection: Connection, owners: range, times: int) -> None:
    """Give all that these owners have, numbered without gaps, to others after them, so that there are `times` as many.

    PostgreSQL knows afterwards how much there is, as it would by itself a minute later; SQLite never does.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
    copy = select(literal(1).label("number")).where(literal(times > 1)).cte("copies", recursive=True)
    copy = copy.union_all(select(copy.c.number + 1).where(copy.c.number < times - 1))
    for table in METADATA.sorted_tables:
        rest = [column for column in table.c if column.name != "owner"]
        theirs = table.c.owner.between(owners[0], owners[-1])
        copied = select(table.c.owner + copy.c.number * len(owners), *rest).where(theirs)
        names = ["owner", *(column.name for column in rest)]
        connection.execute(insert(table).from_select(names, copied.join_from(table, copy, literal(value=True))))
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("ANALYZE")
