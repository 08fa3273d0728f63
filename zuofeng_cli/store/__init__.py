"""Floor 3: the database: tables, the one writer, the light reader."""
