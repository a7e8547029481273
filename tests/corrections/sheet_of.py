"""Sheets for tests: lines as a reader fills them in, and an article that they correct."""

import csv
import io

from onrecord.corrections.reading import read_corrections
from onrecord.text.article import make_article

TEXT = (
    "Flood kills dozens in the valley\n\n"
    "PELLIN – The flood killed 31 people, the hospital said on Monday. Mayor Nadia Orlo said that 11 people had drowned "
    "in the town. “We have no water,” she said.\n\n"
    "The ministry said at least 17 people were dead. Its spokesman said the dam had held. An aid group said 40 people were "
    "missing, and 40 people had lost their homes, the mayor said.\n"
)


def article(text=TEXT, **stated):
    return make_article(text, "a made-up article", **{"title": "Flood", "outlet": "Lanne Valley Post", **stated})


def sheet(tmp_path, *lines, name="corrections.csv"):
    """A sheet with lines, each a dictionary; those of the table of speakers need no article."""
    columns = list(dict.fromkeys(column for line in lines for column in line))
    file = io.StringIO()
    writer = csv.DictWriter(file, columns)
    writer.writeheader()
    writer.writerows(lines)
    path = tmp_path / name
    path.write_text(file.getvalue(), encoding="utf-8")
    return path


def corrections(tmp_path, *lines):
    read = read_corrections(sheet(tmp_path, *lines))
    assert read.faults == ()
    return read
