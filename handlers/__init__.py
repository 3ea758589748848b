"""Updates in, answers out: a router for each thing a person can do."""
