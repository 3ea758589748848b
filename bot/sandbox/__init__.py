"""A stand-in for Telegram: its Bot API over HTTP, as strict as the real one, with a chat page for people."""
