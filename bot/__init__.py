"""The application: what the bot knows and does."""
