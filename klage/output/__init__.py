"""From domain objects to what is read: table, plain lines, JSON, CSV and the report."""
