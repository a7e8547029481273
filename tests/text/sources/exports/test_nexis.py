"""Nexis: exports of all its services and years, told apart from other texts, and read article by article."""

import time
import tracemalloc
from pathlib import Path

import pytest
from made_up_nexis import WRITERS, link_to, stories, write_docx

import onrecord
from onrecord.text.article import SourceError
from onrecord.text.sources.counting import count_articles
from onrecord.text.sources.exports.nexis import Nexis
from onrecord.text.sources.exports.nexis_lines import NUMBERED
from onrecord.text.sources.paragraphs import Paragraph
from onrecord.text.sources.stated_articles import StatedArticle

SAVED = Path(__file__).parents[3] / "fixtures" / "documents" / "nexis_saved.docx"
NEW = """Dam gives way above Millrace
The Guardian(London)
July 1, 2031 Tuesday 9:20 AM GMT
Copyright 2031 Guardian Newspapers Limited All Rights Reserved
Section:\xa0WORLD NEWS; Version:28
Length:\xa0355 words
Byline:\xa0Ada Brandt in Millrace
Highlight:\xa0Water board put off repairs
Body
The dam gave way at night.
Twelve people are missing.
Load-Date:\xa0July 2, 2031
End of Document"""
OLD = """12 of 146 DOCUMENTS

Copyright 2002 The Linde Post

The Linde Post

August 1, 2002, Thursday, Final Edition

SECTION: A SECTION; Pg. A01

LENGTH: 900 words

HEADLINE: Dam gives way;
Twelve missing

BYLINE: Ada Brandt, Post Staff Writer;
Tom Arkady in Harrow

DATELINE: MILLRACE, July 31

BODY:
The dam gave way at night.

Twelve people are missing.

LOAD-DATE: August 1, 2002

LANGUAGE: ENGLISH"""


def paragraphs(text: str, between: str) -> list[Paragraph]:
    return [Paragraph(block) for block in text.split(between) if block.strip()]


def read(text: str, between: str = "\n") -> list[StatedArticle | SourceError]:
    given = paragraphs(text, between)
    assert Nexis().fits(given)
    return list(Nexis().articles(given))


def new(without: str = "", **changed: str) -> StatedArticle:
    """The article of NEW with some of its lines changed, by their first letters, or left out."""
    lines = [line for line in NEW.split("\n") if not without or not line.startswith(without)]
    lines = [next((to for start, to in changed.items() if line.startswith(start)), line) for line in lines]
    (article,) = read("\n".join(line for line in lines if line))
    return article


def old(text: str = OLD) -> StatedArticle:
    (article,) = read(text, "\n\n")
    return article


# --- articles ------------------------------------------------------------------------------------------------------


def test_a_newer_export():
    assert new() == StatedArticle(
        "The dam gave way at night.\n\nTwelve people are missing.",
        title="Dam gives way above Millrace",
        outlet="The Guardian (London)",
        date="2031-07-01",
        author="Ada Brandt in Millrace",
        section="WORLD NEWS",
    )


def test_an_older_export():
    assert old() == StatedArticle(
        "The dam gave way at night.\n\nTwelve people are missing.",
        title="Dam gives way; Twelve missing",
        outlet="The Linde Post",
        date="2002-08-01",
        author="Ada Brandt, Post Staff Writer; Tom Arkady in Harrow",
        section="A SECTION",
        page="A01",
        language="ENGLISH",
    )


def test_the_title_of_an_older_export_may_stand_below_the_date():
    text = OLD.replace("HEADLINE: Dam gives way;\nTwelve missing\n\n", "")
    text = text.replace("Final Edition\n\n", "Final Edition\nCorrection Appended\n\nDam gives way\n\n")
    article = old(text)
    assert (article.title, article.date, article.outlet) == ("Dam gives way", "2002-08-01", "The Linde Post")


def test_an_edition_may_stand_in_a_paragraph_of_its_own():
    text = OLD.replace("HEADLINE: Dam gives way;\nTwelve missing\n\n", "")
    text = text.replace(", Final Edition\n\n", "\n\nFIRST EDITION\n\nDam gives way\n\n")
    assert old(text).title == "Dam gives way"


def test_an_article_may_have_its_date_twice():
    top = "12 of 146 DOCUMENTS\n\nDe Linde\n\n24. September 2002\n\nSeptember 24, 2002\n\nDam gives way\n\n"
    article = old(f"{top}LENGTE: 90 words\n\nTEKST:\n\nThe dam gave way.\n\nTAAL: English")
    assert (article.outlet, article.date, article.title) == ("De Linde", "2002-09-24", "Dam gives way")


