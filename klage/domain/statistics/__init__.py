"""Counting honestly: shares, change, chance and small cells."""
