"""Floor 5: one use-case a function; each owns its transaction."""
