"""A small lesson with every kind of cell."""

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

PARAMETERS = 'article: str = "sample"  # what to read\nmodel: str = "en_core_web_sm"  # spaCy pipeline'
IMPORTS = "import onrecord\nfrom onrecord import classroom\nfrom onrecord.classroom import check"
OPEN = "What do you think?\n\n**Model answer.**\nIt depends."


def lesson(*cells):
    """A notebook; a text is a markdown cell, (source, tags) a code cell, in order."""
    made = []
    for number, cell in enumerate(cells):
        source, tags = (cell, "") if isinstance(cell, str) else cell
        new = new_markdown_cell if isinstance(cell, str) or "open" in tags else new_code_cell
        made.append(new(source, id=f"cell-{number}", metadata={"tags": tags.split()} if tags else {}))
    return new_notebook(cells=made, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})


def small_lesson():
    return lesson(
        "# Lesson 7: Who?",
        (PARAMETERS, "parameters"),
        (IMPORTS, ""),
        ('# one line a statement\nguess = "a # b"  # student: ""  # wrong: "z"', "answer"),
        ('check.guess(guess, ["a # b", "c"])', "check points-0"),
        ('who = "Ludmila Denisova"  # student: ""  # wrong: "Denisova"', "answer"),
        ('check.speaker("brief_2022-03-24", "402,000 people", who)', "check points-2"),
        ("number = 3  # student: None  # wrong: 4\nextra = number  # student: (nothing)", "answer long"),
        ("check.number(number, 3)", "check long"),
        (OPEN, "open points-2"),
        ("print('only for teachers')", "solution"),
        "## Your own article",
        ("print(len(onrecord.read(article).text) > 0)", ""),
    )


def write(folder: Path, name: str, notebook=None) -> Path:
    path = folder / name
    nbformat.write(notebook or small_lesson(), path)
    return path