def test_labels_of_the_older_service_in_dutch():
    top = "1 of 2 DOCUMENTS\n\nDe Linde\n\n24. September 2002\n\nLENGTE: 90 words\n\nKOP: Dam gives way\n\n"
    article = old(f"{top}AUTEUR: A. Brandt\n\nTEKST:\n\nThe dam gave way.\n\nTAAL: English")
    assert (article.title, article.body, article.author) == ("Dam gives way", "The dam gave way.", "A. Brandt")


def test_an_address_below_the_text_is_that_of_the_article():
    address = "https://post.example/2031/dam.html"
    article = new(Twelve=f"Twelve people are missing.\n{address}")
    assert (article.url, article.body[-26:]) == (address, "Twelve people are missing.")


def test_an_older_text_may_have_no_line_that_says_where_it_begins():
    text = OLD.replace("BODY:\n", "").replace("DATELINE: MILLRACE, July 31\n\n", "")
    assert old(text).body == "The dam gave way at night.\n\nTwelve people are missing."


@pytest.mark.parametrize(
    ("label", "section", "page"),
    [
        ("NEWS; Pg. 12", "NEWS", "12"),
        ("Section 5; Part 2; Page 16; Column 2; National Desk", "Section 5; National Desk", "16"),
        ("Section B; Page 22, Column 2; National Desk", "Section B; National Desk", "22"),
        ("POLITICS; Version:28", "POLITICS", None),
        ("NEWS; Pgs. 4, 5", "NEWS", "4, 5"),
        ("Pg. 7", None, "7"),
        ("WISSENSCHAFT; S. 114 Ausg. 9", "WISSENSCHAFT", "114"),
        ("CULTUUR; Blz. 12", "CULTUUR", "12"),
        ("OPINION", "OPINION", None),
        ("WORLD; Pg. A1 ; NEWS", "WORLD; NEWS", "A1"),
    ],
)
def test_section_and_page(label, section, page):
    article = new(Section=f"Section: {label}")
    assert (article.section, article.page) == (section, page)


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("The Guardian(London)", "The Guardian (London)"),
        ("The Guardian (London) - Final Edition", "The Guardian (London)"),
        ("Agence France Presse -- English", "Agence France Presse -- English"),
        ("mirror.co.uk", "mirror.co.uk"),
    ],
)
def test_outlets(line, outlet):
    assert new(The_=line, **{"The G": line}).outlet == outlet


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("July 1, 2031 Tuesday 9:20 AM GMT", "2031-07-01"),
        ("Tuesday 1 July 2031", "2031-07-01"),
        ("December 19, 1991, Sunday, An Edition", "1991-12-19"),
        ("July 1, 2031 Tuesday \nEdition 1; National Edition", "2031-07-01"),
        ("1. Juli 2031 Dienstag", "2031-07-01"),
        ("1 juli 2031 dinsdag", "2031-07-01"),
        ("1 juillet 2031 mardi", "2031-07-01"),
        ("July 2031", "2031-07"),
    ],
)
def test_dates(line, date):
    article = new(July=line)
    assert (article.date, article.outlet, article.title) == (
        date,
        "The Guardian (London)",
        "Dam gives way above Millrace",
    )


def test_a_title_with_a_day_in_it_is_no_date():
    assert new(Dam="July 4, 2030: what the dam left behind").title == "July 4, 2030: what the dam left behind"


def test_the_outlet_may_be_missing():
    article = new("The Guardian")
    assert (article.title, article.outlet, article.date) == ("Dam gives way above Millrace", None, "2031-07-01")


def test_an_article_may_have_no_title():
    assert new(Dam="No Headline In Original").title is None


def test_an_edition_below_the_date_is_no_title():
    article = new(Copyright="Edition 1;\xa0\nNational Edition")
    assert (article.title, article.outlet) == ("Dam gives way above Millrace", "The Guardian (London)")


def test_labels_in_other_languages():
    text = NEW.replace("Section:", "Rubrik:").replace("Length:", "Länge:").replace("Byline:", "Autor:")
    text = text.replace("End of Document", "Sprache: ENGLISCH; ENGLISH\nEnde des Dokuments")
    (article,) = read(text)
    assert (article.section, article.author, article.language) == ("WORLD NEWS", "Ada Brandt in Millrace", "ENGLISCH")


