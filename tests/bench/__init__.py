"""The budgets of the design, as ratios in one run: ``python -m tests.bench [--rows N] [--only WORD]``."""
