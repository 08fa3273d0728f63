"""What the whole practice still needs: the unit a drawn issue belonged to, what became of a proposal,
how far extensions moved a deadline, since when an issue is chronic,
and deeds apart in the figures.

The index of the status table gets ``source``, because practical deeds are no problems and are left out.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

COLUMNS = (
    ("survey", "outcome", sa.String),
    ("survey", "decided_on", sa.Date),
    ("survey", "reason", sa.Text),
)
REFERENCES = (
    ("drawn_issue", "unit_id", "unit"),
    ("survey", "decided_by", "owner"),
)
"""Columns that point to the table named last."""

ISSUE = (("extended_days", sa.Integer), ("chronic_on", sa.Date))
STATUS = [
    *("unit_id", "state", "deadline", "deadline_original", "deadline_missed", "rectified_on", "chronic"),
]


def upgrade() -> None:
    for table, column, kind in COLUMNS:
        op.add_column(table, sa.Column(column, kind(), nullable=True))
    for table, column, target in REFERENCES:  # as statements: see 0003
        reference = f"CONSTRAINT fk_{table}_{column} REFERENCES {target} (id)"
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} INTEGER {reference}")
    for name, kind in ISSUE:
        op.add_column("issue", sa.Column(name, kind(), nullable=True))
    op.drop_index("ix_issue_status", table_name="issue")
    op.create_index("ix_issue_status", "issue", [*STATUS, "source"])


def downgrade() -> None:
    for table, column, _kind in (*COLUMNS, *REFERENCES):
        with op.batch_alter_table(table) as altered:
            altered.drop_column(column)
    op.drop_index("ix_issue_status", table_name="issue")
    with op.batch_alter_table("issue") as altered:
        for name, _kind in ISSUE:
            altered.drop_column(name)
    op.create_index("ix_issue_status", "issue", STATUS)
