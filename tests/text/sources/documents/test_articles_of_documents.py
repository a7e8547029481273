"""Articles of documents: what is told of one that a word processor wrote."""

import shutil
import subprocess
from pathlib import Path

import pytest

import onrecord
from onrecord.text.sources.counting import count_articles

DOCUMENTS = Path(__file__).parents[3] / "fixtures" / "documents"
BODY = (
    "The mayor of Port Linde said on Monday that 12 people were still missing. “We are looking for them,” she told "
    "reporters at the quay.\n\nThe harbour stays closed until the fire brigade has been through all of the sheds, "
    "the board said in a statement."
)


@pytest.mark.parametrize("suffix", ["docx", "odt", "rtf"])
def test_a_document_is_an_article(suffix):
    path = DOCUMENTS / f"harbour.{suffix}"
    article = onrecord.read(path)
    assert article.title == "Harbour of Ostrava Bay closed after blast kills four"
    assert article.text[slice(*article.headline)] == article.title
    assert article.date == "2031-05-04" and article.source == str(path) and article.language == "en"
    assert "PORT LINDE" in article.text and "running head" not in article.text and "struck" not in article.text
    assert count_articles([str(path)]) == 1


def rtf(folder: Path, paragraphs: str, title: str | None = None, name: str = "a.rtf") -> Path:
    info = f"{{\\info{{\\title {title}}}}}" if title else ""
    body = "\\par\n".join(
        part.replace("“", "\\ldblquote ").replace("”", "\\rdblquote ") for part in paragraphs.split("\n\n")
    )
    path = folder / name
    path.write_text(f"{{\\rtf1\\ansi{info} {body}\\par}}")
    return path


def test_a_first_paragraph_in_bold_is_the_headline(tmp_path):
    path = rtf(tmp_path, "{\\b Harbour closed.}\n\n" + BODY)
    assert onrecord.read(path).title == "Harbour closed."


def test_a_document_all_in_bold_has_no_headline(tmp_path):
    assert onrecord.read(rtf(tmp_path, "\\b " + BODY)).title is None


def test_the_title_of_the_properties_counts_where_there_is_no_headline(tmp_path):
    article = onrecord.read(rtf(tmp_path, BODY, "Twelve missing in Port Linde"))
    assert article.title == "Twelve missing in Port Linde" and article.headline is None
    assert article.text.startswith("The mayor")


@pytest.mark.parametrize("title", ["Document1", "Microsoft Word - 12", "untitled", "story final.docx", "Dokument 3"])
def test_what_a_program_calls_a_document_is_no_title(tmp_path, title):
    assert onrecord.read(rtf(tmp_path, BODY, title)).title is None


def test_the_name_of_the_file_may_state_the_date(tmp_path):
    assert onrecord.read(rtf(tmp_path, BODY, name="2031-05-09 linde.rtf")).date == "2031-05-09"


def test_a_document_with_many_articles_of_nobody_we_know_is_refused(tmp_path):
    article = f"Document {{}} of 3\n\nTitle: Harbour closed\n\nOutlet: The Herald\n\nDate: May 9, 2031\n\n{BODY}"
    path = rtf(tmp_path, "\n\n".join(article.format(number) for number in (1, 2, 3)))
    with pytest.raises(onrecord.SourceError, match="looks like many articles in one file"):
        onrecord.read(path)


def test_documents_of_a_folder_are_read(tmp_path):
    for suffix in ("docx", "odt", "rtf"):
        (tmp_path / f"{suffix}.{suffix}").write_bytes((DOCUMENTS / f"harbour.{suffix}").read_bytes())
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 nothing")
    problems = []
    articles = list(onrecord.read_many([tmp_path], problems.append))
    assert len(articles) == 3 and len(problems) == 1
    assert [a.duplicate_of for a in articles] == [None, *[articles[0].article_id] * 2]
    assert "broken.docx: is a damaged document" in str(problems[0])
    assert count_articles([str(tmp_path)]) == 4


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_what_libreoffice_writes_today_is_read(tmp_path):
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        "--headless",
        profile,
        "--convert-to",
        "docx",
        "--outdir",
        tmp_path,
        DOCUMENTS / "harbour.fodt",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert onrecord.read(tmp_path / "harbour.docx").text == onrecord.read(DOCUMENTS / "harbour.docx").text
