"""Fault campaigns: scripts with a short form that the suite runs and a long one that is run by hand."""
