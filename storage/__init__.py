"""The store: records, schema, migrations, one file per group of facts, and the facts the product starts with."""
