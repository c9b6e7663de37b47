"""What is typed: one module a group of commands; a command parses, asks and shows."""
