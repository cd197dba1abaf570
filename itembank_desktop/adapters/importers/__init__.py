"""Foreign formats to items."""
