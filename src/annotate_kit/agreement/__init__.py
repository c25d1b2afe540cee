"""Two annotators' spans and records side by side: pairing and measures."""
