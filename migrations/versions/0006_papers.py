"""The numbers of papers: return notices, extension approvals, interviews, circulars, bulletins."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

KINDS = ("return", "extension", "interview", "circular", "bulletin")


def upgrade() -> None:
    named = ", ".join(f"'{kind}'" for kind in KINDS)
    op.create_table(
        "paper",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["number"], ["issue.number"], name=op.f("fk_paper_number")),
        sa.CheckConstraint(f"kind IN ({named})", name=op.f("ck_paper_kind_known")),
        sa.UniqueConstraint("kind", "year", "serial", name=op.f("uq_paper_kind_year_serial")),
        sa.UniqueConstraint("subject", "kind", name=op.f("uq_paper_subject_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
    )


def downgrade() -> None:
    op.drop_table("paper")
