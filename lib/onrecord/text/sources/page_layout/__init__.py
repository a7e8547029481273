"""Page layout: from words that stand somewhere on pages to paragraphs in the order in which people read them."""
