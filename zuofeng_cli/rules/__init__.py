"""Floor 1: the office's rules as pure functions and frozen dataclasses."""
