"""Floor 4: one SQL statement a view, read into frozen rows."""
