"""Web: what a page states of itself, which of its parts are the article, and what was lost of it."""
