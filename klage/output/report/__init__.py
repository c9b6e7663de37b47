"""The report on the screen, as JSON and as a document."""
