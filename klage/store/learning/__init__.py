"""Lessons, actions and what is written of them."""
