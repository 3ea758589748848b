"""The outbox: what leaves unasked, in what order and pace, and what became of it."""