# --- what is no text -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "below",
    [
        "Classification\nLanguage: ENGLISH\nPublication-Type: Newspaper\nSubject: DAMS (90%)\nLoad-Date: July 2, 2031",
        "Graphic\nA man looks at the dam.\nPhoto by A. Name\nLoad-Date: July 2, 2031",
        "Correction\nAn earlier version gave another number.\nLoad-Date: July 2, 2031",
        "Notes\nThis is the second of two parts.\nGraphic\nA dam.",
        "Copyright 2031 Guardian Newspapers Limited",
        "Language: ENGLISH",
        "Link to Image\nLoad-Date: July 2, 2031",
        "Load-Date: July 2, 2031\nSome line of a later service",
    ],
)
def test_what_stands_below_a_text(below):
    (article,) = read(NEW.replace("Load-Date:\xa0July 2, 2031", below))
    assert article.body == "The dam gave way at night.\n\nTwelve people are missing."


def test_the_language_stands_below_the_text():
    (article,) = read(NEW.replace("Load-Date:", "Language:\xa0DUTCH; NEDERLANDS\nLoad-Date:"))
    assert article.language == "DUTCH"


def test_a_note_in_the_middle_is_part_of_the_text():
    live = "Update: the road is open again.\n" + "\n".join(f"Line {number} of the report." for number in range(5))
    (article,) = read(NEW.replace("Twelve people are missing.", live))
    assert article.body.endswith("Line 4 of the report.") and "Update: the road" in article.body


def test_a_report_of_many_updates_is_a_text():
    live = "\n".join(f"Update: road {number} is open." for number in range(30))
    (article,) = read(NEW.replace("Twelve people are missing.", live))
    assert article.body.count("Update") == 30


def test_a_title_may_begin_like_a_label():
    assert new(Dam="Update: dam gives way").title == "Update: dam gives way"


def test_an_older_export_may_have_no_number():
    text = OLD.replace("12 of 146 DOCUMENTS\n\n", "").replace("HEADLINE: Dam gives way;\nTwelve missing\n\n", "")
    article = old(text.replace("Final Edition\n\n", "Final Edition\n\nDam gives way\n\n"))
    assert (article.title, article.outlet, article.page) == ("Dam gives way", "The Linde Post", "A01")


def test_a_summary_of_several_paragraphs_is_no_text():
    (article,) = read(NEW.replace("put off repairs", "put off repairs\nResidents had warned of it."))
    assert article.body == "The dam gave way at night.\n\nTwelve people are missing."


def test_a_text_is_taken_from_its_line_breaks():
    long = "The dam above Millrace gave way at night, and the water took the\nbridge, the mill and four houses with it."
    text = OLD.replace("The dam gave way at night.", long).replace("Twelve people are missing.", "A list:\nOne\nTwo")
    assert old(text).body == long.replace("\n", " ") + "\n\nA list:\nOne\nTwo"


def test_bookmarks_say_where_a_text_begins_in_any_language():
    given = paragraphs(NEW.replace("Body\n", "Tekst\n").replace("Load-Date:", "Rodzaj\nLoad-Date:"), "\n")
    marks = {"Tekst": "Body_3", "Rodzaj": "Classification_3"}
    (article,) = Nexis().articles([each._replace(anchor=marks.get(each.text)) for each in given])
    assert article.body == "The dam gave way at night.\n\nTwelve people are missing."


def test_labels_that_are_not_known_are_no_text():
    (article,) = read(NEW.replace("Length:", "Guest-Editor: Tom Arkady\nLength:"))
    assert (article.body, article.author) == (new().body, "Ada Brandt in Millrace")
    text = OLD.replace("BODY:\n", "").replace("HEADLINE:", "GUEST-EDITOR: Tom Arkady\n\nHEADLINE:")
    assert old(text).body == "The dam gave way at night.\n\nTwelve people are missing."


def test_a_text_without_any_label_begins_with_its_first_sentences():
    lead = "The dam above Millrace gave way at night, and the water took the bridge, the mill and four houses with it. "
    text = f"Dam gives way\nThe Guardian(London)\nJuly 1, 2031\nCopyright 2031 Guardian\n{lead * 2}\nMore.\nEnd of Document"
    (article,) = read(text)
    assert (article.title, article.outlet, article.body) == (
        "Dam gives way",
        "The Guardian (London)",
        f"{(lead * 2).strip()}\n\nMore.",
    )


# --- where articles begin ------------------------------------------------------------------------------------------


def test_articles_end_where_their_last_line_says_so():
    found = read(f"{NEW}\n{NEW.replace('Dam gives', 'Bridge gives')}")
    assert [article.title for article in found] == ["Dam gives way above Millrace", "Bridge gives way above Millrace"]


