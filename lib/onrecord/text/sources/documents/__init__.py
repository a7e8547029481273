"""Documents: files of word processors (.docx, .odt, .rtf) as a stream of paragraphs."""
