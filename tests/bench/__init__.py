"""The budgets of the design, measured as ratios in one run: ``python -m tests.bench [--rows N] [--only WORD]``."""
