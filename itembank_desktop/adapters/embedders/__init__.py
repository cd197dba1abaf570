"""Models that turn contents into vectors; only the model worker imports them."""
