"""The first layout."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


APPEND_ONLY = """
CREATE FUNCTION forbid_event_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$
"""


def upgrade() -> None:
    op.create_table(
        "category",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_category")),
    )
    op.create_table(
        "focus_area",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_focus_area")),
    )
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("imported_on", sa.Date(), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    op.create_index(op.f("ix_import_batch_sha256"), "import_batch", ["sha256"], unique=False)
    op.create_table(
        "ledger",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("plan_sha256", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_ledger_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger")),
    )
    op.create_table(
        "source",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_source")),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("peer_group", sa.String(), nullable=True),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("name", name=op.f("uq_unit_name")),
    )
    op.create_index(op.f("ix_unit_parent_id"), "unit", ["parent_id"], unique=False)
    op.create_table(
        "working_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("worked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_working_day")),
    )
    op.create_table(
        "owner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("post", sa.String(), nullable=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "role IN ('staff', 'clerk', 'supervisor', 'leader')", name=op.f("ck_owner_role_known")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_owner_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_owner")),
        sa.UniqueConstraint("name", "unit_id", name=op.f("uq_owner_name_unit_id")),
    )
    op.create_index(op.f("ix_owner_unit_id"), "owner", ["unit_id"], unique=False)
    op.create_table(
        "plan_measure",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("focus", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["focus"], ["focus_area.code"], name=op.f("fk_plan_measure_focus")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_plan_measure")),
    )
    op.create_table(
        "unit_alias",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_alias_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "name", name=op.f("pk_unit_alias")),
    )
    op.create_table(
        "issue",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("external_no", sa.String(), nullable=True),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("focus", sa.String(), nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("description_key", sa.String(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("leader_id", sa.Integer(), nullable=True),
        sa.Column("target", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("found_on", sa.Date(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("assigned_on", sa.Date(), nullable=True),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("deadline_original", sa.Date(), nullable=True),
        sa.Column("deadline_text", sa.String(), nullable=True),
        sa.Column("deadline_provisional", sa.Boolean(), nullable=False),
        sa.Column("deadline_missed", sa.Date(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("rectified_on", sa.Date(), nullable=True),
        sa.Column("rectified_by", sa.Integer(), nullable=True),
        sa.Column("completion_note", sa.Text(), nullable=True),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("verified_by", sa.Integer(), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=True),
        sa.Column("notice_until", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("resumed_on", sa.Date(), nullable=True),
        sa.Column("stale_evidence", sa.Integer(), nullable=False),
        sa.Column("returned_by", sa.Integer(), nullable=True),
        sa.Column("reopen_reason", sa.String(), nullable=True),
        sa.Column("escalated_by", sa.Integer(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("notified_level", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("chronic", sa.Boolean(), nullable=False),
        sa.Column("recurrence_of", sa.Integer(), nullable=True),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.Column("extension_until", sa.Date(), nullable=True),
        sa.Column("extension_reason", sa.Text(), nullable=True),
        sa.Column("extension_by", sa.Integer(), nullable=True),
        sa.Column("extension_asked_on", sa.Date(), nullable=True),
        sa.Column("extension_provisional", sa.Boolean(), nullable=False),
        sa.Column("extensions", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("intake_key", sa.String(), nullable=True),
        sa.CheckConstraint("(state = 'closed') = (closed_on IS NOT NULL)", name=op.f("ck_issue_closing")),
        sa.CheckConstraint("(state = 'merged') = (merged_into IS NOT NULL)", name=op.f("ck_issue_merging")),
        sa.CheckConstraint(
            "(state IN ('rectified', 'verified', 'closed')) = (rectified_on IS NOT NULL) OR state IN ('cancelled', 'merged')",
            name=op.f("ck_issue_completion"),
        ),
        sa.CheckConstraint(
            "state IN ('open', 'assigned', 'rectified', 'verified', 'closed', 'cancelled', 'merged')",
            name=op.f("ck_issue_state_known"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('assigned', 'rectified', 'verified', 'closed') OR (unit_id IS NOT NULL AND owner_id IS NOT NULL AND deadline IS NOT NULL)",
            name=op.f("ck_issue_elements"),
        ),
        sa.CheckConstraint("type IN ('immediate', 'limited', 'long_term')", name=op.f("ck_issue_type_known")),
        sa.CheckConstraint("length(description) > 0", name=op.f("ck_issue_description_given")),
        sa.CheckConstraint("level >= 0 AND round >= 1 AND version >= 1", name=op.f("ck_issue_counters")),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_issue_batch_id")),
        sa.ForeignKeyConstraint(["category"], ["category.code"], name=op.f("fk_issue_category")),
        sa.ForeignKeyConstraint(["closed_by"], ["owner.id"], name=op.f("fk_issue_closed_by")),
        sa.ForeignKeyConstraint(["escalated_by"], ["owner.id"], name=op.f("fk_issue_escalated_by")),
        sa.ForeignKeyConstraint(["extension_by"], ["owner.id"], name=op.f("fk_issue_extension_by")),
        sa.ForeignKeyConstraint(["focus"], ["focus_area.code"], name=op.f("fk_issue_focus")),
        sa.ForeignKeyConstraint(["leader_id"], ["owner.id"], name=op.f("fk_issue_leader_id")),
        sa.ForeignKeyConstraint(["merged_into"], ["issue.number"], name=op.f("fk_issue_merged_into")),
        sa.ForeignKeyConstraint(["owner_id"], ["owner.id"], name=op.f("fk_issue_owner_id")),
        sa.ForeignKeyConstraint(["rectified_by"], ["owner.id"], name=op.f("fk_issue_rectified_by")),
        sa.ForeignKeyConstraint(["recurrence_of"], ["issue.number"], name=op.f("fk_issue_recurrence_of")),
        sa.ForeignKeyConstraint(["returned_by"], ["owner.id"], name=op.f("fk_issue_returned_by")),
        sa.ForeignKeyConstraint(["source"], ["source.code"], name=op.f("fk_issue_source")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_issue_unit_id")),
        sa.ForeignKeyConstraint(["verified_by"], ["owner.id"], name=op.f("fk_issue_verified_by")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_issue")),
    )
    op.create_index("ix_issue_deadline", "issue", ["state", "deadline"], unique=False)
    op.create_index(op.f("ix_issue_external_no"), "issue", ["external_no"], unique=False)
    op.create_index("ix_issue_identity", "issue", ["unit_id", "description_key"], unique=False)
    op.create_index(op.f("ix_issue_owner_id"), "issue", ["owner_id"], unique=False)
    op.create_index(
        "ix_issue_status",
        "issue",
        ["unit_id", "state", "deadline", "deadline_original", "deadline_missed", "rectified_on"],
        unique=False,
    )
    op.create_table(
        "cooperating_unit",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["number"], ["issue.number"], name=op.f("fk_cooperating_unit_number")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_cooperating_unit_unit_id")),
        sa.PrimaryKeyConstraint("number", "position", name=op.f("pk_cooperating_unit")),
    )
    op.create_index(op.f("ix_cooperating_unit_unit_id"), "cooperating_unit", ["unit_id"], unique=False)
    op.create_table(
        "event",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("prev_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["number"], ["issue.number"], name=op.f("fk_event_number")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_event")),
        sa.UniqueConstraint("hash", name=op.f("uq_event_hash")),
    )
    op.create_index("ix_event_number", "event", ["number", "seq"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("size_bytes", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'file' AND sha256 IS NOT NULL) OR kind = 'document'", name=op.f("ck_evidence_kind_known")
        ),
        sa.ForeignKeyConstraint(["number"], ["issue.number"], name=op.f("fk_evidence_number")),
        sa.PrimaryKeyConstraint("number", "position", name=op.f("pk_evidence")),
    )
    op.create_table(
        "measure",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["number"], ["issue.number"], name=op.f("fk_measure_number")),
        sa.PrimaryKeyConstraint("number", "position", name=op.f("pk_measure")),
    )
    op.create_table(
        "notice",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('flagged', 'escalated', 'suggested')", name=op.f("ck_notice_kind_known")
        ),
        sa.ForeignKeyConstraint(["number"], ["issue.number"], name=op.f("fk_notice_number")),
        sa.PrimaryKeyConstraint("number", "position", name=op.f("pk_notice")),
        sa.UniqueConstraint("number", "deadline", "level", name=op.f("uq_notice_number_deadline_level")),
    )
    op.create_table(
        "progress_note",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["number"], ["issue.number"], name=op.f("fk_progress_note_number")),
        sa.PrimaryKeyConstraint("number", "position", name=op.f("pk_progress_note")),
    )
    _make_journal_append_only()


def _make_journal_append_only() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER event_no_{change.lower()} BEFORE {change} ON event"
                " BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
            )
        # INSERT OR REPLACE deletes without firing the DELETE trigger.
        op.execute(
            "CREATE TRIGGER event_in_order BEFORE INSERT ON event"
            " WHEN EXISTS (SELECT 1 FROM event WHERE seq >= NEW.seq)"
            " BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
        )
        return
    op.execute(APPEND_ONLY)
    for change, each in (("UPDATE", "ROW"), ("DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
        op.execute(
            f"CREATE TRIGGER event_no_{change.lower()} BEFORE {change} ON event"
            f" FOR EACH {each} EXECUTE FUNCTION forbid_event_change()"
        )


def downgrade() -> None:
    op.drop_table("progress_note")
    op.drop_table("notice")
    op.drop_table("measure")
    op.drop_table("evidence")
    op.drop_index("ix_event_number", table_name="event")
    op.drop_table("event")
    op.drop_index(op.f("ix_cooperating_unit_unit_id"), table_name="cooperating_unit")
    op.drop_table("cooperating_unit")
    op.drop_index("ix_issue_status", table_name="issue")
    op.drop_index(op.f("ix_issue_owner_id"), table_name="issue")
    op.drop_index("ix_issue_identity", table_name="issue")
    op.drop_index(op.f("ix_issue_external_no"), table_name="issue")
    op.drop_index("ix_issue_deadline", table_name="issue")
    op.drop_table("issue")
    op.drop_table("unit_alias")
    op.drop_table("plan_measure")
    op.drop_index(op.f("ix_owner_unit_id"), table_name="owner")
    op.drop_table("owner")
    op.drop_table("working_day")
    op.drop_index(op.f("ix_unit_parent_id"), table_name="unit")
    op.drop_table("unit")
    op.drop_table("source")
    op.drop_table("ledger")
    op.drop_index(op.f("ix_import_batch_sha256"), table_name="import_batch")
    op.drop_table("import_batch")
    op.drop_table("focus_area")
    op.drop_table("category")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION forbid_event_change()")
