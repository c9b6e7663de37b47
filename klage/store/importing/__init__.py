"""Taking in many cases at once."""
