"""What the whole practice still needs: how far extensions moved a deadline, since when an issue is chronic,
and deeds apart in the figures.

The index of the status table gets ``source``, because practical deeds are no problems and are left out.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

ISSUE = (("extended_days", sa.Integer), ("chronic_on", sa.Date))
STATUS = [
    *("unit_id", "state", "deadline", "deadline_original", "deadline_missed", "rectified_on", "chronic"),
]


def upgrade() -> None:
    for name, kind in ISSUE:
        op.add_column("issue", sa.Column(name, kind(), nullable=True))
    op.drop_index("ix_issue_status", table_name="issue")
    op.create_index("ix_issue_status", "issue", [*STATUS, "source"])


def downgrade() -> None:
    op.drop_index("ix_issue_status", table_name="issue")
    with op.batch_alter_table("issue") as altered:
        for name, _kind in ISSUE:
            altered.drop_column(name)
    op.create_index("ix_issue_status", "issue", STATUS)
