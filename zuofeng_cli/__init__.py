"""zuofeng: the issue ledger of a work-style rectification campaign."""

__version__ = "0.1.0"
