"""Examining the register, and mending what may be mended."""
