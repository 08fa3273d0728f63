"""The whole practice: orders, objections, organisation, inspection, checklists, look-back, verdicts, undo.

The index of the status table gets ``chronic``, because chronic issues are due soon earlier.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ISSUE = (
    ("extension_progress", sa.Text),
    ("extension_decided_by", sa.Integer),
    ("urges", sa.Integer),
    ("urged_on", sa.Date),
    ("reports", sa.Integer),
    ("coordinations", sa.Integer),
    ("origin", sa.String),
    ("proposal", sa.String),
    ("proposed_on", sa.Date),
)
NOTICE = (
    ("decided_on", sa.Date),
    ("decided_by", sa.Integer),
    ("outcome", sa.String),
)
PERSONS = {"extension_decided_by", "decided_by"}
STATUS = ["unit_id", "state", "deadline", "deadline_original", "deadline_missed", "rectified_on"]

TABLES = (
    "command",
    "survey",
    "supervision_order",
    "objection",
    "drawn_issue",
    "commendation",
    "clue",
    "accountability",
    "member",
    "checklist_answer",
    "visit",
    "team",
    "stage_dates",
    "look_back_draw",
)
"""What is new, dependants first."""


def upgrade() -> None:
    op.create_table(
        "look_back_draw",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("drawn_on", sa.Date(), nullable=False),
        sa.Column("share", sa.String(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("strata", sa.String(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_look_back_draw")),
    )
    op.create_table(
        "stage_dates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_dates")),
        sa.UniqueConstraint("stage", name=op.f("uq_stage_dates_stage")),
    )
    op.create_table(
        "team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("name", name=op.f("uq_team_name")),
    )
    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("kind IN ('open', 'covert')", name=op.f("ck_visit_kind_known")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_visit_team_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_visit_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    op.create_index(op.f("ix_visit_unit_id"), "visit", ["unit_id"])
    op.create_table(
        "checklist_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("checklist", sa.String(), nullable=False),
        sa.Column("question", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("answer IN ('yes', 'no')", name=op.f("ck_checklist_answer_answer_known")),
        sa.ForeignKeyConstraint(["owner_id"], ["owner.id"], name=op.f("fk_checklist_answer_owner_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_checklist_answer_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_answer")),
    )
    op.create_table(
        "member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["owner.id"], name=op.f("fk_member_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint("body", "owner_id", name=op.f("uq_member_body_owner_id")),
    )
    op.create_table(
        "accountability",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("conduct", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=False),
        sa.Column("tolerance_asked_on", sa.Date(), nullable=True),
        sa.Column("tolerance_asked_by", sa.Integer(), nullable=True),
        sa.Column("tolerance_reason", sa.Text(), nullable=True),
        sa.Column("tolerance_decided_on", sa.Date(), nullable=True),
        sa.Column("tolerance_decided_by", sa.Integer(), nullable=True),
        sa.Column("tolerance_outcome", sa.String(), nullable=True),
        sa.Column("tolerance_ground", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["decided_by"], ["owner.id"], name=op.f("fk_accountability_decided_by")),
        sa.ForeignKeyConstraint(["number"], ["issue.number"], name=op.f("fk_accountability_number")),
        sa.ForeignKeyConstraint(["owner_id"], ["owner.id"], name=op.f("fk_accountability_owner_id")),
        sa.ForeignKeyConstraint(
            ["tolerance_asked_by"], ["owner.id"], name=op.f("fk_accountability_tolerance_asked_by")
        ),
        sa.ForeignKeyConstraint(
            ["tolerance_decided_by"], ["owner.id"], name=op.f("fk_accountability_tolerance_decided_by")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_accountability_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accountability")),
    )
    op.create_index(op.f("ix_accountability_number"), "accountability", ["number"])
    op.create_index(op.f("ix_accountability_owner_id"), "accountability", ["owner_id"])
    op.create_table(
        "clue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("external_no", sa.String(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["number"], ["issue.number"], name=op.f("fk_clue_number")),
        sa.ForeignKeyConstraint(["source"], ["source.code"], name=op.f("fk_clue_source")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_clue_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clue")),
    )
    op.create_index(op.f("ix_clue_number"), "clue", ["number"])
    op.create_table(
        "commendation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("commended_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("given_by", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["given_by"], ["owner.id"], name=op.f("fk_commendation_given_by")),
        sa.ForeignKeyConstraint(["number"], ["issue.number"], name=op.f("fk_commendation_number")),
        sa.ForeignKeyConstraint(["owner_id"], ["owner.id"], name=op.f("fk_commendation_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commendation")),
    )
    op.create_index(op.f("ix_commendation_owner_id"), "commendation", ["owner_id"])
    op.create_table(
        "drawn_issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draw_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("checked_by", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("verdict IN ('held', 'rebound')", name=op.f("ck_drawn_issue_verdict_known")),
        sa.ForeignKeyConstraint(["checked_by"], ["owner.id"], name=op.f("fk_drawn_issue_checked_by")),
        sa.ForeignKeyConstraint(["draw_id"], ["look_back_draw.id"], name=op.f("fk_drawn_issue_draw_id")),
        sa.ForeignKeyConstraint(["number"], ["issue.number"], name=op.f("fk_drawn_issue_number")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drawn_issue")),
        sa.UniqueConstraint("draw_id", "number", name=op.f("uq_drawn_issue_draw_id_number")),
    )
    op.create_index(op.f("ix_drawn_issue_number"), "drawn_issue", ["number"])
    op.create_table(
        "objection",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("raised_by", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.CheckConstraint("outcome IN ('upheld', 'dismissed')", name=op.f("ck_objection_outcome_known")),
        sa.ForeignKeyConstraint(["decided_by"], ["owner.id"], name=op.f("fk_objection_decided_by")),
        sa.ForeignKeyConstraint(["number"], ["issue.number"], name=op.f("fk_objection_number")),
        sa.PrimaryKeyConstraint("number", "position", name=op.f("pk_objection")),
    )
    op.create_table(
        "supervision_order",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("reply_due", sa.Date(), nullable=False),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("replied_by", sa.Integer(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["number"], ["issue.number"], name=op.f("fk_supervision_order_number")),
        sa.ForeignKeyConstraint(["replied_by"], ["owner.id"], name=op.f("fk_supervision_order_replied_by")),
        sa.PrimaryKeyConstraint("number", "position", name=op.f("pk_supervision_order")),
        sa.UniqueConstraint(
            "number", "deadline", "level", name=op.f("uq_supervision_order_number_deadline_level")
        ),
        sa.UniqueConstraint("year", "serial", name=op.f("uq_supervision_order_year_serial")),
    )
    op.create_table(
        "survey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("issued", sa.Integer(), nullable=False),
        sa.Column("returned", sa.Integer(), nullable=False),
        sa.Column("valid", sa.Integer(), nullable=False),
        sa.Column("satisfied", sa.Integer(), nullable=False),
        sa.Column("fairly_satisfied", sa.Integer(), nullable=False),
        sa.Column("dissatisfied", sa.Integer(), nullable=False),
        sa.Column("unknown", sa.Integer(), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=True),
        sa.CheckConstraint("(number IS NULL) <> (unit_id IS NULL)", name=op.f("ck_survey_about_one")),
        sa.CheckConstraint(
            "satisfied + fairly_satisfied + dissatisfied = valid AND valid + unknown <= returned AND returned <= issued",
            name=op.f("ck_survey_ballots"),
        ),
        sa.ForeignKeyConstraint(["number"], ["issue.number"], name=op.f("fk_survey_number")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_survey_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey")),
    )
    op.create_index(op.f("ix_survey_number"), "survey", ["number"])
    op.create_table(
        "command",
        sa.Column("first_event", sa.Integer(), nullable=False),
        sa.Column("last_event", sa.Integer(), nullable=False),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("first_event", name=op.f("pk_command")),
    )
    _add("issue", ISSUE)
    _add("notice", NOTICE)
    op.drop_index("ix_issue_status", table_name="issue")
    op.create_index("ix_issue_status", "issue", [*STATUS, "chronic"])


def _add(table: str, columns: tuple[tuple[str, type], ...]) -> None:
    for name, kind in columns:
        if name not in PERSONS:
            op.add_column(table, sa.Column(name, kind(), nullable=True))
        else:  # as a statement: Alembic has no foreign key for a column added on SQLite
            reference = f"CONSTRAINT fk_{table}_{name} REFERENCES owner (id)"
            op.execute(f"ALTER TABLE {table} ADD COLUMN {name} INTEGER {reference}")


def downgrade() -> None:
    op.drop_index("ix_issue_status", table_name="issue")
    for table, columns in (("notice", NOTICE), ("issue", ISSUE)):
        with op.batch_alter_table(table) as altered:
            for name, _kind in columns:
                altered.drop_column(name)
    op.create_index("ix_issue_status", "issue", STATUS)
    for table in TABLES:
        op.drop_table(table)
