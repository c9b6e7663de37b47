"""The citizen's way through the system, and what it adds up to."""
