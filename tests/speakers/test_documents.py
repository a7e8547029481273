"""Texts that speak: whose they are, what they are called, and which of them "the report" is."""

import pytest
from resolving import last_speaker, resolved

SOMEBODYS = [
    ("A report by the Harbour Board found that the crane was old.", "Harbour Board"),
    ("An audit by the city comptroller found that it was late.", "the city comptroller"),
    ("The Vell Institute’s survey found that half of tenants skip meals.", "Vell Institute"),
    ("A poll conducted by Northlight Research showed that voters were tired.", "Northlight Research"),
    ("A May Reuters/Ipsos poll found that voters were tired.", "Reuters/Ipsos"),
    ("A University of Vell study found that wolves avoid roads.", "University of Vell"),
    ("A police report says that the car was stolen.", "police"),
    ("A letter signed by 40 doctors said that the ward was unsafe.", "40 doctors"),
    # over sentences
    ("The Harbour Board put out a statement.\n\n“We are sorry,” the statement said.", "Harbour Board"),
    ("The institute Northlight submitted its study in May. The study found that rents had doubled.", "Northlight"),
    ("The Harbour Board issued a report. The document says that the guards slept.", "Harbour Board"),
    ("Tom Keller sued the paper in March. The complaint says that the article was false.", "Tom Keller"),
    ("Ann Brandt wrote to the board. The letter said that the pumps were failing.", "Ann Brandt"),
    ("The Teachers Union surveyed its members. The survey found that many want to leave.", "Teachers Union"),
    ("The Harbour Board issued a report. Tom Keller shared the report. The report said it was late.", "Harbour Board"),
]
NOBODYS = [
    ("A leaked memo says that the minister knew.", "leaked memo"),
    ("According to court documents, the driver had no licence.", "court documents"),
    ("According to police records, the man had been arrested twice.", "police records"),
    ("An autopsy report said that he had drowned.", "autopsy report"),
    ("The bill says that no child may be held with adults.", "bill"),
    ("According to documents obtained by the Herald, the firm knew of it.", "documents obtained by the Herald"),
    ("The council received a letter. The letter said that the bridge was unsafe.", "letter"),
    ("A preliminary report said it was late. The report said help was near.", "preliminary report"),
    ("The Third National Water Assessment found that the rivers are warming.", "Third National Water Assessment"),
    ("The Clean Rivers Act says that no waste may be dumped.", "Clean Rivers Act"),
]
TITLED = [
    ("The report, “Broken Promises,” said that two schools were built.", "Broken Promises", None),
    ("A study titled “Counting the Drowned” found that the toll was higher.", "Counting the Drowned", None),
    ("A new book, “The Last Harbour,” says that the king had fled.", "The Last Harbour", None),
    (
        "The Audit Office published a report titled “Money for Nothing”. The report said that it was late.",
        "Money for Nothing",
        "Audit Office",
    ),
]
ALIKE = [
    ("The Brackmoor Report said the mayor would resign.", "Brackmoor Report", "media"),
    ("The Harbour Board said the report was false.", "Harbour Board", "government"),
    ("Ann Brandt, the author of “Broken Promises,” said it was late.", "Ann Brandt", "person"),
    ("Ann Brandt, who wrote the report, said the crane was old.", "Ann Brandt", "person"),
    ("The report “found nothing new,” Ann Brandt said.", "Ann Brandt", "person"),
]


@pytest.mark.parametrize(("text", "author"), SOMEBODYS)
def test_a_text_goes_to_whose_it_is(text, author):
    assert last_speaker(text) == author


@pytest.mark.parametrize(("text", "name"), NOBODYS)
def test_a_text_that_is_nobodys_is_called_as_the_article_calls_it(text, name):
    _, (speaker,) = resolved(text)
    assert (speaker.speaker, speaker.kind, speaker.affiliation) == (name, "document", None)


@pytest.mark.parametrize(("text", "title", "author"), TITLED)
def test_a_text_with_a_title_is_called_by_it(text, title, author):
    speaker = resolved(text)[1][-1]
    assert (speaker.speaker, speaker.kind, speaker.affiliation, speaker.named) == (title, "document", author, True)


@pytest.mark.parametrize(("text", "name", "kind"), ALIKE)
def test_what_looks_like_a_text_that_speaks_is_none(text, name, kind):
    speaker = resolved(text)[1][-1]
    assert (speaker.speaker, speaker.kind) == (name, kind)


def test_a_text_of_another_kind_or_with_another_word_before_it_is_another_one():
    report = "The Harbour Board released a report."
    assert last_speaker(f"{report} The bill says that it was late.") == "bill"
    assert last_speaker(f"{report} The autopsy report said that it was late.") == "autopsy report"


def test_a_platform_is_not_the_author_of_what_is_posted_there():
    assert last_speaker("A Facebook post said that the road was closed.") == "Facebook post"
