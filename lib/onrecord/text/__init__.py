"""From a source to a parsed article."""
