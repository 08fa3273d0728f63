"""What the whole practice still needs: the unit a drawn issue belonged to, what became of a proposal,
how far extensions moved a deadline, since when an issue is chronic,
and deeds apart in the figures.

The index of the status table gets ``source``, because practical deeds are no problems and are left out.
"""

from collections.abc import Iterable

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


USUAL_FIRST = (
    ("CHECK (state IN (", "CHECK (state = 'open' OR state IN ("),
    ("CHECK (type IN (", "CHECK (type = 'limited' OR type IN ("),
    ("CHECK (state NOT IN (", "CHECK (state = 'open' OR state NOT IN ("),
    (
        "CHECK ((state IN ('rectified', ",
        "CHECK (state = 'open' AND rectified_on IS NULL OR (state IN ('rectified', ",
    ),
)
"""The same rules of an issue, before and after, the usual case first."""


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
    _say_differently(USUAL_FIRST)
    # One decision to hold somebody to account may be about several issues; none was recorded before.
    op.create_table(
        "accounted_issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("accountability_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["accountability_id"], ["accountability.id"], name=op.f("fk_accounted_issue_accountability_id")
        ),
        sa.ForeignKeyConstraint(["number"], ["issue.number"], name=op.f("fk_accounted_issue_number")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounted_issue")),
        sa.UniqueConstraint(
            "accountability_id", "number", name=op.f("uq_accounted_issue_accountability_id_number")
        ),
    )
    op.create_index(op.f("ix_accounted_issue_number"), "accounted_issue", ["number"])
    op.drop_index("ix_accountability_number", table_name="accountability")
    with op.batch_alter_table("accountability") as accountability:
        accountability.drop_constraint("fk_accountability_number", type_="foreignkey")
        accountability.drop_column("number")


def downgrade() -> None:
    with op.batch_alter_table("accountability") as accountability:
        accountability.add_column(sa.Column("number", sa.Integer(), nullable=True))
        accountability.create_foreign_key("fk_accountability_number", "issue", ["number"], ["number"])
    op.create_index("ix_accountability_number", "accountability", ["number"])
    op.drop_table("accounted_issue")
    _say_differently([(after, before) for before, after in USUAL_FIRST])
    for table, column, _kind in (*COLUMNS, *REFERENCES):
        with op.batch_alter_table(table) as altered:
            altered.drop_column(column)
    op.drop_index("ix_issue_status", table_name="issue")
    with op.batch_alter_table("issue") as altered:
        for name, _kind in ISSUE:
            altered.drop_column(name)
    op.create_index("ix_issue_status", "issue", STATUS)


def _say_differently(texts: Iterable[tuple[str, str]]) -> None:
    """Reword rules of the issue table that mean what they meant, without building it anew.

    SQLite looks a list of words up in a table of its own for every row; that was a tenth of an import. Only
    the text of the layout changes, as sqlite.org/lang_altertable.html allows for CHECK constraints.
    """
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return
    op.execute("PRAGMA writable_schema=ON")
    for before, after in texts:
        connection.exec_driver_sql(
            "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = 'issue'",
            (before, after),
        )
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    op.execute(f"PRAGMA schema_version={version + 1}")
    op.execute("PRAGMA writable_schema=RESET")
