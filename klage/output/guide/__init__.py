"""The Danish guide on the screen, and as the man page."""
