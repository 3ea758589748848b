"""Text becomes words, names and questions here: pure code over a dictionary loaded once."""
