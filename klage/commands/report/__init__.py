"""The report: which period, which edition, which file."""
