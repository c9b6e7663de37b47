"""From files to domain objects and a list of what was wrong."""
