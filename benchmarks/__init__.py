"""Comparisons with other programs, run by hand."""
