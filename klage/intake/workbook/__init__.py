"""Workbooks on their way in, read by a child process."""
