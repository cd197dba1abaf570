"""Qt: screens, their words and the only threads."""
