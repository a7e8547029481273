"""PDFs with a text layer; each is written here, line by line, as a program for page layout would."""

import pytest
from pdf_files import Put, column, pdf

from onrecord.text.article import SourceError
from onrecord.text.sources.reading import read

HEADLINE = "Flood takes the bridge at Marsk and forty houses"
FIRST = (
    "The river rose in the night and took the old bridge at Marsk with it, the mayor, Nadia Orlo, said on Tuesday. Forty "
    "houses stand in the water, and the families who lived in them have been brought to the school on the hill."
)
SECOND = (
    "“Nobody here has seen the river so high,” she told the council, which met in the gymnasium. The ministry counted three "
    "dead and nineteen injured, and it warned that the count could rise as the water falls."
)
THIRD = (
    "Colonel Ruta Maran, who leads the rescue, said her divers had searched all but two of the streets by the evening. They "
    "were to go on in the morning with boats that the neighbouring county has lent."
)
STORY = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


@pytest.fixture
def written(tmp_path):
    def write(data: bytes, name: str = "clipping.pdf"):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def paragraphs(article) -> list[str]:
    return article.text.split("\n\n")


def problem(path) -> str:
    with pytest.raises(SourceError) as caught:
        read(path)
    return str(caught.value)


def two_columns(text: str, *, top: float, indent: float = 10) -> list[Put]:
    """A text in two columns of one page, the first as long as the second or one line longer."""
    lines = column(text, 60, top, indent=indent)
    half = (len(lines) + 1) // 2
    up = top - lines[half].y
    return lines[:half] + [put._replace(x=put.x + 250, y=put.y + up) for put in lines[half:]]


def test_columns_are_read_one_after_the_other_and_the_headline_first(written):
    article = read(written(pdf([Put(HEADLINE, 60, 780, 20, 1), *two_columns(STORY, top=740)])))
    assert paragraphs(article) == [HEADLINE, FIRST, SECOND, THIRD]
    assert article.title == HEADLINE and article.text[slice(*article.headline)] == HEADLINE
