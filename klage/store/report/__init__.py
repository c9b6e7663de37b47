"""Counting for the report."""
