"""The citizen's way through the system."""
