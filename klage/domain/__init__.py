"""The rules: pure functions and frozen dataclasses, without input, output or a clock."""
