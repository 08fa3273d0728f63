"""What is published: drafts and their approval, decisions on passages, reviewed wordings, frozen snapshots."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

TABLES = ("public_wording", "passage_decision", "publication", "published_snapshot")
"""What is new, dependants first."""


def upgrade() -> None:
    op.create_table(
        "published_snapshot",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_published_snapshot")),
    )
    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("drafted_on", sa.Date(), nullable=False),
        sa.Column("drafted_by", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("journal_seq", sa.Integer(), nullable=False),
        sa.Column("journal_hash", sa.String(), nullable=False),
        sa.Column("issues", sa.Integer(), nullable=False),
        sa.Column("corrects", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("approved_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["corrects"], ["publication.id"], name=op.f("fk_publication_corrects")),
        sa.ForeignKeyConstraint(["approved_by"], ["owner.id"], name=op.f("fk_publication_approved_by")),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["owner.id"], name=op.f("fk_publication_withdrawn_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
    )
    op.create_table(
        "passage_decision",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("passage", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name=op.f("fk_passage_decision_publication_id")
        ),
        sa.ForeignKeyConstraint(["number"], ["issue.number"], name=op.f("fk_passage_decision_number")),
        sa.ForeignKeyConstraint(["decided_by"], ["owner.id"], name=op.f("fk_passage_decision_decided_by")),
        sa.CheckConstraint("verdict IN ('shown', 'hidden')", name=op.f("ck_passage_decision_verdict_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage_decision")),
    )
    op.create_index(
        op.f("ix_passage_decision_publication_id"), "passage_decision", ["publication_id"], unique=False
    )
    op.create_table(
        "public_wording",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("worded_on", sa.Date(), nullable=False),
        sa.Column("worded_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["number"], ["issue.number"], name=op.f("fk_public_wording_number")),
        sa.ForeignKeyConstraint(["worded_by"], ["owner.id"], name=op.f("fk_public_wording_worded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_wording")),
    )
    op.create_index(op.f("ix_public_wording_number"), "public_wording", ["number"], unique=False)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
