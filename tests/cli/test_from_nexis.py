"""The walk of docs/from_nexis.md: 200 articles from Nexis to a corrected workbook and back, command by command."""

import re
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from made_up_nexis import write_docx

import onrecord
from onrecord.cli import main
from onrecord.tables.columns import TABLES

pytestmark = pytest.mark.course

PAGE = Path(__file__).parents[2] / "docs" / "from_nexis.md"
MAYOR, DOCTOR = "Ruth Okonjo", "Dr Ruth Okonjo"


def cells(workbook, sheet):
    """The rows of a sheet as dictionaries of cells."""
    heads = [cell.value for cell in workbook[sheet][1]]
    return [dict(zip(heads, row, strict=True)) for row in workbook[sheet].iter_rows(min_row=2)]


def through_libreoffice(file):
    """The workbook as LibreOffice saves it, where there is one."""
    if not (soffice := shutil.which("soffice")):
        return file
    folder = file.parent / "saved"
    profile = f"-env:UserInstallation=file://{file.parent}/profile"
    call = [soffice, "--headless", profile, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", folder, file]
    subprocess.run(call, check=True, capture_output=True, timeout=300)
    return folder / file.name


@pytest.fixture(scope="module")
def walk(tmp_path_factory):
    """The folder of the walk, with what the commands printed, and the tables before and after the corrections."""
    folder = tmp_path_factory.mktemp("walk")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("ONRECORD_CACHE", str(folder / "cache"))  # only articles that a correction is about are read again
        write_docx(Path("flood.docx"), 200)
        assert main(["tables", "flood.docx", "--to", "flood", "--jobs", "1"]) == 0
        before = onrecord.load("flood")
        assert main(["correct", "flood", "--to", "flood.xlsx"]) == 0
        fill_in(Path("flood.xlsx"))
        back = through_libreoffice(Path("flood.xlsx").resolve())
        corrected = ["tables", "flood.docx", "--to", "flood", "--jobs", "1", "--corrections", str(back)]
        assert main(corrected) == 0
        yield folder, corrected, before, onrecord.load("flood")


def fill_in(file):
    """What a reader writes into the workbook: a strike, a change, a merge, an event, a missing quote, an article read through."""
    workbook = openpyxl.load_workbook(file)
    quotes, figures = cells(workbook, "quotes"), cells(workbook, "figures")
    quotes[0]["strike"].value = "x"
    quotes[5]["speaker_is"].value, quotes[5]["by"].value = "Ilse Vogt", "Ada"
    figures[1]["event_is"].value, figures[1]["by"].value = "damaged", "Ada"
    cells(workbook, "articles")[0]["checked"].value = "x"
    article = cells(workbook, "articles")[7]
    heads = [cell.value for cell in workbook["corrections"][1]]
    line = {
        "table": "quotes",
        "text": article["title"].value,
        "article_id": article["article_id"].value,
        "speaker_is": "the nurses",
    }
    line |= {"add": "x", "by": "Ada"}
    for column, head in enumerate(heads, 1):
        workbook["corrections"].cell(2, column).value = line.get(head)
        workbook["corrections"].cell(3, column).value = f"{MAYOR} = {DOCTOR}" if head == "speaker" else None
    workbook.save(file)


def test_every_article_of_the_export_is_a_row_with_what_nexis_states(walk):
    _, _, before, _ = walk
    articles = before.articles
    assert len(articles) == 200 and articles["article_id"].is_unique
    assert articles[["title", "outlet", "date", "author", "section", "page", "url"]].notna().all(axis=None)
    assert not articles["text"].str.contains("Copyright|Load-Date|End of Document|Length:|Byline").any()


def test_corrections_are_in_every_table_and_nothing_else_changed(walk):
    _, _, before, after = walk
    quotes = after.quotes
    assert len(quotes) == len(before.quotes)  # one is struck, one was missing
    assert quotes["start"][0] == before.quotes["start"][1]
    changed = before.quotes.iloc[5]
    row = quotes[(quotes["article_id"] == changed["article_id"]) & (quotes["start"] == changed["start"])].iloc[0]
    assert (row["speaker"], row["corrected"]) == ("Ilse Vogt", "Ada")
    assert MAYOR not in set(quotes["speaker"]) | set(after.speakers["speaker"]) | set(after.tone["speaker"])
    assert (after.speakers["speaker"] == DOCTOR).sum() == (before.speakers["speaker"] == MAYOR).sum()
    added = quotes[quotes["speaker"] == "the nurses"].iloc[0]
    text = after.articles.set_index("article_id").loc[added["article_id"], "text"]
    assert added["corrected"] == "Ada" and text[added["start"] : added["end"]] == added["text"]
    untouched = quotes[quotes["corrected"].isna()]
    assert untouched["text"].isin(set(before.quotes["text"])).all()


def test_given_back_again_nothing_is_left_to_do(walk, monkeypatch, capsys):
    folder, corrected, _, _ = walk
    monkeypatch.chdir(folder)
    monkeypatch.setenv("ONRECORD_CACHE", str(folder / "cache"))
    capsys.readouterr()
    assert main(corrected) == 0
    said = capsys.readouterr()
    assert "200 articles: all were done before, and nothing of them has changed" in said.out
    assert "200 articles in the file (Nexis), 200 read" in said.err + said.out
    assert main(["correct", "flood", "--score"]) == 0
    assert re.search(r"^quotes: \d+ of \d+ right", capsys.readouterr().out, re.MULTILINE)


def test_the_next_workbook_has_the_corrections_and_so_has_the_export(walk, monkeypatch):
    folder, _, _, after = walk
    monkeypatch.chdir(folder)
    assert main(["correct", "flood", "--to", "next.xlsx"]) == 0
    lines = cells(openpyxl.load_workbook("next.xlsx"), "corrections")
    told = {(row["by"].value, row["speaker_is"].value) for row in lines}
    assert {("Ada", "Ilse Vogt"), ("Ada", "the nurses")} <= told
    assert main(["export", "flood", "--to", "done.xlsx"]) == 0
    done = openpyxl.load_workbook("done.xlsx")
    for name in TABLES:
        assert len(cells(done, name)) == len(getattr(after, name)), name


def test_the_page_has_these_commands():
    commands = re.findall(r"^    (onrecord .+?)(?:  +#.*)?$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert [command.split()[1] for command in commands] == [
        "tables",
        "correct",
        "tables",
        "correct",
        "export",
        "export",
    ]
