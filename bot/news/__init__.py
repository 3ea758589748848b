"""News: from a feed's bytes to a digest at the reader's hour."""
