"""Finds duplicate and similar exam items, with their figures, while an author writes."""

__version__ = "0.1.0"
