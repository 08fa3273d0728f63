"""Every event belongs to a command: what was written before commands were kept becomes one, the first.

The event that made a ledger belongs to none, so a ledger whose commands begin with the second needs nothing.
"""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.execute(
        "INSERT INTO command (first_event, last_event)"
        " SELECT 1, kept_from - 1 FROM (SELECT coalesce("
        "(SELECT min(first_event) FROM command), (SELECT max(seq) + 1 FROM event)"
        ") AS kept_from) AS commands WHERE kept_from > 2"
    )


def downgrade() -> None:
    op.execute("DELETE FROM command WHERE first_event = 1")