def test_older_articles_begin_with_their_number():
    found = read(f"{OLD}\n\n{OLD.replace('12 of', '13 of').replace('Dam gives', 'Bridge gives')}", "\n\n")
    assert [article.title for article in found] == ["Dam gives way; Twelve missing", "Bridge gives way; Twelve missing"]


@pytest.mark.parametrize(
    "line",
    [
        "1 of 2 DOCUMENTS",
        "1 of 1 DOCUMENT",
        "FOCUS - 1 of 2 DOCUMENTS",
        "1 von 2 DOKUMENTEN",
        "Dokument 1 von 2",
        "Document 1 de 2",
        "(Document 1 of 2)",
    ],
)
def test_numbers_in_other_words(line):
    assert old(OLD.replace("12 of 146 DOCUMENTS", line)).outlet == "The Linde Post"
    assert NUMBERED.fullmatch(line)


def test_articles_begin_with_their_date_and_number_of_words_where_nothing_else_parts_them():
    without_end = NEW.replace("\nEnd of Document", "")
    both = read(f"{without_end}\n{without_end.replace('Dam gives way', 'Dam holds')}")
    assert [(article.title, article.outlet, article.body[-28:]) for article in both] == [
        ("Dam gives way above Millrace", "The Guardian (London)", "\n\nTwelve people are missing."),
        ("Dam holds above Millrace", "The Guardian (London)", "\n\nTwelve people are missing."),
    ]


def test_an_older_article_begins_with_its_outlet_where_its_number_is_in_other_words():
    second = OLD.replace("12 of 146 DOCUMENTS", "第 13 篇").replace("Dam gives way", "Dam holds")
    both = read(f"{OLD}\n\n{second}", "\n\n")
    assert [article.title for article in both] == ["Dam gives way; Twelve missing", "Dam holds; Twelve missing"]
    assert {(article.outlet, article.date) for article in both} == {("The Linde Post", "2002-08-01")}


def test_a_length_in_a_text_begins_no_article():
    dam = "June 5, 2030\nLength: 120 metres\nHeight: 20 metres\nThe dam gave"
    assert [article.body.count("metres") for article in read(NEW.replace("The dam gave", dam))] == [2]


@pytest.mark.parametrize("text", [NEW, NEW.replace("\nEnd of Document", ""), OLD.replace("\n\n", "\n")])
def test_articles_without_a_blank_line_between_them(text):
    assert len(read(f"{text}\n{text}", "\n\n")) == 2


def test_bookmarks_part_articles():
    given = paragraphs(NEW.replace("\nEnd of Document", ""), "\n")
    second = [given[0]._replace(text="Bridge gives way", anchor="Bookmark_2"), *given[1:]]
    found = list(Nexis().articles([given[0]._replace(anchor="Bookmark_1"), *given[1:], *second]))
    assert [article.title for article in found] == ["Dam gives way above Millrace", "Bridge gives way"]


def test_a_page_that_begins_below_a_text_begins_no_article():
    given = paragraphs(f"{OLD}\n\nDISTRIBUTION: Every Zone\n\nPUBLICATION-TYPE: Newspaper", "\n\n")
    given.append(Paragraph("Classification"))
    given[-4:] = [paragraph._replace(page_break=True) for paragraph in given[-4:]]
    assert len(list(Nexis().articles(given))) == 1


def test_the_last_line_of_an_article_may_be_joined_with_others():
    joined = f"{NEW}\n{NEW}".replace("2031\nEnd of Document\n", "2031 End of Document ")
    assert [article.title for article in read(joined)] == ["Dam gives way above Millrace"] * 2


COVER = ["Date and Time: Friday, 5. July 2031 09:31:00 CEST", "Job Number: 1", "Documents (1)", "1. Dam gives way"]
COVER += ["Client/Matter: -None-", "Search Terms: dam", "Narrowed by:", "Sources: The Guardian(London)"]


@pytest.mark.parametrize("mark", [{}, {"page_break": True}, {"anchor": "Bookmark_1"}])
def test_a_cover_is_no_article(mark):
    given = paragraphs(NEW, "\n")
    given = [*map(Paragraph, COVER), given[0]._replace(**mark), *given[1:]]
    assert Nexis().fits(given)
    (article,) = Nexis().articles(given)
    assert (article.title, article.outlet) == ("Dam gives way above Millrace", "The Guardian (London)")


def test_a_cover_longer_than_what_is_looked_at_is_known():
    assert Nexis().fits([Paragraph(line) for line in [*COVER, *["12. A title"] * 300]])


