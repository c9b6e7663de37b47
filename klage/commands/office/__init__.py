"""How the office is set up."""
