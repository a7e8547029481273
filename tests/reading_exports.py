"""Reading exports: the articles, errors and notes of a file that a test writes."""

from onrecord.text.sources.reading import read_many


def read_text(folder, name, text, encoding="utf-8"):
    """(articles, errors, notes) of a file with this text."""
    path = folder / name
    path.write_text(text, encoding=encoding)
    return read_path(path)


def read_path(path):
    """(articles, errors, notes) of a file."""
    errors, notes = [], []
    articles = list(read_many([path], on_error=lambda problem: errors.append(str(problem)), on_note=notes.append))
    return articles, errors, notes
