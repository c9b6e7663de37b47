"""Comparisons run by hand; nothing here is timed by the tests."""
