"""The index of deadlines also tells how far each issue was noticed, so that a sweep looks up only what climbs."""

from alembic import op

revision = "0008"
down_revision = "0007"

BEFORE = ["state", "deadline"]
NOW = ["state", "deadline", "notified_level", "chronic"]


def upgrade() -> None:
    op.drop_index("ix_issue_deadline", table_name="issue")
    op.create_index("ix_issue_deadline", "issue", NOW)


def downgrade() -> None:
    op.drop_index("ix_issue_deadline", table_name="issue")
    op.create_index("ix_issue_deadline", "issue", BEFORE)
