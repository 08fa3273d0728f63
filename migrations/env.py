"""Alembic's environment: the caller brings the open connection and holds the transaction."""

from alembic import context

from zuofeng_cli.store.setting_models import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
)
with context.begin_transaction():
    context.run_migrations()
