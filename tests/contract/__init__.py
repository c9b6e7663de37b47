"""The JSON of every scriptable command, kept as files."""
