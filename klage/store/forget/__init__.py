"""Forgetting citizens, down to the bytes of the file."""
