"""Records and corpora, in memory and on disk."""