def test_the_link_of_an_article_names_it():
    address = "https://advance.lexis.com/api/document?collection=news&id=urn:contentItem:5WG8-JBW1-JCJY-G1TC-00000-00"
    given = paragraphs(NEW, "\n")
    (article,) = Nexis().articles([given[0]._replace(link=address), *given[1:]])
    assert (article.identifier, article.url) == ("5WG8-JBW1-JCJY-G1TC-00000-00", address)


@pytest.mark.parametrize(("listed", "named"), [("Dam gives way above Millrace", True), ("Another one", False)])
def test_the_cover_names_an_article_that_has_no_link(listed, named):
    address = "https://advance.lexis.com/api/document?id=urn:contentItem:5WG8-JBW1-JCJY-G1TC-00000-00&idtype=PID"
    cover = [*map(Paragraph, COVER[:3]), Paragraph(f"1. {listed}", link=address)]
    given = paragraphs(NEW, "\n")
    (article,) = Nexis().articles([*cover, given[0]._replace(anchor="Bookmark_1"), *given[1:]])
    assert (article.identifier is not None) == named


def test_an_article_without_a_text_is_counted():
    text = NEW.replace("The dam gave way at night.\nTwelve people are missing.\n", "")
    empty, whole = read(f"{text}\n{NEW}")
    assert (empty.body, bool(whole.body)) == ("", True)


def test_an_article_that_is_too_long_is_refused_alone():
    long = "\n".join(["A line of a report that never ends, as live reports do."] * 10_000)
    problem, whole = read(f"{NEW.replace('The dam gave way at night.', long)}\n{NEW}")
    assert isinstance(problem, SourceError) and "too many for one article" in str(problem)
    assert whole.body


@pytest.mark.parametrize(
    "text",
    [
        "Dam gives way\nBy Ada Brandt\nJuly 1, 2031\nThe dam gave way at night.",
        "Title: Dam\nOutlet: The Post\nDate: 2031-07-01\nThe dam gave way.",
        "The body\nBody\nA poem about a body.",
        "Document 1 of 2\nTitle: Dam\nAuthor: Brandt\nFull text: The dam gave way.",
        "LANGUAGE: what a dam says\nThe dam gave way.",
    ],
)
def test_other_texts_are_none_of_its(text):
    assert not Nexis().fits(paragraphs(text, "\n"))


def test_a_list_of_articles_without_their_texts_is_refused(tmp_path):
    path = tmp_path / "list.txt"
    path.write_text("\n\n".join(COVER))
    with pytest.raises(SourceError, match="Export the full texts"):
        onrecord.read(path)
    assert count_articles([str(path)]) == 1


# --- files ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", WRITERS)
def test_files_of_every_kind(tmp_path, kind):
    path = WRITERS[kind](tmp_path / f"export.{kind}", 12)
    notes = []
    articles = list(onrecord.read_many([path], on_note=notes.append))
    assert notes == [f"{path}: 12 articles in the file (Nexis), 12 read"]
    assert count_articles([str(path)]) == 12
    for article, story in zip(articles, stories(12), strict=True):
        assert article.text == "\n\n".join((story.title, *story.paragraphs))
        assert (article.title, article.outlet, article.author) == (story.title, story.outlet, story.author)
        assert (article.section, f"NEWS; Pg. {article.page}") == ("NEWS", story.section)
        assert article.date.startswith("2031-") and article.headline == (0, len(story.title))
        if kind in ("docx", "rtf"):
            assert (article.article_id, article.source) == (story.item, link_to(story))


def test_an_export_that_libreoffice_has_saved():
    """The RTF of three articles, opened and saved as a Word document."""
    found = [(each.title, each.text, each.article_id) for each in onrecord.read_many([SAVED])]
    assert found == [(each.title, "\n\n".join((each.title, *each.paragraphs)), each.item) for each in stories(3)]


def test_a_file_without_a_cover(tmp_path):
    path = write_docx(tmp_path / "export.docx", 2, cover=False)
    assert [article.title for article in onrecord.read_many([path])] == [story.title for story in stories(2)]


@pytest.mark.parametrize("kind", WRITERS)
def test_the_first_article_comes_at_once_and_memory_is_flat(tmp_path, kind):
    path = WRITERS[kind](tmp_path / f"export.{kind}", 400)
    list(onrecord.read_many([WRITERS[kind](tmp_path / f"small.{kind}", 1)]))  # imports what is needed
    began = time.process_time()
    tracemalloc.start()
    articles = onrecord.read_many([path])
    next(articles)
    first = time.process_time() - began
    n = 1 + sum(1 for _ in articles)
    whole, (_, peak) = time.process_time() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert n == 400 and first < whole / 4 and peak < 6_000_000
