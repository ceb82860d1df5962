"""A witness inside the database: keeps every letter that was ever written, who had it last, and each nudge taken.

The product does not know of it. It sees what is committed, whichever replica did it; replicas are told apart by the
name with which they connect.
"""

from collections import Counter
from dataclasses import dataclass

from psycopg import AsyncConnection
from sqlalchemy import make_url, text

from storage.engines import engine_for, normalised
from tests.bot.questions import kind_of_nudge

SET_UP = """
CREATE TABLE seen_letters (owner bigint, number bigint, lane text, payload json, PRIMARY KEY (owner, number));
CREATE TABLE seen_hands (owner bigint, number bigint, whose text, PRIMARY KEY (owner, number));
CREATE TABLE seen_taken (owner bigint, key text, whose text);

CREATE FUNCTION see_letter() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    PERFORM pg_notify('seen', current_setting('application_name'));
    IF TG_OP = 'INSERT' THEN
        INSERT INTO seen_letters VALUES (NEW.owner, NEW.number, NEW.lane, NEW.payload);
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.lent_until IS NOT NULL THEN
        INSERT INTO seen_hands VALUES (NEW.owner, NEW.number, current_setting('application_name'))
        ON CONFLICT (owner, number) DO UPDATE SET whose = EXCLUDED.whose;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER see_letter AFTER INSERT OR UPDATE OR DELETE ON letters FOR EACH ROW EXECUTE FUNCTION see_letter();

CREATE FUNCTION see_taken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.state = 'sent' AND (TG_OP = 'INSERT' OR OLD.state <> 'sent') THEN
        INSERT INTO seen_taken VALUES (NEW.owner, NEW.key, current_setting('application_name'));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER see_taken AFTER INSERT OR UPDATE ON nudges FOR EACH ROW EXECUTE FUNCTION see_taken();
"""

LONGEST = 4
"""Seconds in which somebody commits something, when anything goes on at all."""

ON_THEIR_WAY = """
    SELECT owner FROM (
        SELECT DISTINCT ON (owner, lane) owner, lent_until, payload ->> 'kind' AS kind
        FROM letters JOIN seen_hands USING (owner, number)
        WHERE whose = :whose AND state = 'waiting' AND payload ->> 'kind' NOT IN ('toast', 'revise', 'strip', 'react')
        ORDER BY owner, lane, number
    ) AS foremost
    WHERE lent_until IS NOT NULL AND kind = 'say'
"""
"""Whoever carries letters says one thing at a time to each person in each lane, and forgets it before the next.

What nobody sees when it comes twice may lie before it.
"""

LET_GO = "UPDATE seen_hands SET whose = 'nobody' WHERE whose = :whose"
CUT = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = :whose"
NUDGES = "SELECT owner, payload -> 'screen' ->> 'text' AS said FROM seen_letters WHERE lane <> 'reply'"
TAKEN_TWICE = "SELECT owner, key, count(*) FROM seen_taken GROUP BY owner, key HAVING count(*) > 1"


def named(url: str, name: str) -> str:
    """The database's address for somebody with this name."""
    return make_url(url).update_query_dict({"application_name": name}).render_as_string(hide_password=False)


@dataclass
class Witness:
    """What happened in the database at this address."""

    url: str

    def __post_init__(self) -> None:
        self._engine = engine_for(normalised(named(self.url, "witness")), 1)
        with self._engine.begin() as connection:
            connection.exec_driver_sql(SET_UP)

    def close(self) -> None:
        self._engine.dispose()

    async def committer(self, number: int) -> str | None:
        """Who commits something about letters, as soon as that has happened so many times; None if it takes long."""
        address = make_url(self.url).set(drivername="postgresql").render_as_string(hide_password=False)
        async with await AsyncConnection.connect(address, autocommit=True) as connection:
            await connection.execute("LISTEN seen")
            seen = [note.payload async for note in connection.notifies(timeout=LONGEST, stop_after=number)]
        return seen[-1] if len(seen) >= number else None

    def on_their_way(self, whose: str) -> Counter[int]:
        """Somebody was killed: how many messages to each person he may just have sent. His hands are empty now."""
        with self._engine.begin() as connection:
            foremost = Counter[int](connection.execute(text(ON_THEIR_WAY), {"whose": whose}).scalars())
            connection.execute(text(LET_GO), {"whose": whose})
        return foremost

    def cut(self, whose: str) -> int:
        """Cut all connections of somebody; how many there were."""
        with self._engine.begin() as connection:
            return int(connection.execute(text(CUT), {"whose": whose}).scalar_one())

    def nudges_written(self) -> Counter[tuple[int, str]]:
        """How many messages of each kind the coach began, by person."""
        with self._engine.begin() as connection:
            written = connection.execute(text(NUDGES))
            return Counter((int(row.owner), kind_of_nudge(row.said) or str(row.said)) for row in written)

    def taken_twice(self) -> list[str]:
        """Occurrences of nudges that were decided more than once."""
        with self._engine.begin() as connection:
            return [str(row) for row in connection.execute(text(TAKEN_TWICE))]
