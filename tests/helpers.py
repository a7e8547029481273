"""What several test modules share: made-up articles and notebooks, what to look at in an article, waiting."""

import time
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

PARAMETERS = """\
article: str = "sample"  # what to read
out: str = ""  # folder for files
model: str = "en_core_web_sm"  # spaCy pipeline
code: str = "007"  # a text that looks like a number
min_words: int = 1  # shortest quote
level: float = 0.5  # a number
strict: bool = False  # a switch
"""
WORK = """\
from pathlib import Path
import onrecord
from onrecord import charts
found = onrecord.analyse(onrecord.read(article), model)
assert "cannot pass" not in found.article.text, "this article cannot pass"
chart = charts.speaking_share(found.quotes[found.quotes["text"].str.split().str.len() >= min_words])
if out:
    Path(out, "charts").mkdir(exist_ok=True)
    chart.data.to_csv(Path(out, "charts", f"07_{chart.name}.csv"), index=False)
chart
"""
# A made-up event with two voices, two figures that conflict, and a title that would like to be markup and a path.
HOSTILE = {
    "id": "../{row}/<1>",
    "title": '<script>alert("title")</script> ../../{article} flood \u202ekills',
    "outlet": "<b>Hill Gazette</b>",
    "date": "2031-05-02",
    "text": (
        'Mayor Anna Brandt said 12 people had been killed in the flood. "We lost our bridge & <b>our school</b>," '
        'Brandt said.\n\nThe fire chief, Tom Keller, said 9 people had been killed. "<script>alert(1)</script> is all '
        'I found on the door," Keller said. Keller said the water would fall by Monday, and that the dam had held.'
    ),
}
ORDINARY = {
    "id": "b",
    "title": "Council reopens the harbour road",
    "text": (
        'The council reopened the harbour road on Friday. "The repairs cannot pass another winter without money," '
        "the engineer Mary Okello said. She said the work had cost less than the town had feared."
    ),
}


def skipped(article) -> list[str]:
    return [article.text[start:end] for start, end in article.boilerplate]


def headline(article) -> str | None:
    return article.headline and article.text[slice(*article.headline)]


def check_spans(article):
    """What holds of the spans of any article."""
    spans = [*article.boilerplate, *([article.headline] if article.headline else [])]
    assert all(0 <= start < end <= len(article.text) for start, end in spans)
    assert sorted(article.boilerplate) == list(article.boilerplate)
    assert all(a[1] <= b[0] for a, b in zip(sorted(spans), sorted(spans)[1:], strict=False))
    article.text.encode()


def small_notebook(path: Path) -> Path:
    """Write a notebook with every type of parameter and one chart; it fails on ORDINARY, at its second code cell."""
    cells = [
        new_markdown_cell("# Small\n\nWho speaks?"),
        new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}),
        new_code_cell(WORK),
        new_code_cell("code, level, strict"),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
    return path


def quick_notebook(path: Path, *codes: str) -> Path:
    """Write a notebook that needs no library, so that it takes no time."""
    cells = [new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}), *map(new_code_cell, codes)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
    return path


def wait_until(holds, seconds=90):
    """Wait for what comes by itself; a loaded machine takes its time."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.02)
