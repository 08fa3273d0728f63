"""Floor 6: what is typed and what is printed."""
