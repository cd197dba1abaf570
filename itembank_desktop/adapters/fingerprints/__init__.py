"""Spaces that need no model: text n-grams, figures, numbers."""
