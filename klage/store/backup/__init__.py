"""Copies of the register, and restoring them."""
