"""Run the migrations on the connection handed over by ``storage.migrating``, inside its transaction.

There is no ini file and no mode of its own: alembic executes this module whenever migrations run.
"""

from alembic import context

from storage.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
