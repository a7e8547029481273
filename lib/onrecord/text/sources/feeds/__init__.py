"""Feeds: what a site lists of its articles, and the pages behind it, read one after the other and no faster than is polite."""
