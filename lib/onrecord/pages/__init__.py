"""HTML and terminal text from a record."""
