"""Where items live: the local bank."""
