"""Floor 3: files to plain rows and back; knows no rule and no database."""
