"""Intake of any file: what else a row said, recurrences, undone batches, saved profiles.

Two changes are for speed. The chain itself keeps hashes unique, and a random unique index cost a third of
writing an event; identity is looked up by the text first, for the rows of a file at once.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

TRIGGERS = """
CREATE TRIGGER event_no_update BEFORE UPDATE ON event
 BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event
 BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER event_in_order BEFORE INSERT ON event WHEN EXISTS (SELECT 1 FROM event WHERE seq >= NEW.seq)
 BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
"""


def upgrade() -> None:
    op.add_column("issue", sa.Column("other_columns", sa.Text(), nullable=True))
    op.drop_index("ix_issue_identity", table_name="issue")
    op.create_index("ix_issue_identity", "issue", ["description_key", "unit_id"])
    op.add_column("import_batch", sa.Column("recurrences", sa.Integer(), nullable=True))
    op.add_column("import_batch", sa.Column("first_event", sa.Integer(), nullable=True))
    op.add_column("import_batch", sa.Column("last_event", sa.Integer(), nullable=True))
    op.add_column("import_batch", sa.Column("undone_on", sa.Date(), nullable=True))
    op.create_table(
        "import_profile",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_import_profile")),
    )
    with op.batch_alter_table("event") as event:
        event.drop_constraint("uq_event_hash", type_="unique")
    _keep_append_only()


def downgrade() -> None:
    with op.batch_alter_table("event") as event:
        event.create_unique_constraint("uq_event_hash", ["hash"])
    _keep_append_only()
    op.drop_table("import_profile")
    op.drop_column("import_batch", "undone_on")
    op.drop_column("import_batch", "last_event")
    op.drop_column("import_batch", "first_event")
    op.drop_column("import_batch", "recurrences")
    op.drop_index("ix_issue_identity", table_name="issue")
    op.create_index("ix_issue_identity", "issue", ["unit_id", "description_key"])
    op.drop_column("issue", "other_columns")


def _keep_append_only() -> None:
    """SQLite has built the table anew, without its triggers."""
    if op.get_bind().dialect.name == "sqlite":
        for trigger in TRIGGERS.strip().split("END;"):
            if trigger.strip():
                op.execute(f"{trigger} END")
