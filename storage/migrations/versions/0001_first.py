"""Keep owners, facts, dialogues, nudges and letters."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
BYTEWISE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
OPEN = sa.text("state = 'open'")
PENDING = sa.text("state = 'pending'")
WAITING = sa.text("state = 'waiting'")


def upgrade() -> None:
    op.create_table(
        "contacts",
        sa.Column("owner", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", BYTEWISE, nullable=False),
        sa.Column("person", BYTEWISE, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("kept_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("owner", "key", name="pk_contacts"),
    )
    op.create_index("ix_contacts_owner_person_at", "contacts", ["owner", "person", "at"])
    op.create_table(
        "dialogues",
        sa.Column("owner", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", BYTEWISE, nullable=False),
        sa.Column("script", sa.Text(), nullable=False),
        sa.Column("subject", BYTEWISE, nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("question", sa.BigInteger(), nullable=True),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("owner", "key", name="pk_dialogues"),
    )
    op.create_index("ix_dialogues_owner_script_subject", "dialogues", ["owner", "script", "subject"])
    op.create_index(
        "uq_dialogues_one_open", "dialogues", ["owner"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN
    )
    op.create_table(
        "events",
        sa.Column("owner", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", BYTEWISE, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("start_local", sa.DateTime(), nullable=False),
        sa.Column("start_zone", sa.Text(), nullable=False),
        sa.Column("starts", MOMENT, nullable=False),
        sa.Column("end_local", sa.DateTime(), nullable=False),
        sa.Column("end_zone", sa.Text(), nullable=False),
        sa.Column("ends", MOMENT, nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("prepared", sa.Boolean(), nullable=False),
        sa.Column("debriefed", sa.Boolean(), nullable=False),
        sa.Column("dismissed", sa.Boolean(), nullable=False),
        sa.Column("kept_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("owner", "key", name="pk_events"),
    )
    op.create_index("ix_events_owner_ends", "events", ["owner", "ends"])
    op.create_index("ix_events_owner_starts", "events", ["owner", "starts"])
    op.create_table(
        "introductions",
        sa.Column("owner", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", BYTEWISE, nullable=False),
        sa.Column("person", BYTEWISE, nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("to_me", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("kept_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("owner", "key", name="pk_introductions"),
    )
    op.create_index("ix_introductions_owner_person", "introductions", ["owner", "person"])
    op.create_table(
        "letters",
        sa.Column("owner", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("lane", sa.String(16), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("not_before", MOMENT, nullable=True),
        sa.Column("lent_until", MOMENT, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("owner", "number", name="pk_letters"),
    )
    op.create_index(
        "ix_letters_waiting_lane",
        "letters",
        ["lane", "written_at", "owner", "number"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    op.create_index(
        "ix_letters_waiting_of", "letters", ["owner", "number"], sqlite_where=WAITING, postgresql_where=WAITING
    )
    op.create_table(
        "nudges",
        sa.Column("owner", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", BYTEWISE, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("subject", BYTEWISE, nullable=False),
        sa.Column("at_local", sa.DateTime(), nullable=False),
        sa.Column("at_zone", sa.Text(), nullable=False),
        sa.Column("due", MOMENT, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("taken_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("owner", "key", name="pk_nudges"),
    )
    op.create_index("ix_nudges_owner_subject", "nudges", ["owner", "subject"])
    op.create_index(
        "ix_nudges_pending_due", "nudges", ["due", "owner", "key"], sqlite_where=PENDING, postgresql_where=PENDING
    )
    op.create_index(
        "ix_nudges_pending_of", "nudges", ["owner", "due", "key"], sqlite_where=PENDING, postgresql_where=PENDING
    )
    op.create_table(
        "offers",
        sa.Column("owner", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", BYTEWISE, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("kept_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("owner", "key", name="pk_offers"),
    )
    op.create_table(
        "owners",
        sa.Column("owner", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("nudge_hour", sa.Time(), nullable=False),
        sa.Column("quiet_from", sa.Time(), nullable=False),
        sa.Column("quiet_until", sa.Time(), nullable=False),
        sa.Column("set_up", sa.Boolean(), nullable=False),
        sa.Column("blocked", sa.Boolean(), nullable=False),
        sa.Column("next_key", sa.BigInteger(), nullable=False),
        sa.Column("next_letter", sa.BigInteger(), nullable=False),
        sa.Column("last_seen", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("owner", name="pk_owners"),
    )
    op.create_table(
        "parked_updates",
        sa.Column("owner", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("owner", "update_id", name="pk_parked_updates"),
    )
    op.create_table(
        "people",
        sa.Column("owner", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", BYTEWISE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("event", BYTEWISE, nullable=True),
        sa.Column("met_on", sa.Date(), nullable=False),
        sa.Column("draft", sa.Boolean(), nullable=False),
        sa.Column("who", sa.Text(), nullable=True),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("handle", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("telegram_id", sa.BigInteger(), nullable=True),
        sa.Column("next_touch", sa.Date(), nullable=True),
        sa.Column("touch_how", sa.Text(), nullable=True),
        sa.Column("last_contact", MOMENT, nullable=True),
        sa.Column("debriefed_on", sa.Date(), nullable=True),
        sa.Column("stopped", sa.Boolean(), nullable=False),
        sa.Column("sorted_as", BYTEWISE, nullable=False),
        sa.Column("findable", sa.Text(), nullable=False),
        sa.Column("kept_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("owner", "key", name="pk_people"),
    )
    op.create_index("ix_people_owner_draft_sorted_as", "people", ["owner", "draft", "sorted_as"])
    op.create_index("ix_people_owner_event", "people", ["owner", "event"])
    op.create_table(
        "plans",
        sa.Column("owner", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", BYTEWISE, nullable=False),
        sa.Column("event", BYTEWISE, nullable=False),
        sa.Column("cue", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("happened", sa.Boolean(), nullable=True),
        sa.Column("kept_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("owner", "key", name="pk_plans"),
    )
    op.create_index("ix_plans_owner_event", "plans", ["owner", "event"])
    op.create_table(
        "promises",
        sa.Column("owner", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", BYTEWISE, nullable=False),
        sa.Column("person", BYTEWISE, nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("mine", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("kept_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("owner", "key", name="pk_promises"),
    )
    op.create_index("ix_promises_owner_person", "promises", ["owner", "person"])
    op.create_index("ix_promises_owner_state_due", "promises", ["owner", "state", "due"])
    op.create_table(
        "takeaways",
        sa.Column("owner", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", BYTEWISE, nullable=False),
        sa.Column("event", BYTEWISE, nullable=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("kept_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("owner", "key", name="pk_takeaways"),
    )
    op.create_index("ix_takeaways_owner_event", "takeaways", ["owner", "event"])
    op.create_table(
        "updates",
        sa.Column("owner", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("heard_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("owner", "update_id", name="pk_updates"),
    )
    op.create_index("ix_updates_heard_at", "updates", ["heard_at"])
    op.create_table(
        "answers",
        sa.Column("owner", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("dialogue", BYTEWISE, nullable=False),
        sa.Column("place", BYTEWISE, nullable=False),
        sa.Column("set_aside", sa.Boolean(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["owner", "dialogue"], ["dialogues.owner", "dialogues.key"], name="fk_answers_dialogues", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner", "dialogue", "place", "set_aside", name="pk_answers"),
    )


def downgrade() -> None:
    op.drop_table("answers")
    op.drop_table("updates")
    op.drop_table("takeaways")
    op.drop_table("promises")
    op.drop_table("plans")
    op.drop_table("people")
    op.drop_table("parked_updates")
    op.drop_table("owners")
    op.drop_table("offers")
    op.drop_table("nudges")
    op.drop_table("letters")
    op.drop_table("introductions")
    op.drop_table("events")
    op.drop_table("dialogues")
    op.drop_table("contacts")
