"""Lessons, actions, examples and recommendations, and what may be shared."""
