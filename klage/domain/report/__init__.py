"""The beretning and what of it may be published, as data."""
