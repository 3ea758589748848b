"""The plan: who owes what by when, and who is reminded of it."""
