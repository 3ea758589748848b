"""Search over everything in the store: keys and rows, queries, fragments, offers."""
