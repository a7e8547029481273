"""HTML pages and terminal text from a record: `article_page.write_pages`, `highlights.highlight`, `row_tables.rows`,
`toned_words.word_by_word`, `rules_page.rules_page`, `terminal.as_text`; words for codes are in `wording`, escaping in `html`."""
